import { describe, it } from 'vitest'
import type { Result } from '../../sim/measure/result.ts'
import type { PartialScenario } from '../../sim/scenario/scenario.ts'
import { demandOf } from '../../sim/theory/demand.ts'
import { inOrderOfArrival } from '../../sim/theory/general-service.ts'
import {
  manyServers,
  singleServer,
  singleServerAnsweredWithin,
  singleServerResidencePercentileMs,
  waitPercentileMs,
} from '../../sim/theory/many-servers.ts'
import { expectFormula, narrowAt, openLoop, queue, replicate } from './replications.ts'

const SERVICE_MS = 10
const exponential: PartialScenario = { request: { distribution: 'exponential' } }
const computing: PartialScenario = { request: { cpuMs: SERVICE_MS } }
const waiting: PartialScenario = { request: { ioMs: SERVICE_MS } }

/** Arrivals per second that load `servers` to the given part. */
const rateAt = (load: number, servers = 1) => (1000 * load * servers) / SERVICE_MS

const means = {
  residence: (result: Result) => result.latencyMs.mean,
  queueLength: (result: Result) => result.places.acceptQueue,
  workers: (result: Result) => result.workerUtilization,
}

/** Requests a replication needs for a narrow interval: the slower the queue forgets, the more. */
const NEEDED = { low: 10_000, middle: 20_000, high: 60_000 }

describe('One worker in front of one queue is M/M/1', () => {
  it.each([
    [0.3, NEEDED.low, 1000],
    [0.7, NEEDED.middle, 2000],
    [0.9, NEEDED.high, 3000],
  ])('at load %d: residence, queue, utilization and percentiles', (load, requests, seed) => {
    const rate = rateAt(load)
    const found = replicate(queue(exponential, computing, openLoop(rate, requests)), seed, {
      ...means,
      cpu: result => result.cpuUtilization,
      p50: result => result.latencyMs.p50,
      p99: result => result.latencyMs.p99,
    })
    const theory = singleServer(rate / 1000, SERVICE_MS)
    const percentile = (quantile: number) => singleServerResidencePercentileMs(rate / 1000, SERVICE_MS, quantile)
    expectFormula(found.residence, theory.residenceMs, 'residence', narrowAt(load))
    expectFormula(found.queueLength, theory.queueLength, 'queue', 2 * narrowAt(load))
    expectFormula(found.cpu, theory.utilization, 'CPU')
    expectFormula(found.workers, theory.utilization, 'workers')
    expectFormula(found.p50, percentile(0.5), 'p50', narrowAt(load))
    expectFormula(found.p99, percentile(0.99), 'p99', 2 * narrowAt(load))
  })
})

describe('Workers in front of one queue are M/M/c', () => {
  it.each([
    [2, 0.5, NEEDED.low, 4000],
    [2, 0.8, NEEDED.middle, 5000],
    [8, 0.5, NEEDED.low, 6000],
    [8, 0.9, NEEDED.high, 7000],
    [64, 0.9, NEEDED.high, 8000],
  ])('%i workers at load %d, on as many cores', (workers, load, requests, seed) => {
    const rate = rateAt(load, workers)
    const pool: PartialScenario = { server: { workers }, machine: { cores: workers } }
    const found = replicate(queue(exponential, computing, pool, openLoop(rate, requests)), seed, {
      ...means,
      cpu: result => result.cpuUtilization,
    })
    const theory = manyServers(rate / 1000, SERVICE_MS, workers)
    expectFormula(found.residence, theory.residenceMs, 'residence', narrowAt(load))
    expectFormula(found.cpu, theory.utilization, 'CPU')
    expectFormula(found.queueLength, theory.queueLength, 'queue', 3 * narrowAt(load))
  })

  it.each([
    [4, 0.7, NEEDED.middle, 9000],
    [16, 0.85, NEEDED.high, 10_000],
  ])('%i workers at load %d, whose requests only wait, on one core', (workers, load, requests, seed) => {
    const rate = rateAt(load, workers)
    const found = replicate(queue(exponential, waiting, { server: { workers } }, openLoop(rate, requests)), seed, means)
    const theory = manyServers(rate / 1000, SERVICE_MS, workers)
    expectFormula(found.residence, theory.residenceMs, 'residence', narrowAt(load))
    expectFormula(found.workers, theory.utilization, 'workers')
    expectFormula(found.queueLength, theory.queueLength, 'queue', 2 * narrowAt(load))
  })

  it('whoever must wait is the share that Erlang C says, and waits as long as its percentiles say', () => {
    const workers = 4
    const rate = rateAt(0.8, workers)
    const waits = ({ rows, scenario }: Result) => {
      const fromMs = scenario.run.warmupSeconds * 1000
      const measured = rows!.acceptedMs.map((at, serial) => at - rows!.queuedMs[serial]!)
      return measured.filter((_, serial) => rows!.sentMs[serial]! >= fromMs)
    }
    const longerThan = (limitMs: number) => (result: Result) => {
      const all = waits(result)
      return all.filter(wait => wait > limitMs).length / all.length
    }
    const percentile = (quantile: number) => waitPercentileMs(rate / 1000, SERVICE_MS, workers, quantile)
    const scenario = queue(exponential, waiting, { server: { workers } }, openLoop(rate, NEEDED.high))
    const found = replicate(
      scenario,
      11_000,
      { some: longerThan(0), p75: longerThan(percentile(0.75)), p95: longerThan(percentile(0.95)) },
      { rows: true },
    )
    expectFormula(found.some, manyServers(rate / 1000, SERVICE_MS, workers).waitProbability, 'share that waits', 0.1)
    expectFormula(found.p75, 0.25, 'share above the 75th percentile', 0.1)
    expectFormula(found.p95, 0.05, 'share above the 95th percentile', 0.2)
  })
})

