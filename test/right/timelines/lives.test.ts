import { describe, it } from 'vitest'
import { plainScenario } from '../../twin/plain-scenario.ts'
import { expectRows, request } from './expect-rows.ts'
import { RUNNERS, seedThatKills } from './runners.ts'

const { NaN: never } = Number

describe.each(RUNNERS)('a worker that has answered its max_requests (%s)', (_, run) => {
  it('is away until a new one has booted', () => {
    const scenario = plainScenario({ server: { maxRequests: 2, bootMs: 500 } })
    const { rows } = run(
      scenario,
      [0, 0, 0].map(sentMs => request(sentMs, 0, 10)),
    )
    expectRows(rows, [{ finishedMs: 10 }, { finishedMs: 20 }, { acceptedMs: 520, finishedMs: 530 }])
  })

  it('finishes what it holds, accepts nothing more, and goes when that is done', () => {
    const server = { kind: 'gunicorn-gthread', threads: 2, connections: 10, maxRequests: 1, bootMs: 500 } as const
    const requests = [request(0, 0, 100), request(0, 0, 300), request(0, 0, 50), request(150, 0, 10)]
    // The third waits inside, begins when the first is done, and ends at 150.
    expectRows(run(plainScenario({ server }), requests).rows, [
      { finishedMs: 100 },
      { finishedMs: 300 },
      { acceptedMs: 0, startedMs: 100, finishedMs: 150 },
      { queuedMs: 150, acceptedMs: 800 },
    ])
  })
})

describe.each(RUNNERS)('workers without memory (%s)', (_, run) => {
  /** 370 MB hold one worker of 60 beside the system’s 300. */
  const oneOfTwo = (seed: number) =>
    plainScenario({
      server: { workers: 2, memoryMb: 60, bootMs: 100 },
      machine: { memoryMb: 370 },
      run: { seed },
    })

  it('are not there at the start', () => {
    const { rows } = run(oneOfTwo(1), [request(0, 0, 100), request(0, 0, 100)])
    expectRows(rows, [
      { worker: 0, finishedMs: 100 },
      { worker: 0, finishedMs: 200 },
    ])
  })

  it('come up after a second, and the kernel may kill another for it', () => {
    const { rows } = run(oneOfTwo(seedThatKills(0)), [request(0, 0, 5000), request(500, 0, 10)])
    expectRows(rows, [
      { worker: 0, endedMs: 1000, outcome: '502', finishedMs: never },
      { worker: 1, acceptedMs: 1000, finishedMs: 1010 },
    ])
  })

  it('come up after a second, and the kernel may kill just them', () => {
    const { rows } = run(oneOfTwo(seedThatKills(1)), [request(0, 0, 1500), request(500, 0, 10)])
    expectRows(rows, [
      { worker: 0, endedMs: 1500, outcome: '200' },
      { worker: 0, acceptedMs: 1500 },
    ])
  })
})

describe.each(RUNNERS)('Werkzeug’s wait for a client to close (%s)', (_, run) => {
  it.each([
    ['none', 60],
    ['nginx', 50],
  ] as const)('keeps the thread after the answer (proxy %s: the next begins at %d ms)', (kind, nextMs) => {
    const scenario = plainScenario({ server: { kind: 'flask', closeWaitMs: 10 }, proxy: { kind } })
    const { rows } = run(scenario, [request(0, 0, 50), request(0, 0, 50)])
    expectRows(rows, [{ finishedMs: 50, endedMs: 50 }, { acceptedMs: nextMs }])
  })
})
