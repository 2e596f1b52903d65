import { describe, it } from 'vitest'
import type { PartialScenario } from '../../sim/scenario/scenario.ts'
import { closedLoop } from '../../sim/theory/closed-loop.ts'
import { expectFormula, queue, replicate } from './replications.ts'

/** A window in which some `requests` are answered. */
function loop(users: number, thinkMs: number, requests: number, throughputPerMs: number): PartialScenario {
  const seconds = requests / throughputPerMs / 1000
  return { traffic: { kind: 'closed', users, thinkMs }, run: { seconds, warmupSeconds: seconds / 5 } }
}

const cases = [
  // Users, think time, service time, workers or cores, seed.
  [1, 100, 20, 1, 300_000],
  [5, 100, 20, 1, 301_000],
  [8, 100, 20, 1, 302_000],
  [10, 200, 50, 4, 303_000],
  [40, 200, 20, 4, 304_000],
  [80, 500, 10, 2, 305_000],
  [6, 0, 10, 4, 306_000],
] as const

/** How long nginx keeps a connection, in mean thoughts, and a seed. */
const kept = [
  [0, 307_000],
  [0.5, 307_100],
  [5, 307_200],
] as const

const REQUESTS = 15_000

describe('A closed loop is the machine repairman', () => {
  it.each(cases)('%i users, thinking %i ms, service %i ms, %i workers in order of arrival', (...drawn) => {
    const [users, thinkMs, serviceMs, workers, seed] = drawn
    const theory = closedLoop(users, thinkMs, serviceMs, workers)
    const pool: PartialScenario = { request: { ioMs: serviceMs, distribution: 'exponential' }, server: { workers } }
    const found = replicate(queue(pool, loop(users, thinkMs, REQUESTS, theory.throughputPerMs)), seed, {
      throughput: result => result.throughputPerSecond / 1000,
      residence: result => result.latencyMs.mean,
      utilization: result => result.workerUtilization,
      inSystem: result => result.places.acceptQueue + result.places.io,
    })
    expectFormula(found.throughput, theory.throughputPerMs, 'throughput')
    expectFormula(found.residence, theory.residenceMs, 'residence')
    expectFormula(found.utilization, theory.utilization, 'workers')
    expectFormula(found.inSystem, theory.inSystem, 'in the system')
  })

  it.each(kept)('whose users open a connection after a thought of more than %f mean ones', (thoughts, seed) => {
    const thinkMs = 200
    const connectMs = 100
    const meanMs = connectMs * Math.exp(-thoughts)
    const theory = closedLoop(10, thinkMs + meanMs, 50, 4)
    const pool: PartialScenario = {
      request: { ioMs: 50, distribution: 'exponential' },
      client: { keepAlive: 'on', connectMs },
      proxy: { kind: 'nginx', keepaliveMs: thoughts * thinkMs, cpuMs: 0, readTimeoutMs: 0 },
      server: { workers: 4 },
    }
    const found = replicate(queue(pool, loop(10, thinkMs, REQUESTS, theory.throughputPerMs)), seed, {
      throughput: result => result.throughputPerSecond / 1000,
      latency: result => result.latencyMs.mean,
    })
    expectFormula(found.throughput, theory.throughputPerMs, 'throughput')
    expectFormula(found.latency, theory.residenceMs + meanMs, 'latency')
  })

  it.each(cases)('%i users, thinking %i ms, %i ms of lognormal CPU, %i cores that everybody shares', (...drawn) => {
    const [users, thinkMs, serviceMs, cores, seed] = drawn
    const theory = closedLoop(users, thinkMs, serviceMs, cores)
    const shared: PartialScenario = {
      request: { cpuMs: serviceMs, distribution: 'lognormal', cv: 1.5 },
      server: { workers: users },
      machine: { cores },
    }
    const found = replicate(queue(shared, loop(users, thinkMs, REQUESTS, theory.throughputPerMs)), seed + 500, {
      throughput: result => result.throughputPerSecond / 1000,
      residence: result => result.latencyMs.mean,
      cpu: result => result.cpuUtilization,
    })
    expectFormula(found.throughput, theory.throughputPerMs, 'throughput')
    expectFormula(found.residence, theory.residenceMs, 'residence')
    expectFormula(found.cpu, theory.utilization, 'CPU')
  })
})
