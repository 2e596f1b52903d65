import { describe, expect, it } from 'vitest'
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

describe.each(RUNNERS)('several turns for one request (%s)', (_, run) => {
  it('let threads alternate between the pieces of the server’s own work', () => {
    const { rows } = run(threads(2, { overheadMs: 4, gilTurns: 4 }), [request(0, 2, 10), request(0, 2, 10)])
    // 0–1 and 1–2 the first pieces; 2–5 and 5–8 the second ones with the application; then two and two of 1 ms.
    expectRows(rows, [
      { ioFromMs: 5, ioToMs: 15, finishedMs: 17 },
      { ioFromMs: 8, ioToMs: 18, finishedMs: 20 },
    ])
  })

  it.each([
    // One wait of 5 ms before (15–18 its own), one after (33–35).
    [2, { ioFromMs: 18, ioToMs: 28, finishedMs: 35 }, 109],
    // Four waits: 15–16 and 21–23 its own, then 38–39 and 44–45.
    [4, { ioFromMs: 23, ioToMs: 33, finishedMs: 45 }, 109],
  ])('cost a short request a wait for the GIL each, beside a long one: %i turns', (gilTurns, short, longMs) => {
    const { rows, busyMs } = run(threads(2, { overheadMs: 4, gilTurns }), [request(0, 100, 0), request(10, 1, 10)])
    expectRows(rows, [{ ioFromMs: longMs, ioToMs: longMs, finishedMs: longMs }, short])
    expect(busyMs).toBeCloseTo(109, 6)
  })

  it('are one more before the I/O when their number is odd', () => {
    const { rows } = run(threads(2, { overheadMs: 4, gilTurns: 3 }), [request(0, 2, 10), request(0, 2, 10)])
    // 0–1, 1–2; 2–5, 5–8; then one piece of 2 ms each.
    expectRows(rows, [
      { ioFromMs: 5, ioToMs: 15, finishedMs: 17 },
      { ioFromMs: 8, ioToMs: 18, finishedMs: 20 },
    ])
  })

  it('cost a switch each', () => {
    const scenario = threads(2, { overheadMs: 4, gilTurns: 4 })
    const { rows } = run({ ...scenario, machine: { ...scenario.machine, switchCostUs: 500 } }, [request(0, 2, 10)])
    expectRows(rows, [{ ioFromMs: 5, ioToMs: 15, finishedMs: 18 }])
    const withoutIo = run({ ...scenario, machine: { ...scenario.machine, switchCostUs: 500 } }, [request(0, 2, 0)])
    // 1, then 1 + 2 + 1 at once, then 1.
    expectRows(withoutIo.rows, [{ ioFromMs: 7.5, ioToMs: 7.5, finishedMs: 7.5 }])
  })
})

describe.each(RUNNERS)('greenlets of one process (%s)', (_, run) => {
  const gevent = (overheadMs: number) =>
    threads(1000, { kind: 'gunicorn-gevent', connections: 1000, overheadMs, switchIntervalMs: 5 })

  it('block each other for a whole CPU phase', () => {
    const { rows } = run(gevent(0), [request(0, 100, 0), request(10, 1, 0)])
    expectRows(rows, [
      { startedMs: 0, finishedMs: 100 },
      { startedMs: 100, ioFromMs: 101, finishedMs: 101 },
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

describe.each(RUNNERS)('rounds of an event loop (%s)', (_, run) => {
  const gevent = { kind: 'gunicorn-gevent', threads: 1000, connections: 1000, overheadMs: 4 } as const

  it('resume those that are back from I/O before they begin new ones', () => {
    const { rows } = run(plainScenario({ server: gevent }), [request(0, 8, 5), request(1, 8, 50), request(12, 8, 0)])
    // 0–10 the first, back at 15; 10–20 the second. The third came at 12, and yet: 20–22 the first, 22–34 the third.
    expectRows(rows, [
      { ioFromMs: 10, ioToMs: 15, finishedMs: 22 },
      { ioFromMs: 20, ioToMs: 70, finishedMs: 72 },
      { finishedMs: 34 },
    ])
  })

  it('begin all new ones when the server has one process', () => {
    const { rows } = run(plainScenario({ server: gevent }), [request(0, 8, 5), request(1, 8, 50), request(2, 8, 0)])
    // The round of 10 takes both; the first, back at 15, waits for the next.
    expectRows(rows, [{ ioToMs: 15, finishedMs: 34 }, { ioFromMs: 20 }, { finishedMs: 32 }])
  })

  it('begin one new one at a time when there are several', () => {
    // Memory for one of two processes, so that all requests meet in it; the other does not come up before a second.
    const server = { ...gevent, workers: 2, memoryMb: 60 }
    const scenario = plainScenario({ server, machine: { memoryMb: 370, cores: 4 } })
    const { rows } = run(scenario, [request(0, 8, 5), request(1, 8, 50), request(2, 8, 0)])
    expectRows(rows, [
      { worker: 0, ioToMs: 15, finishedMs: 22 },
      { worker: 0, ioFromMs: 20 },
      { worker: 0, finishedMs: 34 },
    ])
  })

  it('count a request’s second piece before its I/O among the new ones', () => {
    const server = { ...gevent, gilTurns: 4 }
    const { rows } = run(plainScenario({ server }), [request(0, 8, 0), request(0, 8, 0)])
    // 0–1, 1–2 the first pieces; the first goes on 2–12 (1 + 8 + 1), the second 12–22; 22–23 and 23–24 the last ones.
    expectRows(rows, [{ finishedMs: 23 }, { finishedMs: 24 }])
  })
})
