/** Connections of clients, opened for each request or kept between them, by hand. */
import { describe, expect, it } from 'vitest'
import { createStreams } from '../../../sim/engine/random.ts'
import type { PartialScenario } from '../../../sim/scenario/scenario.ts'
import { plainScenario } from '../../twin/plain-scenario.ts'
import { expectRows, request } from './expect-rows.ts'
import { RUNNERS, USER_RUNNERS } from './runners.ts'

/** Users of nginx and one sync worker who keep their connections; a new one is open after 10 ms. */
function users(count: number, { client, server, ...others }: PartialScenario = {}) {
  return plainScenario({
    traffic: { kind: 'closed', users: count },
    client: { keepAlive: 'on', connectMs: 10, ...client },
    server: { workers: 1, connections: 100, ...server },
    ...others,
  })
}

/** They speak to a gthread server of one process themselves. */
function direct(count: number, { server, ...others }: PartialScenario = {}) {
  return users(count, {
    proxy: { kind: 'none' },
    server: { kind: 'gunicorn-gthread', threads: 1, keepaliveMs: 2000, ...server },
    ...others,
  })
}

/** A seed with which clients are slow in this order, half of them being so. */
function seedOfSlowness(wanted: boolean[]): number {
  const isRight = (seed: number) => {
    const { slowClients } = createStreams(seed)
    return wanted.every(slow => slow === slowClients() < 0.5)
  }
  let seed = 1
  while (!isRight(seed)) seed++
  return seed
}

const cpu = (cpuMs: number) => ({ cpuMs, ioMs: 0 })
const io = (ioMs: number) => ({ cpuMs: 0, ioMs })

describe.each(RUNNERS)('In the %s, a client of an open loop', (_, run) => {
  it('opens a connection for each request before anybody else sees anything of it', () => {
    const scenario = plainScenario({ client: { connectMs: 30, keepAlive: 'on' } })
    expectRows(run(scenario, [request(0, 10, 0), request(100, 10, 0)]).rows, [
      { sentMs: 0, queuedMs: 30, finishedMs: 40, endedMs: 40 },
      { sentMs: 100, queuedMs: 130, finishedMs: 140, endedMs: 140 },
    ])
  })

  it('that leaves while it does is forgotten, and takes nothing from others', () => {
    const scenario = plainScenario({
      client: { connectMs: 30, timeoutMs: 35 },
      proxy: { workerConnections: 2 },
    })
    // The first takes nginx’s only pair at 30; the second would come at 60, and is reset; the third leaves before.
    const left = plainScenario({ client: { connectMs: 30, timeoutMs: 20 } })
    expectRows(run(scenario, [request(0, 1, 0), request(0.5, 1, 0)]).rows, [
      { queuedMs: 30, outcome: '200' },
      { queuedMs: Number.NaN, endedMs: 30.5, outcome: 'reset' },
    ])
    expectRows(run(left, [request(0, 1, 0)]).rows, [{ queuedMs: Number.NaN, endedMs: 20, outcome: 'timeout' }])
  })
})

