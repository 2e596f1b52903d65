import { describe, expect, it } from 'vitest'
import type { PartialScenario } from '../../../sim/scenario/scenario.ts'
import { plainScenario } from '../../twin/plain-scenario.ts'
import { expectRows, request } from './expect-rows.ts'
import { RUNNERS, watchdogPhaseMs } from './runners.ts'

const { NaN: never } = Number

/** One worker and one place in the queue. */
function onePlace(changes: PartialScenario = {}) {
  return plainScenario({ ...changes, server: { backlog: 0, ...changes.server } })
}

/**
 * Four requests at 0. The first is served until 500. The second, from the queue, until `freeMs`. The SYNs of the others
 * are dropped and sent again at 1000, and both find the one free place; the third takes it and keeps it until `freeMs`.
 */
function race(freeMs: number, third: [number, number], fourth: [number, number]) {
  return [request(0, 0, 500), request(0, 0, freeMs - 500), request(0, ...third), request(0, ...fourth)]
}

describe.each(RUNNERS)('two SYNs for one place (%s)', (_, run) => {
  it('are both answered; the first ACK enters, and the second leaves a half-open connection', () => {
    const { rows } = run(onePlace(), race(1100, [0, 3000], [0, 10]))
    expectRows(rows, [
      { finishedMs: 500 },
      { acceptedMs: 500, finishedMs: 1100 },
      { queuedMs: 1000, acceptedMs: 1100, finishedMs: 4100 },
      { queuedMs: 1200, acceptedMs: 4100, finishedMs: 4110, outcome: '200' },
    ])
  })

  it('are no race when there is a place for each', () => {
    const scenario = onePlace({ server: { backlog: 1 } })
    const requests = [request(0, 0, 500), ...[600, 600, 100, 100].map(ioMs => request(0, 0, ioMs))]
    // Two in the queue until 500 and 1100; at 1000 one place is free.
    expectRows(run(scenario, requests).rows, [
      {},
      { queuedMs: 0 },
      { queuedMs: 0 },
      { queuedMs: 1000 },
      { queuedMs: 1200 },
    ])
    const roomy = [request(0, 0, 500), ...[100, 100, 100, 100].map(ioMs => request(0, 0, ioMs))]
    expectRows(run(scenario, roomy).rows, [
      {},
      { queuedMs: 0 },
      { queuedMs: 0 },
      { queuedMs: 1000 },
      { queuedMs: 1000 },
    ])
  })

  it.each([
    ['nginx', '502'],
    ['none', 'reset'],
  ] as const)('end the second with tcp_abort_on_overflow (proxy %s: %s)', (kind, outcome) => {
    const scenario = onePlace({ machine: { abortOnOverflow: 'on' }, proxy: { kind } })
    const { rows } = run(scenario, race(1100, [0, 3000], [0, 10]))
    expectRows(rows, [
      { outcome: '200' },
      { outcome: '200' },
      { queuedMs: 1000, outcome: '200' },
      { queuedMs: never, endedMs: 1000, outcome, worker: -1 },
    ])
  })
})

