import { describe, expect, it } from 'vitest'
import { plainScenario } from '../../twin/plain-scenario.ts'
import { expectRows, request } from './expect-rows.ts'
import { RUNNERS } from './runners.ts'

const { NaN: never } = Number

describe.each(RUNNERS)('the accept queue (%s)', (_, run) => {
  it('holds one request more than its backlog and drops the next SYN', () => {
    const scenario = plainScenario({ server: { backlog: 2 } })
    const { rows } = run(
      scenario,
      [0, 1, 2, 3, 4].map(sentMs => request(sentMs, 0, 100)),
    )
    expectRows(rows, [
      { queuedMs: 0, acceptedMs: 0, finishedMs: 100 },
      { queuedMs: 1, acceptedMs: 100, finishedMs: 200 },
      { queuedMs: 2, acceptedMs: 200, finishedMs: 300 },
      { queuedMs: 3, acceptedMs: 300, finishedMs: 400 },
      { queuedMs: 1004, acceptedMs: 1004, finishedMs: 1104, endedMs: 1104, outcome: '200' },
    ])
  })

  it('is never longer than somaxconn and one', () => {
    const scenario = plainScenario({ server: { backlog: 100 }, machine: { somaxconn: 1 } })
    const { rows } = run(
      scenario,
      [0, 1, 2, 3].map(sentMs => request(sentMs, 0, 100)),
    )
    expectRows(rows, [{ queuedMs: 0 }, { queuedMs: 1 }, { queuedMs: 2 }, { queuedMs: 1003 }])
  })

  it('lets a dropped SYN in at its own next try, not when a place becomes free', () => {
    const scenario = plainScenario({ server: { backlog: 0 } })
    const { rows } = run(scenario, [request(0, 0, 1500), request(100, 0, 200), request(200, 0, 100)])
    expectRows(rows, [
      { acceptedMs: 0, endedMs: 1500 },
      { queuedMs: 100, acceptedMs: 1500, endedMs: 1700 },
      { queuedMs: 2200, acceptedMs: 2200, endedMs: 2300, outcome: '200' },
    ])
  })

  it('lets a later request overtake one that waits for its next SYN', () => {
    const scenario = plainScenario({ server: { backlog: 0 } })
    const { rows } = run(scenario, [request(0, 0, 500), request(1, 0, 100), request(2, 0, 100), request(600, 0, 100)])
    expectRows(rows, [
      { endedMs: 500 },
      { acceptedMs: 500, endedMs: 600 },
      { queuedMs: 1002, endedMs: 1102 },
      { queuedMs: 600, endedMs: 700 },
    ])
  })

  // The place in the queue becomes free half a second before each try, so that this try is the first to find room.
  it.each([1, 2, 3, 4, 5, 7, 11, 19, 35, 67])('is tried again %i s after the first SYN (linear)', seconds => {
    const scenario = plainScenario({ server: { backlog: 0 }, machine: { synRetry: 'linear' } })
    const { rows } = run(scenario, [request(10, 0, seconds * 1000 - 500), request(10, 0, 1), request(10, 0, 1)])
    expect(rows[2]!.queuedMs).toBe(10 + seconds * 1000)
  })

  it.each([1, 3, 7, 15, 31, 63])('is tried again %i s after the first SYN (exponential)', seconds => {
    const scenario = plainScenario({ server: { backlog: 0 }, machine: { synRetry: 'exponential' } })
    const { rows } = run(scenario, [request(10, 0, seconds * 1000 - 500), request(10, 0, 1), request(10, 0, 1)])
    expect(rows[2]!.queuedMs).toBe(10 + seconds * 1000)
  })

  it.each([
    ['linear', 'nginx', 131_010, '502'],
    ['linear', 'none', 131_010, 'refused'],
    ['exponential', 'nginx', 127_010, '502'],
    ['exponential', 'none', 127_010, 'refused'],
  ] as const)('is given up by the kernel (%s, proxy %s) after %i ms with %s', (synRetry, kind, endedMs, outcome) => {
    const scenario = plainScenario({ server: { backlog: 0 }, machine: { synRetry }, proxy: { kind } })
    const { rows } = run(scenario, [request(10, 0, 200_000), request(10, 0, 1), request(10, 0, 1)])
    expectRows(rows, [
      { endedMs: 200_010, outcome: '200' },
      { endedMs: 200_011, outcome: '200' },
      { queuedMs: never, acceptedMs: never, finishedMs: never, endedMs, outcome, worker: -1 },
    ])
  })

  it('refuses at once when it is full and a unix socket', () => {
    const scenario = plainScenario({ server: { backlog: 0 }, proxy: { socket: 'unix' } })
    const { rows } = run(scenario, [request(0, 0, 100), request(10, 0, 100), request(20, 0, 100), request(101, 0, 100)])
    expectRows(rows, [
      { endedMs: 100, outcome: '200' },
      { queuedMs: 10, endedMs: 200, outcome: '200' },
      { queuedMs: never, endedMs: 20, outcome: '502', worker: -1 },
      { queuedMs: 101, endedMs: 300, outcome: '200' },
    ])
  })

  it('is always a TCP socket for clients that come without a proxy', () => {
    const scenario = plainScenario({ server: { backlog: 0 }, proxy: { kind: 'none', socket: 'unix' } })
    const { rows } = run(scenario, [request(0, 0, 100), request(0, 0, 100), request(0, 0, 100)])
    expectRows(rows, [{ queuedMs: 0 }, { queuedMs: 0 }, { queuedMs: 1000, outcome: '200' }])
  })
})