describe.each(USER_RUNNERS)('In the %s, a user behind nginx', (_, run) => {
  const visits = { thoughtsMs: [100], work: [cpu(20)] }

  it('opens a connection once, and for each request without keep-alive', () => {
    const time = { run: { seconds: 0.4 } }
    expectRows(run(users(1, time), visits).rows, [
      { sentMs: 100, queuedMs: 110, endedMs: 130, reused: false },
      { sentMs: 230, queuedMs: 230, endedMs: 250, reused: false },
      { sentMs: 350, queuedMs: 350, endedMs: 370, reused: false },
    ])
    expectRows(run(users(1, { client: { keepAlive: 'off' }, ...time }), visits).rows, [
      { sentMs: 100, queuedMs: 110, endedMs: 130 },
      { sentMs: 230, queuedMs: 240, endedMs: 260 },
      { sentMs: 360, queuedMs: 370, endedMs: 390 },
    ])
  })

  it('finds its connection for 75 s, and a new one is needed after that', () => {
    const scenario = users(1, { run: { seconds: 150.2 } })
    expectRows(run(scenario, { thoughtsMs: [100, 75_000, 75_001], work: [cpu(20)] }).rows, [
      { sentMs: 100, queuedMs: 110, endedMs: 130 },
      { sentMs: 75_130, queuedMs: 75_130, endedMs: 75_150 },
      { sentMs: 150_151, queuedMs: 150_161 },
    ])
  })

  it('opens one for each request if nginx closes them, with a keepalive_timeout of 0', () => {
    const scenario = users(1, { proxy: { keepaliveMs: 0 }, run: { seconds: 0.3 } })
    expectRows(run(scenario, visits).rows, [
      { sentMs: 100, queuedMs: 110 },
      { sentMs: 230, queuedMs: 240 },
    ])
  })

  it('sends a thousand requests on one, and no more', () => {
    const scenario = users(1, { run: { seconds: 1.03 } })
    const { rows } = run(scenario, { thoughtsMs: [1], work: [cpu(0)] })
    expect(rows.length).toBeGreaterThan(1002)
    expect(rows.flatMap(({ sentMs, queuedMs }, at) => (queuedMs > sentMs ? [at] : []))).toEqual([0, 1000])
  })

  it('loses an idle one to somebody who comes when nginx has none left, that of the longest idle first', () => {
    const scenario = users(4, {
      proxy: { workerConnections: 4 },
      server: { kind: 'gunicorn-gthread', threads: 4 },
      run: { seconds: 0.5 },
    })
    const thoughtsMs = [0, 5, 100, 110, 130, 1000, 1000, 1000, 1000]
    // At 120 the third holds two and the first two hold one each: the fourth takes theirs, one for each of its own.
    // At 160 the first comes with a new one, and takes the fourth’s for its way to the server.
    expectRows(run(scenario, { thoughtsMs, work: [io(10), io(10), io(100), io(10), io(10)] }).rows, [
      { sentMs: 0, queuedMs: 10, outcome: '200' },
      { sentMs: 5, queuedMs: 15, outcome: '200' },
      { sentMs: 100, queuedMs: 110, outcome: '200' },
      { sentMs: 110, queuedMs: 120, outcome: '200' },
      { sentMs: 150, queuedMs: 160, outcome: '200' },
    ])
  })

  it.each([
    // Of 34 two are a sixteenth: an eighth of sixteen goes at once. Of 30 they are more, until one is taken.
    [34, 16, 2],
    [30, 12, 1],
  ])('loses an eighth of all idle ones when a sixteenth of %i is left', (workerConnections, idle, lost) => {
    const scenario = users(idle + 9, {
      client: { connectMs: 1 },
      proxy: { workerConnections },
      server: { kind: 'gunicorn-gthread', threads: 25 },
      run: { seconds: 1 },
    })
    // At 201 so many are idle, eight requests hold two each, and the last user's comes.
    const first = Array.from({ length: idle }, (_, user) => user)
    const thoughtsMs = [...first, ...Array(8).fill(100), 200, ...Array(idle).fill(900), ...Array(25).fill(10_000)]
    const work = [...Array(idle).fill(io(0.5)), ...Array(8).fill(io(600)), ...Array(idle + 1).fill(io(0.5))]
    const back = run(scenario, { thoughtsMs, work }).rows.filter(({ sentMs }) => sentMs > 800)
    expect(back.map(({ sentMs, queuedMs }) => queuedMs > sentMs)).toEqual(first.map(user => user < lost))
  })

  it('keeps it after a 502, and not after a 500 of nginx itself', () => {
    const refusing = users(3, { proxy: { socket: 'unix' }, server: { backlog: 0 }, run: { seconds: 0.025 } })
    // One is served and one waits; the third is refused as often as it comes.
    expectRows(run(refusing, { thoughtsMs: [0, 0, 1, 9, 100], work: [cpu(1000)] }).rows, [
      { sentMs: 0, queuedMs: 10 },
      { sentMs: 0, queuedMs: 10 },
      { sentMs: 1, endedMs: 11, outcome: '502' },
      { sentMs: 20, endedMs: 20, outcome: '502' },
    ])
    const full = users(3, {
      proxy: { workerConnections: 5 },
      server: { kind: 'gunicorn-gthread', threads: 4 },
      run: { seconds: 0.045 },
    })
    expectRows(run(full, { thoughtsMs: [0, 0, 10, 10, 100], work: [io(1000)] }).rows, [
      { sentMs: 0, queuedMs: 10 },
      { sentMs: 0, queuedMs: 10 },
      { sentMs: 10, endedMs: 20, outcome: '500' },
      { sentMs: 30, endedMs: 40, outcome: '500' },
    ])
  })

  it('tries again on it, and closes it when it leaves', () => {
    const refusing = users(3, {
      client: { retries: 1, backoffMs: 9 },
      proxy: { socket: 'unix' },
      server: { backlog: 0 },
      run: { seconds: 0.025 },
    })
    expectRows(run(refusing, { thoughtsMs: [0, 0, 1, 100], work: [cpu(1000)] }).rows, [
      {},
      {},
      { sentMs: 1, endedMs: 11, outcome: '502' },
      { sentMs: 20, endedMs: 20, outcome: '502' },
    ])
    const leaving = users(1, { client: { timeoutMs: 50 }, server: { workers: 2 }, run: { seconds: 0.1 } })
    expectRows(run(leaving, { thoughtsMs: [0, 10, 100], work: [cpu(100), cpu(5)] }).rows, [
      { sentMs: 0, queuedMs: 10, endedMs: 50, outcome: 'timeout' },
      { sentMs: 60, queuedMs: 70 },
    ])
  })

  it('that is silent first is seen when it has said everything, and its connection may be closed by then', () => {
    const slow = { slowShare: 1, upload: 'silent', uploadMs: 30 } as const
    const silent = users(1, { client: slow, run: { seconds: 0.1 } })
    expectRows(run(silent, { thoughtsMs: [0, 20, 100], work: [cpu(0)] }).rows, [
      { sentMs: 0, queuedMs: 40, endedMs: 40 },
      { sentMs: 60, queuedMs: 90, endedMs: 90 },
    ])
    const closing = users(1, { client: slow, proxy: { keepaliveMs: 20 }, run: { seconds: 0.1 } })
    // Idle since 40, closed at 60; at 75 it opens another, and is silent on that from 85 on.
    expectRows(run(closing, { thoughtsMs: [0, 5, 100], work: [cpu(0)] }).rows, [
      { sentMs: 0, queuedMs: 40, endedMs: 40 },
      { sentMs: 45, queuedMs: 115, endedMs: 115 },
    ])
  })

  it('closes it when it leaves before it has said anything', () => {
    const scenario = users(1, {
      client: { slowShare: 0.5, upload: 'silent', uploadMs: 30, timeoutMs: 20 },
      run: { seconds: 0.1, seed: seedOfSlowness([false, true, false]) },
    })
    expectRows(run(scenario, { thoughtsMs: [0, 10, 10, 1000], work: [cpu(0)] }).rows, [
      { sentMs: 0, queuedMs: 10, outcome: '200' },
      { sentMs: 20, endedMs: 40, outcome: 'timeout' },
      { sentMs: 50, queuedMs: 60, outcome: '200' },
    ])
  })

  it('closes it when its upload is cut short by an answer of nginx', () => {
    const scenario = users(1, {
      client: { slowShare: 1, uploadMs: 100 },
      proxy: { requestBuffering: 'off', readTimeoutMs: 20 },
      server: { workers: 3 },
      run: { seconds: 0.1 },
    })
    expectRows(run(scenario, { thoughtsMs: [0, 10, 1000], work: [cpu(0)] }).rows, [
      { sentMs: 0, queuedMs: 10, endedMs: 30, outcome: '504' },
      { sentMs: 40, queuedMs: 50, endedMs: 70, outcome: '504' },
    ])
  })
})

