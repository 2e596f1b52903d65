/** Connections between nginx and its server that outlive an answer, by hand. */
import { describe, expect, it } from 'vitest'
import type { PartialScenario } from '../../../sim/scenario/scenario.ts'
import { plainScenario } from '../../twin/plain-scenario.ts'
import { expectRows, request } from './expect-rows.ts'
import { RUNNERS, seedThatKills } from './runners.ts'

/** One gthread process; each request computes 10 ms. */
function keeping({ proxy, server, ...others }: PartialScenario = {}) {
  return plainScenario({
    proxy: { upstreamKeepalive: 32, ...proxy },
    server: { kind: 'gunicorn-gthread', threads: 1, connections: 1000, keepaliveMs: 2000, ...server },
    ...others,
  })
}

describe.each(RUNNERS)('In the %s, a connection that nginx keeps', (_, run) => {
  it('goes past the accept queue, to the process at its other end', () => {
    const scenario = keeping({ server: { connections: 2, backlog: 0 } })
    const requests = [request(0, 100, 0), request(10, 100, 0), request(20, 100, 0), request(110, 10, 0)]
    expectRows(run(scenario, requests).rows, [
      { queuedMs: 0, acceptedMs: 0, finishedMs: 100, reused: false },
      { queuedMs: 10, acceptedMs: 10, startedMs: 100, finishedMs: 200, reused: false },
      // The process has two places: the connection of the second idles from 200 on, that of the fourth is closed at 210.
      { queuedMs: 20, acceptedMs: 210, startedMs: 210, reused: false },
      { queuedMs: 110, acceptedMs: 110, startedMs: 200, finishedMs: 210, reused: true },
    ])
  })

  it('is there for as long as the server keeps it, and not at the instant when it closes', () => {
    const requests = [request(0, 10, 0), request(2009, 10, 0), request(4019, 10, 0)]
    expectRows(run(keeping(), requests).rows, [{ reused: false }, { reused: true }, { reused: false }])
  })

  it('is there for a minute at most: nginx closes it then', () => {
    const patient = keeping({ server: { kind: 'waitress', keepaliveMs: 120_000 } })
    const requests = [request(0, 10, 0), request(60_000, 10, 0)]
    expectRows(run(patient, requests).rows, [{ reused: false }, { reused: true }])
    const late = [request(0, 10, 0), request(60_010, 10, 0)]
    expectRows(run(patient, late).rows, [{ reused: false }, { reused: false }])
  })

  it('carries a thousand requests and no more', () => {
    const requests = Array.from({ length: 1002 }, (_, at) => request(20 * at, 10, 0))
    const fresh = run(keeping(), requests).rows.flatMap(({ reused }, at) => (reused ? [] : [at]))
    expect(fresh).toEqual([0, 1000])
  })

  it('is the one of the last answer, and makes room for it when there are too many', () => {
    // Three at once make as many connections; two of them stay.
    const scenario = keeping({ proxy: { upstreamKeepalive: 2 }, server: { threads: 3 }, machine: { cores: 1 } })
    const together = [request(0, 0, 10), request(0, 0, 20), request(0, 0, 30)]
    const again = [request(100, 0, 10), request(100, 0, 10), request(100, 0, 10)]
    const { rows } = run(scenario, [...together, ...again])
    expect(rows.map(({ reused }) => reused)).toEqual([false, false, false, true, true, false])
  })

  it('holds a place in its process: one that makes room frees it for who waits', () => {
    // Two servers of one process with one place each, and a cache of one.
    const scenario = keeping({
      proxy: { upstreamKeepalive: 1, upstreams: 2 },
      server: { kind: 'gunicorn-gevent', threads: 1000, connections: 1 },
      machine: { cores: 2 },
    })
    // A to the first, B to the second, C waits at the first until A’s connection is pushed out by B’s.
    const requests = [request(0, 10, 0), request(5, 20, 0), request(15, 10, 0)]
    expectRows(run(scenario, requests).rows, [
      { worker: 0, finishedMs: 10 },
      { worker: 1, finishedMs: 25 },
      { worker: 0, queuedMs: 15, acceptedMs: 15, reused: true, finishedMs: 25 },
    ])
    const late = [request(0, 10, 0), request(5, 20, 0), request(8, 5, 0)]
    expectRows(run(scenario, late).rows, [
      { worker: 0, finishedMs: 10 },
      { worker: 1, finishedMs: 25 },
      { worker: 0, queuedMs: 8, acceptedMs: 25, reused: false, finishedMs: 30 },
    ])
  })

  it('is none, if a gthread process has only so many places left as it has threads', () => {
    const scenario = keeping({ server: { threads: 2, connections: 3 } })
    const together = [request(0, 10, 0), request(0, 10, 0)]
    const again = [request(100, 10, 0), request(100, 10, 0)]
    const { rows } = run(scenario, [...together, ...again])
    expect(rows.map(({ reused }) => reused)).toEqual([false, false, true, false])
  })

  it('takes one of nginx’s connections while it is idle, and none more when it is taken', () => {
    const scenario = keeping({ proxy: { workerConnections: 4 }, server: { threads: 2 } })
    // Two at once take all four; then two idle, and three clients find two places.
    const requests = [
      request(0, 0, 10),
      request(0, 0, 10),
      request(100, 0, 10),
      request(100, 0, 10),
      request(100, 0, 10),
    ]
    expectRows(run(scenario, requests).rows, [
      { outcome: '200', reused: false },
      { outcome: '200', reused: false },
      { outcome: '200', reused: true },
      { outcome: '200', reused: true },
      { outcome: 'reset' },
    ])
  })

  it('is not kept for a client that has left, nor by a process that retires', () => {
    const impatient = keeping({ client: { timeoutMs: 50 } })
    const left = [request(0, 100, 0), request(200, 10, 0)]
    expectRows(run(impatient, left).rows, [{ outcome: 'timeout' }, { outcome: '200', reused: false }])
    const retiring = keeping({ server: { maxRequests: 2, bootMs: 100 } })
    const twice = [request(0, 10, 0), request(20, 10, 0), request(40, 10, 0)]
    expectRows(run(retiring, twice).rows, [
      { reused: false },
      { reused: true, finishedMs: 30 },
      { reused: false, queuedMs: 40, acceptedMs: 130 },
    ])
  })

  it('is none before a server that closes after each answer', () => {
    const scenario = keeping({ server: { kind: 'gunicorn-sync', connections: 1, keepaliveMs: 0 } })
    expectRows(run(scenario, [request(0, 10, 0), request(20, 10, 0)]).rows, [{ reused: false }, { reused: false }])
  })

  it('lets an event loop go on with it before it begins with a new one', () => {
    const scenario = keeping({ server: { kind: 'gunicorn-gevent', threads: 1000 } })
    // The first is answered at 115, while the second computes; the fourth comes after the third, and on that connection.
    const requests = [request(0, 0, 115), request(100, 50, 0), request(110, 10, 0), request(120, 10, 0)]
    expectRows(run(scenario, requests).rows, [
      { finishedMs: 115 },
      { finishedMs: 150, reused: false },
      { finishedMs: 170, reused: false },
      { finishedMs: 160, reused: true },
    ])
  })
})

