/**
 * Results for programs: the plain numbers of a run, without its columns. What does not exist (a latency when nobody was
 * answered, an interval from a single run) is null.
 */

import type { Result } from '../measure/result.ts'
import type { CellSummary, Metric } from './metrics.ts'
import type { Interval } from './statistics.ts'

export interface Replications<M extends string = Metric> {
  /** How many runs the means are of; their seeds follow the one in the scenario. */
  count: number
  confidence: number
  /** Mean and 95 % interval of each metric; `n` is the number of runs that had it. */
  metrics: Record<M, PlainInterval>
}

export type PlainInterval = Pick<Interval, 'mean' | 'low' | 'high' | 'n'>

/** Fields of `Result` but for columns; `replications` only when there was more than one. */
export function resultToJson(result: Result, replications: CellSummary | null): object {
  const { offered, ok, retried, outcomes, throughputPerSecond, latencyMs, cpuUtilization, wastedCpuShare } = result
  const { histogram: _histogram, series: _series, rows: _rows, scenario, ...rest } = result
  // The fields that most readers look for come first.
  const first = { offered, ok, retried, outcomes, throughputPerSecond, latencyMs, cpuUtilization, wastedCpuShare }
  const repeated = replications && { replications: replicationsToJson(replications, scenario.run.replications) }
  return { ...first, ...rest, ...repeated, scenario }
}

export function replicationsToJson<M extends string>(
  summary: Readonly<Record<M, Interval>>,
  count: number,
): Replications<M> {
  return { count, confidence: 0.95, metrics: intervalsToJson(summary) }
}

export function intervalsToJson<M extends string>(summary: Readonly<Record<M, Interval>>): Record<M, PlainInterval> {
  const plain = Object.entries<Interval>(summary).map(([metric, { mean, low, high, n }]) => [
    metric,
    { mean, low, high, n },
  ])
  return Object.fromEntries(plain) as Record<M, PlainInterval>
}

/** JSON on several lines. NaN and infinities become null, as JSON has no word for them. */
export function toJsonText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
