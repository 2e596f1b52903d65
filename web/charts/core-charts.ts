/** The four charts across numbers of cores, from as many cells of a sweep as there are by now. */
import type { Metric } from '../../sim/experiment/metrics.ts'
import type { Interval } from '../../sim/experiment/statistics.ts'
import type { SweepLine, SweepRun } from '../state/sweep.ts'
import { NBSP } from '../text/format.ts'
import {
  type Cell,
  laneColor,
  laneSoft,
  largest,
  type Mark,
  PER_SECOND,
  type PlotSpec,
  type Row,
  roundTop,
  SHARE,
  timeAxis,
} from './plot-spec.ts'

interface Quantity {
  id: string
  metric: Metric
  title: string
  subtitle: string
  max?: number
  axis: (max: number) => Pick<PlotSpec, 'format' | 'tick'>
}

const QUANTITIES: readonly Quantity[] = [
  {
    id: 'cores-throughput',
    metric: 'throughputPerSecond',
    title: 'Throughput',
    subtitle: 'answers a second; dashed: offered',
    axis: () => PER_SECOND,
  },
  {
    id: 'cores-errors',
    metric: 'errorShare',
    title: 'Error share',
    subtitle: 'of the requests sent',
    max: 1,
    axis: () => SHARE,
  },
  {
    id: 'cores-cpu',
    metric: 'cpuUtilization',
    title: 'CPU utilization',
    subtitle: 'share of all cores',
    max: 1,
    axis: () => SHARE,
  },
  {
    id: 'cores-latency',
    metric: 'latencyP95Ms',
    title: 'Latency',
    subtitle: 'p95 of answers',
    axis: timeAxis,
  },
]

export function coreCharts(run: SweepRun): PlotSpec[] {
  return QUANTITIES.map(quantity => coreChart(run, quantity))
}

function coreChart(run: SweepRun, quantity: Quantity): PlotSpec {
  const { metric } = quantity
  const withOffered = metric === 'throughputPerSecond'
  const rows = run.settings.cores.map(cores => rowOf(run, cores, metric, withOffered))
  const marks = run.lines.flatMap(lineMarks)
  if (withOffered)
    marks.unshift({
      kind: 'line',
      key: 'offered',
      color: 'var(--faint)',
      dash: '3 3',
      width: 1.25,
      label: { text: 'offered' },
    })
  const max =
    quantity.max ??
    roundTop(
      largest(
        rows,
        marks.map(mark => mark.key),
      ),
    )
  const axis = quantity.axis(max)
  return {
    id: quantity.id,
    title: quantity.title,
    subtitle: quantity.subtitle,
    x: { kind: 'cores', values: run.settings.cores },
    max,
    ...axis,
    rows,
    marks,
    columns: [
      ...(withOffered ? [{ key: 'offered', title: 'offered' }] : []),
      ...run.lines.flatMap(({ name }, line) => [
        { key: `mean${line}`, title: name },
        { key: `band${line}`, title: `${name}, 95${NBSP}% interval` },
      ]),
    ],
    summary: summaryOf(run, metric, axis.format),
  }
}

function lineMarks({ lane, name }: SweepLine, line: number): Mark[] {
  return [
    { kind: 'band', key: `band${line}`, color: laneSoft(lane) },
    { kind: 'line', key: `mean${line}`, color: laneColor(lane), dots: true, label: { text: name, lane } },
  ]
}

function rowOf(run: SweepRun, cores: number, metric: Metric, withOffered: boolean): Row {
  const row: Row = { x: cores }
  for (const cell of run.cells) {
    if (cell.cores !== cores || !cell.summary) continue
    const interval = cell.summary[metric]
    row[`mean${cell.line}`] = Number.isNaN(interval.mean) ? null : interval.mean
    row[`band${cell.line}`] = bandOf(interval)
    if (withOffered && cell.line === 0) row.offered = cell.summary.offered.mean / cell.scenario.run.seconds
  }
  return row
}

/** One value has no spread to tell of; and no share or time is below 0, however wide the interval. */
function bandOf({ low, high, halfWidth }: Interval): Cell {
  return Number.isFinite(halfWidth) ? [Math.max(0, low), high] : null
}

function summaryOf(run: SweepRun, metric: Metric, format: (value: number) => string): string {
  const lines = run.lines.map(({ name }, line) => {
    const points = run.cells
      .filter(cell => cell.line === line && cell.summary)
      .map(cell => `${format(cell.summary![metric].mean)} with ${cell.cores} ${cell.cores === 1 ? 'core' : 'cores'}`)
    return `${name}: ${points.join(', ')}`
  })
  return `${lines.join('. ')}.`
}
