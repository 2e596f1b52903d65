import { describe, it } from 'vitest'
import type { PartialScenario } from '../../../sim/scenario/scenario.ts'
import { plainScenario } from '../../twin/plain-scenario.ts'
import { expectRows, request } from './expect-rows.ts'
import { RUNNERS } from './runners.ts'

function threads(count: number, server: PartialScenario['server'] = {}) {
  const kind = 'gunicorn-gthread'
  return plainScenario({ server: { kind, threads: count, connections: 100, ...server }, machine: { cores: 4 } })
}

describe.each(RUNNERS)('threads of one process (%s)', (_, run) => {
  it('take turns of 5 ms, counted from the moment the first waiter came', () => {
    const { rows } = run(threads(2), [request(0, 12, 0), request(2, 12, 0)])
    // First 0–7, second 7–12, first 12–17 and done, second 17–24.
    expectRows(rows, [
      { startedMs: 0, finishedMs: 17 },
      { startedMs: 2, finishedMs: 24 },
    ])
  })

  it('let a latecomer wait a whole interval, however long the holder has computed', () => {
    const { rows } = run(threads(2), [request(0, 20, 0), request(9, 3, 0)])
    expectRows(rows, [{ finishedMs: 23 }, { finishedMs: 17 }])
  })

  it('go to the tail of the line after their turn', () => {
    const { rows } = run(threads(3), [request(0, 8, 0), request(0, 8, 0), request(0, 8, 0)])
    expectRows(rows, [{ finishedMs: 18 }, { finishedMs: 21 }, { finishedMs: 24 }])
  })

  it('leave the interpreter to the next when they wait', () => {
    const { rows } = run(threads(2), [request(0, 4, 20), request(0, 10, 0)])
    expectRows(rows, [{ ioFromMs: 4, ioToMs: 24, finishedMs: 24 }, { finishedMs: 14 }])
  })

  it('take turns by the clock, also when a full machine lets them do less in each', () => {
    const server = { kind: 'uwsgi', workers: 2, threads: 2 } as const
    const { rows } = run(plainScenario({ server }), [request(0, 10, 0), request(0, 100, 0), request(0, 10, 0)])
    // Process 0 has half a core: its two threads do 2.5 ms in each turn of 5 ms, four turns each.
    expectRows(rows, [
      { worker: 0, finishedMs: 35 },
      { worker: 1, finishedMs: 120 },
      { worker: 0, finishedMs: 40 },
    ])
  })

  it('wait for a free thread inside the process', () => {
    const { rows } = run(threads(1), [request(0, 0, 100), request(10, 0, 100)])
    expectRows(rows, [
      { acceptedMs: 0, startedMs: 0, finishedMs: 100 },
      { acceptedMs: 10, startedMs: 100, finishedMs: 200 },
    ])
  })

  it('are not all a process accepts, but it stops at its connection limit', () => {
    const scenario = threads(1, { connections: 2 })
    const { rows } = run(scenario, [request(0, 0, 100), request(10, 0, 100), request(20, 0, 100)])
    expectRows(rows, [
      { acceptedMs: 0, startedMs: 0 },
      { acceptedMs: 10, startedMs: 100 },
      { acceptedMs: 100, startedMs: 200 },
    ])
  })
})

describe.each(RUNNERS)('greenlets of one process (%s)', (_, run) => {
  const gevent = (overheadMs: number) =>
    threads(1000, { kind: 'gunicorn-gevent', connections: 1000, overheadMs, switchIntervalMs: 5 })

  it('block each other for a whole CPU phase', () => {
    const { rows } = run(gevent(0), [request(0, 100, 0), request(10, 1, 0)])
    expectRows(rows, [
      { startedMs: 0, finishedMs: 100 },
      { startedMs: 10, ioFromMs: 101, finishedMs: 101 },
    ])
  })

  it('wait for all at once and write their answers in the order in which they asked', () => {
    const { rows } = run(gevent(2), [request(0, 10, 50), request(5, 100, 8), request(6, 20, 0)])
    // 0–11 the first; 11–112 the second; 112–134 the third, all at once as it has nothing to wait for; then the answers.
    expectRows(rows, [
      { ioFromMs: 11, ioToMs: 61, finishedMs: 135 },
      { ioFromMs: 112, ioToMs: 120, finishedMs: 136 },
      { ioFromMs: 134, ioToMs: 134, finishedMs: 134 },
    ])
  })
})