describe.each(RUNNERS)('In the %s, a request on a connection that was kept', (_, run) => {
  /** Memory for one of two processes: when the second comes up after 1 s, the kernel kills one of both. */
  const killing = (proxy: PartialScenario['proxy'], request: PartialScenario['request'] = {}) =>
    keeping({
      proxy: { ...proxy },
      request,
      server: { workers: 2, memoryMb: 100, bootMs: 1000 },
      machine: { memoryMb: 450, cores: 2 },
      run: { seed: seedThatKills(0) },
    })

  it('that dies with its process is tried once more, though there is one server', () => {
    const requests = [request(0, 10, 0), request(500, 10, 2000)]
    expectRows(run(killing({}), requests).rows, [
      { worker: 0, outcome: '200' },
      { worker: 1, queuedMs: 1000, reused: false, outcome: '200' },
    ])
  })

  it('is not, if its connection was new', () => {
    expectRows(run(killing({}), [request(500, 10, 2000)]).rows, [{ worker: 0, outcome: '502', endedMs: 1000 }])
  })

  it('is not, if it must not be repeated or nginx may not pass on', () => {
    const requests = [request(0, 10, 0), request(500, 10, 2000)]
    const ended = [{ outcome: '200' }, { worker: 0, outcome: '502', endedMs: 1000, reused: true }] as const
    expectRows(run(killing({}, { postShare: 1 }), requests).rows, [...ended])
    expectRows(run(killing({ nextUpstream: 'off' }), requests).rows, [...ended])
    expectRows(run(killing({ nextUpstreamTimeoutMs: 500 }), requests).rows, [...ended])
  })
})