describe('One worker and any distribution of service is M/G/1', () => {
  const cases: [string, PartialScenario['request'] & object, number, number, number][] = [
    ['all alike', { cpuMs: 10, distribution: 'deterministic' }, 0.5, NEEDED.low, 12_000],
    ['all alike', { cpuMs: 10, distribution: 'deterministic' }, 0.9, NEEDED.high, 13_000],
    ['lognormal, cv 0.5', { cpuMs: 10, distribution: 'lognormal', cv: 0.5 }, 0.8, NEEDED.middle, 14_000],
    ['lognormal, cv 1.5', { ioMs: 10, distribution: 'lognormal', cv: 1.5 }, 0.6, NEEDED.high, 15_000],
    ['Pareto, α 6', { cpuMs: 10, distribution: 'pareto', shape: 6 }, 0.8, NEEDED.middle, 16_000],
    ['CPU 4 ms, then I/O 6 ms', { cpuMs: 4, ioMs: 6, distribution: 'exponential' }, 0.8, NEEDED.middle, 17_000],
    [
      'one in ten costs five times as much',
      { cpuMs: 4, ioMs: 6, distribution: 'deterministic', slowShare: 0.1, slowFactor: 5 },
      0.7,
      NEEDED.middle,
      18_000,
    ],
  ]

  it.each(cases)('%s (%o) at load %d', (_, request, load, requests, seed) => {
    const { mean, cv } = demandOf(queue({ request }).request).holdingMs
    const rate = (1000 * load) / mean
    const found = replicate(queue({ request }, openLoop(rate, requests)), seed, means)
    const theory = inOrderOfArrival(rate / 1000, mean, cv)
    expectFormula(found.residence, theory.residenceMs, 'residence', narrowAt(load))
    expectFormula(found.queueLength, theory.queueLength, 'queue', 2 * narrowAt(load))
    expectFormula(found.workers, theory.utilization, 'worker')
  })
})

describe('Clients who leave an M/M/1 that does not notice', () => {
  it.each([
    [0.6, 20, 19_000],
    [0.8, 60, 20_000],
  ])('at load %d after %i ms: the answered are those whose residence is shorter', (load, timeoutMs, seed) => {
    const rate = rateAt(load)
    const scenario = queue(exponential, computing, { client: { timeoutMs } }, openLoop(rate, NEEDED.middle))
    const found = replicate(scenario, seed, {
      answered: result => result.ok / result.offered,
      wasted: result => result.wastedCpuShare,
    })
    const answered = singleServerAnsweredWithin(rate / 1000, SERVICE_MS, timeoutMs)
    expectFormula(found.answered, answered, 'answered', narrowAt(load))
    // Of a service that ends a residence of R = W + S, the part after T is max(0, R − T) − max(0, W − T). R is
    // exponential with mean S / (1 − ρ) and W is R with weight ρ, so that its mean is S · P(R > T).
    expectFormula(found.wasted, 1 - answered, 'wasted', 2 * narrowAt(load))
  })
})
