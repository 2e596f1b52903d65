/**
 * Means with their intervals, as text.
 */
import { type CellSummary, ERROR_OUTCOMES, type Metric, shareOf } from '../experiment/metrics.ts'
import type { Interval } from '../experiment/statistics.ts'
import type { FleetFigure, FleetSummary } from '../fleet/figures.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { alignColumns, formatMs, formatNumber, formatShare, type Pen, withDecimals } from './format.ts'

type Format = (value: number) => string

interface Shown<M extends string = Metric> {
  metric: M
  words: string
  format: Format
}

const perSecond: Format = value => `${formatNumber(value)}/s`

const MAIN: readonly Shown[] = [
  { metric: 'throughputPerSecond', words: 'throughput', format: perSecond },
  { metric: 'goodputPerSecond', words: 'goodput', format: perSecond },
  { metric: 'errorShare', words: 'errors', format: formatShare },
]

const REST: readonly Shown[] = [
  { metric: 'latencyP50Ms', words: 'p50', format: formatMs },
  { metric: 'latencyP95Ms', words: 'p95', format: formatMs },
  { metric: 'latencyP99Ms', words: 'p99', format: formatMs },
  { metric: 'cpuUtilization', words: 'CPU busy', format: formatShare },
  { metric: 'wastedCpuShare', words: 'CPU wasted', format: formatShare },
]

const OF_FLEETS: readonly Shown<FleetFigure>[] = [
  { metric: 'errorShare', words: 'errors', format: formatShare },
  { metric: 'scalingEvents', words: 'scaling events', format: formatNumber },
  { metric: 'instanceHours', words: 'instance-hours', format: formatNumber },
  { metric: 'latencyMeanMs', words: 'mean latency', format: formatMs },
  { metric: 'latencyP99Ms', words: 'p99', format: formatMs },
  { metric: 'cpuUtilization', words: 'CPU busy', format: formatShare },
]

const OF_PAID_FLEETS: readonly Shown<FleetFigure>[] = [
  { metric: 'dollars', words: 'cost', format: dollars },
  { metric: 'dollarsPerMillion', words: 'a million answers', format: dollars },
]

function dollars(value: number): string {
  return `$${withDecimals(value, 2)}`
}

/** The same of several fleets. */
export function fleetReplicationLines(summary: FleetSummary, scenario: Scenario, pen: Pen): string[] {
  const throttled = summary.throttledShare.mean > 0
  const slow = { metric: 'throttledShare', words: 'slowed down', format: formatShare } as const
  const isPaid = scenario.machine.dollarsPerHour > 0
  const shown = [...OF_FLEETS, ...(throttled ? [slow] : []), ...(isPaid ? OF_PAID_FLEETS : [])]
  return intervalLines(summary, shown, scenario, pen)
}

/** The part of a report that is about all replications together. */
export function replicationLines(summary: CellSummary, scenario: Scenario, pen: Pen): string[] {
  const errors = ERROR_OUTCOMES.filter(name => summary[shareOf(name)].mean > 0).map(name => ({
    metric: shareOf(name),
    words: `  ${name}`,
    format: formatShare,
  }))
  return intervalLines(summary, [...MAIN, ...errors, ...REST], scenario, pen)
}

function intervalLines<M extends string>(
  summary: Readonly<Record<M, Interval>>,
  shown: readonly Shown<M>[],
  scenario: Scenario,
  pen: Pen,
): string[] {
  const { seed, replications } = scenario.run
  const rows = shown.map(({ metric, words, format }) => [
    words,
    format(summary[metric].mean),
    pen.quiet(intervalText(summary[metric], format)),
    pen.quiet(missingText(summary[metric], replications)),
  ])
  return [
    `${pen.strong('Replications')}  ${pen.quiet(`mean of ${replications} runs, seeds ${seed} to ${seed + replications - 1}, and its 95 % interval`)}`,
    ...alignColumns(rows, ['left', 'right', 'left', 'left'], '  '),
  ]
}

/** `28.9/s to 30.2/s`; nothing when there is no interval. */
function intervalText({ low, high, halfWidth }: Interval, format: Format): string {
  return Number.isFinite(halfWidth) ? `${format(low)} to ${format(high)}` : ''
}

/** Latencies exist only where something was answered. */
function missingText({ n }: Interval, replications: number): string {
  return n === replications ? '' : `of ${n} runs`
}
