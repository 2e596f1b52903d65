import { describe, expect, it } from 'vitest'
import type { PartialScenario, Scenario } from '../../../sim/scenario/scenario.ts'
import { plainScenario } from '../../twin/plain-scenario.ts'
import { expectRows, request } from './expect-rows.ts'
import { RUNNERS, watchdogPhaseMs } from './runners.ts'

const { NaN: never } = Number

describe.each(RUNNERS)('workers (%s)', (_, run) => {
  it('accept in the order of their numbers at the start, a first thread of each before a second of any', () => {
    const scenario = plainScenario({ server: { kind: 'uwsgi', workers: 2, threads: 2 } })
    const { rows } = run(
      scenario,
      [0, 1, 2, 3, 4].map(sentMs => request(sentMs, 0, 100)),
    )
    expectRows(rows, [
      { worker: 0, startedMs: 0 },
      { worker: 1, startedMs: 1 },
      { worker: 0, startedMs: 2 },
      { worker: 1, startedMs: 3 },
      { worker: 0, startedMs: 100 },
    ])
  })

  it('accept when they are the last to have become idle', () => {
    const scenario = plainScenario({ server: { workers: 3 } })
    const requests = [request(0, 0, 30), request(10, 0, 10), request(25, 0, 20), request(40, 0, 50), request(41, 0, 1)]
    expectRows(run(scenario, requests).rows, [
      { worker: 0, finishedMs: 30 },
      { worker: 1, finishedMs: 20 },
      { worker: 1, finishedMs: 45 },
      { worker: 0, finishedMs: 90 },
      { worker: 2, finishedMs: 42 },
    ])
  })
})

describe.each(RUNNERS)('workers that accept early (%s)', (_, run) => {
  const threads = { kind: 'gunicorn-gthread', workers: 2, threads: 4, connections: 1000 } as const
  const greenlets = { kind: 'gunicorn-gevent', workers: 2, threads: 1000, connections: 1000 } as const
  const machine = { cores: 2 }

  it.each([threads, greenlets])('leave a connection to the one in which nobody computes: $kind', server => {
    const { rows } = run(plainScenario({ server, machine }), [request(0, 100, 0), request(1, 0, 10), request(30, 5, 0)])
    expect(rows[1]!.worker).toBe(1 - rows[0]!.worker)
    expect(rows[2]!.worker).toBe(1 - rows[0]!.worker)
    expectRows(rows, [{ finishedMs: 100 }, { acceptedMs: 1, finishedMs: 11 }, { acceptedMs: 30, finishedMs: 35 }])
  })

  it('leave it in the accept queue while all event loops compute, for the one that comes round first', () => {
    const scenario = plainScenario({ server: greenlets, machine })
    const { rows } = run(scenario, [request(0, 100, 0), request(1, 50, 0), request(2, 5, 0)])
    expect(rows[2]!.worker).toBe(rows[1]!.worker)
    expectRows(rows, [{}, { finishedMs: 51 }, { queuedMs: 2, acceptedMs: 51, finishedMs: 56 }])
  })

  it('refuse what the accept queue has no place for while an event loop computes, over a unix socket', () => {
    const scenario = plainScenario({
      server: { ...greenlets, workers: 1, backlog: 0 },
      proxy: { kind: 'nginx', socket: 'unix' },
    })
    const { rows } = run(scenario, [request(0, 100, 0), request(1, 1, 0), request(2, 1, 0)])
    expectRows(rows, [{ outcome: '200' }, { outcome: '200', acceptedMs: 100 }, { outcome: '502', endedMs: 2 }])
  })

  it('take it inside at once where threads take turns, even if all compute', () => {
    const { rows } = run(plainScenario({ server: threads, machine }), [
      request(0, 100, 0),
      request(1, 50, 0),
      request(2, 5, 0),
    ])
    expectRows(rows, [{}, {}, { queuedMs: 2, acceptedMs: 2 }])
  })
})