describe.each(USER_RUNNERS)('In the %s, a user of a server without a proxy', (_, run) => {
  it('stays with the process at the other end, though another is free', () => {
    const scenario = direct(3, {
      client: { connectMs: 0 },
      server: { workers: 2 },
      machine: { cores: 2 },
      run: { seconds: 0.3 },
    })
    // The second is done at 20; the third then takes the free process, and the second waits for it there.
    const { rows } = run(scenario, {
      thoughtsMs: [0, 10, 30, 20, 1000, 1000, 1000],
      work: [cpu(100), cpu(10), cpu(100), cpu(10)],
    })
    expectRows(rows, [
      { sentMs: 0, startedMs: 0, finishedMs: 100, reused: false },
      { sentMs: 10, startedMs: 10, finishedMs: 20, reused: false },
      { sentMs: 30, startedMs: 30, finishedMs: 130, reused: false },
      { sentMs: 40, queuedMs: 40, acceptedMs: 40, startedMs: 130, finishedMs: 140, reused: true },
    ])
    expect(rows.map(({ worker }) => worker === rows[0]!.worker)).toEqual([true, false, false, false])
  })

  it('has it for as long as the server keeps it', () => {
    const scenario = direct(1, { run: { seconds: 5 } })
    expectRows(run(scenario, { thoughtsMs: [0, 2000, 2001, 5000], work: [cpu(10)] }).rows, [
      { sentMs: 0, queuedMs: 10, endedMs: 20, reused: false },
      { sentMs: 2020, queuedMs: 2020, endedMs: 2030, reused: true },
      { sentMs: 4031, queuedMs: 4041, reused: false },
    ])
  })

  it('holds a place in the process that others wait for', () => {
    const scenario = direct(2, {
      server: { kind: 'gunicorn-gevent', threads: 1000, connections: 1, keepaliveMs: 100 },
      run: { seconds: 0.2 },
    })
    expectRows(run(scenario, { thoughtsMs: [0, 5, 1000, 1000], work: [cpu(5)] }).rows, [
      { queuedMs: 10, finishedMs: 15 },
      { queuedMs: 15, acceptedMs: 115, finishedMs: 120 },
    ])
  })

  it('opens one for each request, if the server closes after its answer', () => {
    const scenario = users(1, { proxy: { kind: 'none' }, run: { seconds: 0.3 } })
    expectRows(run(scenario, { thoughtsMs: [100], work: [cpu(20)] }).rows, [
      { sentMs: 100, queuedMs: 110 },
      { sentMs: 230, queuedMs: 240 },
    ])
  })

  it('opens one when its process has retired', () => {
    const scenario = direct(1, { server: { maxRequests: 2, bootMs: 50 }, run: { seconds: 0.1 } })
    expectRows(run(scenario, { thoughtsMs: [0, 10, 10, 1000], work: [cpu(5)] }).rows, [
      { sentMs: 0, queuedMs: 10, endedMs: 15, reused: false },
      { sentMs: 25, queuedMs: 25, endedMs: 30, reused: true },
      { sentMs: 40, queuedMs: 50, acceptedMs: 80, reused: false },
    ])
  })

  it('carries more than a thousand requests on it', () => {
    const scenario = direct(1, { run: { seconds: 1.03 } })
    const { rows } = run(scenario, { thoughtsMs: [1], work: [cpu(0)] })
    expect(rows.flatMap(({ reused }, at) => (reused ? [] : [at]))).toEqual([0])
    expect(rows.length).toBeGreaterThan(1002)
  })

  it('that is slow is awaited by a thread from its first bytes on, and by none while it is silent', () => {
    const slow = (upload: 'steady' | 'silent') =>
      direct(1, { client: { slowShare: 1, upload, uploadMs: 30 }, run: { seconds: 0.1 } })
    const visits = { thoughtsMs: [0, 10, 1000], work: [cpu(5)] }
    expectRows(run(slow('steady'), visits).rows, [
      { queuedMs: 10, startedMs: 10, finishedMs: 45 },
      { sentMs: 55, queuedMs: 55, startedMs: 55, finishedMs: 90 },
    ])
    expectRows(run(slow('silent'), visits).rows, [
      { queuedMs: 10, startedMs: 10, finishedMs: 45 },
      { sentMs: 55, queuedMs: 85, startedMs: 85, finishedMs: 90, reused: true },
    ])
  })
})
