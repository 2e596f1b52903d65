/**
 * The numbers that a run is compared by, and their means over replications.
 *
 * A `RunSummary` is what a sweep keeps of a run: a plain object of numbers, so that a worker thread sends little.
 */
import { COUNTED_OUTCOMES, type OutcomeName } from '../measure/outcomes.ts'
import type { Result } from '../measure/result.ts'
import { type Interval, interval } from './statistics.ts'

/** The share of requests that ended in one way: `share504` and so on. */
export type OutcomeShare = `share${Capitalize<Exclude<OutcomeName, '200'>>}`

export type Metric =
  | 'offered'
  | 'throughputPerSecond'
  | 'goodputPerSecond'
  | 'servedPerSecond'
  | 'errorShare'
  | OutcomeShare
  | 'cpuUtilization'
  | 'wastedCpuShare'
  | 'workerUtilization'
  | 'latencyMeanMs'
  | 'latencyP50Ms'
  | 'latencyP90Ms'
  | 'latencyP95Ms'
  | 'latencyP99Ms'
  | 'latencyP999Ms'
  | 'latencyMaxMs'

/** One run in numbers. NaN where there is nothing to tell: a latency when nobody was answered, a share of no requests. */
export type RunSummary = Readonly<Record<Metric, number>>

/** A cell in numbers: each metric’s mean over the replications that had it, with its Student t interval. */
export type CellSummary = Readonly<Record<Metric, Interval>>

/** Shares are of the requests sent in the window; the rest is as in `Result`. */
const READ: Readonly<Record<Metric, (result: Result) => number>> = {
  offered: result => result.offered,
  throughputPerSecond: result => result.throughputPerSecond,
  goodputPerSecond: result => result.goodputPerSecond,
  servedPerSecond: result => result.servedPerSecond,
  errorShare: result => (result.offered - result.ok) / result.offered,
  share500: result => result.outcomes['500'] / result.offered,
  share502: result => result.outcomes['502'] / result.offered,
  share504: result => result.outcomes['504'] / result.offered,
  shareTimeout: result => result.outcomes.timeout / result.offered,
  shareRefused: result => result.outcomes.refused / result.offered,
  shareReset: result => result.outcomes.reset / result.offered,
  cpuUtilization: result => result.cpuUtilization,
  wastedCpuShare: result => result.wastedCpuShare,
  workerUtilization: result => result.workerUtilization,
  latencyMeanMs: result => result.latencyMs.mean,
  latencyP50Ms: result => result.latencyMs.p50,
  latencyP90Ms: result => result.latencyMs.p90,
  latencyP95Ms: result => result.latencyMs.p95,
  latencyP99Ms: result => result.latencyMs.p99,
  latencyP999Ms: result => result.latencyMs.p999,
  latencyMaxMs: result => result.latencyMs.max,
}

/** All metrics, in the order in which they are written to a file. */
export const METRICS = Object.keys(READ) as readonly Metric[]

/** The metric that counts one kind of error. */
export function shareOf(outcome: Exclude<OutcomeName, '200'>): OutcomeShare {
  return `share${outcome.charAt(0).toUpperCase()}${outcome.slice(1)}` as OutcomeShare
}

/** The kinds of errors, in the order they are shown. */
export const ERROR_OUTCOMES = COUNTED_OUTCOMES.filter(name => name !== '200') as readonly Exclude<OutcomeName, '200'>[]

export function summariseRun(result: Result): RunSummary {
  return mapMetrics(metric => READ[metric](result))
}

/**
 * Means and 95 % intervals over the replications of one cell. A replication in which a metric does not exist (NaN) is
 * left out of that metric: `n` says how many were left, and with none the mean is NaN.
 */
export function summariseCell(runs: readonly RunSummary[]): CellSummary {
  return mapMetrics(metric => interval(runs.map(run => run[metric]).filter(value => !Number.isNaN(value))))
}

function mapMetrics<V>(read: (metric: Metric) => V): Record<Metric, V> {
  return Object.fromEntries(METRICS.map(metric => [metric, read(metric)])) as Record<Metric, V>
}