describe.each(RUNNERS)('a half-open connection (%s)', (_, run) => {
  // Data at 1.2, 1.6, 2.4, 4, 7.2 s; SYN-ACKs at 2, 4, 8 s.
  it.each([
    [1100, 1200],
    [1300, 1600],
    [2100, 2400],
    [2500, 4000],
    [4100, 7200],
  ])('whose place is free at %d ms enters when its data comes at %d ms', (freeMs, queuedMs) => {
    const { rows } = run(onePlace(), race(freeMs, [0, 50], [0, 10]))
    expectRows(rows, [
      {},
      { finishedMs: freeMs },
      { finishedMs: freeMs + 50 },
      { queuedMs, acceptedMs: queuedMs, ioFromMs: queuedMs, finishedMs: queuedMs + 10, outcome: '200' },
    ])
  })

  it.each([
    ['flask', 'nginx'],
    ['flask', 'none'],
    ['gunicorn-sync', 'nginx'],
  ] as const)('enters %s with a SYN-ACK, without its data, and the worker waits for it (proxy %s)', (kind, proxy) => {
    const scenario = onePlace({ server: { kind }, proxy: { kind: proxy } })
    const { rows, busyMs } = run(scenario, [...race(1700, [0, 100], [20, 50]), request(2100, 0, 10)])
    expectRows(rows, [
      {},
      {},
      { finishedMs: 1800 },
      { queuedMs: 2000, acceptedMs: 2000, startedMs: 2000, ioFromMs: 2420, finishedMs: 2470, outcome: '200' },
      { queuedMs: 2100, acceptedMs: 2470, finishedMs: 2480 },
    ])
    expect(busyMs).toBeCloseTo(20, 6)
  })

  it('may have its data before a thread takes it from the queue', () => {
    const { rows } = run(onePlace(), race(1700, [0, 900], [0, 50]))
    expectRows(rows, [{}, {}, { finishedMs: 2600 }, { queuedMs: 2000, startedMs: 2600, ioFromMs: 2600 }])
  })

  it('waits for its data in the main thread of waitress, and holds no thread', () => {
    const scenario = onePlace({ server: { kind: 'waitress', connections: 1 } })
    const { rows } = run(scenario, race(1700, [0, 100], [0, 50]))
    expectRows(rows, [{}, {}, {}, { acceptedMs: 2000, startedMs: 2400, finishedMs: 2450 }])
  })

  it('waits twelve seconds and more for its data when it was long half open', () => {
    const { rows } = run(onePlace(), race(7300, [0, 50], [0, 10]))
    // In with the SYN-ACK at 8 s; the data comes 6.4 s after 7.2 s.
    expectRows(rows, [{}, {}, {}, { queuedMs: 8000, startedMs: 8000, ioFromMs: 13_600, finishedMs: 13_610 }])
  })

  it('dies with the worker that waits for its data', () => {
    const scenario = onePlace({ server: { timeoutMs: 3000, bootMs: 100 } })
    // Later requests keep the place taken until 7250, so that the fourth enters with the SYN-ACK at 8 s, its data to
    // follow at 13.6 s. The watchdog's time is over at 11 s.
    const requests = [...race(1950, [0, 2500], [0, 10]), request(1960, 0, 2800), request(4460, 0, 500)]
    const { rows } = run(scenario, [...requests, request(13_000, 0, 1000)])
    const killMs = 11_000 + watchdogPhaseMs(scenario)
    expectRows(rows, [
      {},
      {},
      { finishedMs: 4450 },
      { queuedMs: 8000, startedMs: 8000, ioFromMs: never, finishedMs: never, endedMs: killMs, outcome: '500' },
      { finishedMs: 7250 },
      { finishedMs: 7750 },
      { startedMs: 13_000, finishedMs: 14_000, outcome: '200' },
    ])
  })

  it('is served for nobody when its client has left', () => {
    const { rows, wastedMs } = run(onePlace({ client: { timeoutMs: 1150 } }), race(1300, [0, 100], [70, 0]))
    expectRows(rows, [
      { endedMs: 500, outcome: '200' },
      { endedMs: 1150, outcome: 'timeout', finishedMs: 1300 },
      { endedMs: 1150, outcome: 'timeout', finishedMs: 1400 },
      { queuedMs: 1600, startedMs: 1600, finishedMs: 1670, endedMs: 1150, outcome: 'timeout', worker: 0 },
    ])
    expect(wastedMs).toBeCloseTo(70, 6)
  })

  it('is connected for nginx, whose read timeout runs from the ACK on, and its connect timeout no longer', () => {
    const scenario = onePlace({ proxy: { connectTimeoutMs: 1100, readTimeoutMs: 700 } })
    const { rows } = run(scenario, race(2100, [0, 100], [0, 10]))
    expectRows(rows, [
      { endedMs: 500, outcome: '200' },
      { endedMs: 700, outcome: '504' },
      { endedMs: 1700, outcome: '504' },
      { endedMs: 1700, outcome: '504', queuedMs: 2400, finishedMs: 2410 },
    ])
  })

  it.each([
    ['nginx', '502'],
    ['none', 'reset'],
  ] as const)('is forgotten by the server after 63 s (proxy %s: %s)', (kind, outcome) => {
    const { rows } = run(onePlace({ proxy: { kind } }), race(80_000, [0, 100], [0, 10]))
    expectRows(rows, [
      {},
      { finishedMs: 80_000 },
      { finishedMs: 80_100, outcome: '200' },
      { queuedMs: never, endedMs: 64_000, outcome, worker: -1 },
    ])
  })

  it('is forgotten even when there is room at last: the last look was that of its data after 51 s', () => {
    const forgotten = run(onePlace(), race(52_100, [0, 100], [0, 10]))
    expectRows(forgotten.rows, [{}, {}, { finishedMs: 52_200 }, { queuedMs: never, endedMs: 64_000, outcome: '502' }])
    const justInTime = run(onePlace(), race(51_900, [0, 10], [0, 10]))
    expectRows(justInTime.rows, [{}, {}, { finishedMs: 51_910 }, { queuedMs: 52_000, outcome: '200' }])
  })

  it('that nobody waits for any more is forgotten without a word', () => {
    const { rows } = run(onePlace({ client: { timeoutMs: 2000 } }), race(80_000, [0, 100], [0, 10]))
    expectRows(rows, [{}, {}, {}, { queuedMs: never, endedMs: 2000, outcome: 'timeout' }])
  })
})