describe.each(RUNNERS)('the watchdog (%s)', (_, run) => {
  const watched = (server: PartialScenario['server']) =>
    plainScenario({ server: { timeoutMs: 2000, bootMs: 500, ...server } })

  /** The first look later than 2 s after a start at `startedMs`. */
  const killAfter = (scenario: Scenario, startedMs: number) => {
    let lookMs = watchdogPhaseMs(scenario)
    while (lookMs <= startedMs + 2000) lookMs += 1000
    return lookMs
  }

  it('kills a worker at the first look after its request’s time is over; it serves again when it has booted', () => {
    const scenario = watched({})
    const killMs = killAfter(scenario, 100)
    const { rows, busyMs } = run(scenario, [request(100, 10_000, 0), request(200, 0, 1900)])
    expectRows(rows, [
      { startedMs: 100, ioFromMs: never, finishedMs: never, endedMs: killMs, outcome: '500', worker: 0 },
      { acceptedMs: killMs + 500, finishedMs: killMs + 2400, endedMs: killMs + 2400, outcome: '200', worker: 0 },
    ])
    expect(busyMs).toBeCloseTo(killMs - 100, 6)
  })

  it('leaves a request that was done before the look, and a killed one never does its I/O to the end', () => {
    const scenario = watched({ workers: 2, killAnswer: '502' })
    const killMs = killAfter(scenario, 0)
    const { rows } = run(scenario, [request(0, 0, 2000), request(0, 0, killMs + 0.5)])
    expectRows(rows, [
      { finishedMs: 2000, outcome: '200' },
      { ioFromMs: 0, ioToMs: never, finishedMs: never, endedMs: killMs, outcome: '502', worker: 1 },
    ])
  })

  it('does not count the time in the accept queue', () => {
    const { rows } = run(watched({}), [request(0, 0, 1900), request(0, 0, 1900), request(0, 0, 1900)])
    expectRows(rows, [{ endedMs: 1900 }, { endedMs: 3800 }, { endedMs: 5700, outcome: '200' }])
  })

  it('takes the other threads of the process with it', () => {
    const scenario = watched({ kind: 'uwsgi', workers: 1, threads: 3 })
    const killMs = killAfter(scenario, 0)
    const { rows } = run(scenario, [request(0, 0, 9000), request(1500, 500, 1000), request(2100, 0, 0)])
    expectRows(rows, [
      { endedMs: killMs, outcome: '500', finishedMs: never },
      { startedMs: 1500, ioFromMs: 2000, ioToMs: never, finishedMs: never, endedMs: killMs, outcome: '502' },
      killMs > 2100 ? { acceptedMs: 2100, endedMs: 2100 } : { acceptedMs: killMs + 500, endedMs: killMs + 500 },
    ])
  })

  it('leaves no thread of the process behind that could accept', () => {
    const scenario = watched({ kind: 'uwsgi', workers: 1, threads: 2 })
    const killMs = killAfter(scenario, 0)
    const { rows } = run(scenario, [request(0, 0, 9000), request(killMs + 100, 0, 10)])
    expectRows(rows, [{ endedMs: killMs }, { queuedMs: killMs + 100, acceptedMs: killMs + 500, outcome: '200' }])
  })

  it.each([
    ['500', '500'],
    ['502', 'reset'],
  ] as const)('kills with %s, which a client without a proxy sees as %s', (killAnswer, outcome) => {
    const scenario = plainScenario({
      proxy: { kind: 'none' },
      server: { kind: 'uwsgi', workers: 1, threads: 2, timeoutMs: 2000, killAnswer },
    })
    const { rows } = run(scenario, [request(0, 0, 9000), request(1500, 0, 9000)])
    expectRows(rows, [{ outcome }, { outcome: 'reset' }])
  })

  it('ends for the server what had already ended for the client', () => {
    const scenario = { ...watched({}), client: { ...plainScenario().client, timeoutMs: 300 } }
    const killMs = killAfter(scenario, 0)
    const { rows, wastedMs } = run(scenario, [request(0, 9000, 0), request(100, 50, 0)])
    expectRows(rows, [
      { endedMs: 300, outcome: 'timeout', finishedMs: never },
      { endedMs: 400, outcome: 'timeout', acceptedMs: killMs + 500, finishedMs: killMs + 550 },
    ])
    expect(wastedMs).toBeCloseTo(killMs - 300 + 50, 6)
  })
})
