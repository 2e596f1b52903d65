import { describe, it } from 'vitest'
import type { Result } from '../../sim/measure/result.ts'
import type { PartialScenario } from '../../sim/scenario/scenario.ts'
import { erlangB } from '../../sim/theory/erlang.ts'
import { limitedRoom, singleServerAnsweredOf } from '../../sim/theory/limited-room.ts'
import { expectFormula, openLoop, queue, replicate } from './replications.ts'

const SERVICE_MS = 10
const REQUESTS = 20_000

/** A unix socket refuses at once when its queue is full, so nobody comes back to spoil the formula. */
const unixSocket = (backlog: number): PartialScenario => ({
  proxy: { kind: 'nginx', socket: 'unix', cpuMs: 0, connectTimeoutMs: 0, readTimeoutMs: 0, workerConnections: 1e6 },
  server: { backlog },
})

describe('A small backlog on a unix socket is M/M/c/K, with K = workers + backlog + 1', () => {
  it.each([
    // Workers, backlog, load, seed.
    [1, 0, 0.5, 100_000],
    [1, 3, 0.8, 101_000],
    [1, 8, 1, 102_000],
    [1, 20, 1.5, 103_000],
    [2, 0, 1.2, 104_000],
    [4, 5, 0.9, 105_000],
    [4, 5, 2, 106_000],
    [16, 3, 1, 107_000],
  ])('%i workers, backlog %i, load %d', (workers, backlog, load, seed) => {
    const rate = (1000 * load * workers) / SERVICE_MS
    const pool: PartialScenario = { request: { ioMs: SERVICE_MS, distribution: 'exponential' }, server: { workers } }
    const found = replicate(queue(pool, unixSocket(backlog), openLoop(rate, REQUESTS)), seed, {
      lost: result => result.outcomes['502'] / result.offered,
      throughput: result => result.throughputPerSecond / 1000,
      residence: result => result.latencyMs.mean,
      queueLength: result => result.places.acceptQueue,
      utilization: result => result.workerUtilization,
    })
    const theory = limitedRoom(rate / 1000, SERVICE_MS, workers, workers + backlog + 1)
    expectFormula(found.lost, theory.lossProbability, 'lost', 0.1)
    expectFormula(found.throughput, theory.throughputPerMs, 'throughput')
    expectFormula(found.residence, theory.residenceMs, 'residence')
    expectFormula(found.queueLength, theory.queueLength, 'queue')
    expectFormula(found.utilization, theory.utilization, 'workers')
  })
})

describe('nginx without connections to spare is Erlang’s loss system', () => {
  it.each([
    // Each request holds two of nginx's connections; the distribution of service must not matter.
    [5, 3, 'exponential', 110_000],
    [5, 6, 'deterministic', 111_000],
    [20, 18, 'lognormal', 112_000],
  ] as const)('room for %i requests, %i erlang, service %s', (room, load, distribution, seed) => {
    const rate = (1000 * load) / SERVICE_MS
    const pool: PartialScenario = {
      request: { ioMs: SERVICE_MS, distribution, cv: 2 },
      server: { workers: room },
      proxy: { kind: 'nginx', cpuMs: 0, connectTimeoutMs: 0, readTimeoutMs: 0, workerConnections: 2 * room },
    }
    const found = replicate(queue(pool, openLoop(rate, REQUESTS)), seed, {
      lost: result => result.outcomes.reset / result.offered,
      residence: result => result.latencyMs.mean,
    })
    expectFormula(found.lost, erlangB(room, load), 'lost')
    expectFormula(found.residence, SERVICE_MS, 'residence')
  })
})

describe('A queue that is long against its clients’ patience', () => {
  const answered = (result: Result) => result.ok / result.offered

  it.each([
    // Backlog, load, patience in ms, seed.
    [10, 0.9, 60, 120_000],
    [10, 1.2, 60, 121_000],
    [20, 1.2, 120, 122_000],
    [30, 1.2, 200, 123_000],
  ])('of %i places at load %d answers few within %i ms, as M/M/1/K says', (backlog, load, timeoutMs, seed) => {
    const rate = (1000 * load) / SERVICE_MS
    const one: PartialScenario = { request: { cpuMs: SERVICE_MS, distribution: 'exponential' }, client: { timeoutMs } }
    const found = replicate(queue(one, unixSocket(backlog), openLoop(rate, 2 * REQUESTS)), seed, { answered })
    expectFormula(
      found.answered,
      singleServerAnsweredOf(rate / 1000, SERVICE_MS, backlog + 2, timeoutMs),
      'answered',
      0.15,
    )
  })
})
