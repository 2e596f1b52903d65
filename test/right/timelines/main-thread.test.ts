import { describe, expect, it } from 'vitest'
import { plainScenario } from '../../twin/plain-scenario.ts'
import { expectRows, request } from './expect-rows.ts'
import { RUNNERS } from './runners.ts'

const server = { kind: 'flask-threaded', threads: 100_000, connections: 100_000 } as const
const flask = plainScenario({ server, machine: { cores: 4 } })

describe.each(RUNNERS)('the main thread of threaded Flask (%s)', (_, run) => {
  it('waits for its turn to accept, like any other thread', () => {
    const { rows } = run(flask, [request(0, 20, 0), request(1, 4, 0)])
    // The first computes 0–6, then the second is accepted; the first 6–11, the second 11–15, the first 15–24.
    expectRows(rows, [
      { acceptedMs: 0, finishedMs: 24 },
      { queuedMs: 1, acceptedMs: 6, startedMs: 6, finishedMs: 15 },
    ])
  })

  it('accepts the next when the thread of the one before has had its turn', () => {
    const { rows } = run(flask, [request(0, 100, 0), request(1, 4, 0), request(1, 4, 0)])
    // The second has its turn at 11; from then on the main thread stands behind the first, which computes 15–20.
    expectRows(rows, [
      { acceptedMs: 0, finishedMs: 108 },
      { acceptedMs: 6, finishedMs: 15 },
      { acceptedMs: 20, finishedMs: 29 },
    ])
  })

  it('stands in line as soon as the thread that it has started computes', () => {
    const { rows } = run(flask, [request(0, 8, 0), request(0, 8, 0)])
    // Its turn is at 5, when the first has gone to the tail of the line already.
    expectRows(rows, [
      { acceptedMs: 0, finishedMs: 8 },
      { acceptedMs: 5, finishedMs: 16 },
    ])
  })

  it('accepts at the end of a phase before the thread whose phase it was goes on', () => {
    const scenario = plainScenario({ server: { ...server, overheadMs: 4, gilTurns: 4 }, machine: { cores: 4 } })
    const { rows } = run(scenario, [request(0, 2, 10), request(0.5, 2, 10)])
    // 0–1 the first, then the second is accepted and has 1–2; the first 2–5, the second 5–8.
    expectRows(rows, [
      { acceptedMs: 0, ioFromMs: 5 },
      { acceptedMs: 1, ioFromMs: 8 },
    ])
  })

  it('accepts all that wait while nobody computes and no new thread has to', () => {
    const { rows } = run(flask, [request(0, 0, 100), request(0, 0, 100), request(0, 4, 0)])
    expectRows(rows, [{ acceptedMs: 0 }, { acceptedMs: 0 }, { acceptedMs: 0, finishedMs: 4 }])
  })

  it('does not wait for a thread that waits for its request', () => {
    const scenario = plainScenario({
      client: { slowShare: 1, uploadMs: 50 },
      proxy: { kind: 'none' },
      server,
      machine: { cores: 4 },
    })
    const { rows } = run(scenario, [request(0, 4, 0), request(0, 4, 0)])
    expectRows(rows, [
      { acceptedMs: 0, finishedMs: 54 },
      { acceptedMs: 0, finishedMs: 58 },
    ])
  })

  it('leaves connections in the accept queue meanwhile, and what finds no place there is refused', () => {
    const scenario = plainScenario({
      proxy: { kind: 'nginx', socket: 'unix' },
      server: { ...server, backlog: 0 },
      machine: { cores: 4 },
    })
    const { rows } = run(scenario, [request(0, 20, 0), request(1, 4, 0), request(2, 4, 0), request(7, 4, 0)])
    expect(rows.map(row => row.outcome)).toEqual(['200', '200', '502', '200'])
    expectRows([rows[1]!, rows[3]!], [{ acceptedMs: 6 }, { queuedMs: 7 }])
  })
})
