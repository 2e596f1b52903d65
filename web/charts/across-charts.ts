/** The four charts across the values of a setting, from as many cells of a sweep as there are by now. */
import * as texts from '#text/across.ts'
import type { Metric } from '../../sim/experiment/metrics.ts'
import type { Interval } from '../../sim/experiment/statistics.ts'
import type { SweepCell, SweepLine, SweepRun } from '../state/sweep-cells.ts'
import { kneesOf } from '../state/sweep-knees.ts'
import {
  type Axis,
  type AxisPoint,
  type Cell,
  laneColor,
  laneSoft,
  largest,
  type Mark,
  type Marker,
  PER_SECOND,
  type PlotSpec,
  type Row,
  roundTop,
  SHARE,
  timeAxis,
  type XAxisSpec,
} from './plot-spec.ts'
import { settingAxis } from './setting-axis.ts'

interface Quantity {
  id: string
  metric: Metric
  title: string
  subtitle: string
  max?: number
  axis: (max: number) => Axis
}

const QUANTITIES: readonly Quantity[] = [
  {
    id: 'across-throughput',
    metric: 'throughputPerSecond',
    ...texts.charts.throughput,
    axis: () => PER_SECOND,
  },
  {
    id: 'across-errors',
    metric: 'errorShare',
    ...texts.charts.errors,
    max: 1,
    axis: () => SHARE,
  },
  {
    id: 'across-cpu',
    metric: 'cpuUtilization',
    ...texts.charts.cpu,
    max: 1,
    axis: () => SHARE,
  },
  {
    id: 'across-latency',
    metric: 'latencyP95Ms',
    ...texts.charts.latency,
    axis: timeAxis,
  },
]

export function acrossCharts(run: SweepRun): PlotSpec[] {
  const values = [...new Set(run.cells.map(({ x }) => x))].sort((a, b) => a - b)
  const x = settingAxis(run.parameter, values)
  const markers = markersOf(run, x)
  return QUANTITIES.map(quantity => acrossChart(run, quantity, x, markers))
}

type SettingAxis = XAxisSpec & { kind: 'setting' }

function acrossChart(run: SweepRun, quantity: Quantity, x: SettingAxis, markers: Marker[]): PlotSpec {
  const { metric } = quantity
  const withOffered = metric === 'throughputPerSecond'
  const rows = x.points.map(point => rowOf(run, point, metric, withOffered))
  const marks = [...run.lines.flatMap(lineMarks), ...run.lines.flatMap(theoryMarks(rows))]
  if (withOffered)
    marks.unshift({
      kind: 'line',
      key: 'offered',
      color: 'var(--faint)',
      dash: '3 3',
      width: 1.25,
      label: { text: texts.charts.offered },
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
    x,
    max,
    ...axis,
    rows,
    marks,
    markers,
    columns: [
      ...(withOffered ? [{ key: 'offered', title: texts.charts.offered }] : []),
      ...run.lines.flatMap(({ name }, line) => [
        { key: `mean${line}`, title: name },
        { key: `band${line}`, title: texts.charts.interval({ name }) },
        ...(has(rows, `theory${line}`) ? [{ key: `theory${line}`, title: texts.charts.theory({ name }) }] : []),
        ...(has(rows, `bound${line}`) ? [{ key: `bound${line}`, title: texts.charts.atMost({ name }) }] : []),
      ]),
    ],
    summary: summaryOf(run, metric, axis.format, x),
  }
}

/** Where the settings stand now, and the last load before each line's knee. */
function markersOf({ lines, ...run }: SweepRun, { place, points }: SettingAxis): Marker[] {
  const [first, last] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0]
  const within = (value: number) => place(value) >= first && place(value) <= last
  const now = [...new Set(lines.flatMap(line => (line.hasIt ? line.now : [])))]
  const present = now.filter(within).map((value): Marker => {
    const whose = now.length > 1 ? (lines.find(line => line.now.includes(value))?.lane ?? 0) : 0
    return {
      key: `now${value}`,
      at: place(value),
      color: whose > 0 ? laneColor(whose) : 'var(--faint)',
      dash: '1 3',
      text: texts.charts.now,
      line: 'above',
    }
  })
  const knees = kneesOf({ lines, ...run }).flatMap((knee, line): Marker[] => {
    if (!knee || knee.bears === null || knee.breaks === null) return []
    return [
      {
        key: `knee${line}`,
        at: place(knee.bears),
        color: laneColor(lines[line]!.lane),
        dash: '5 3',
        text: texts.charts.knee,
        line,
      },
    ]
  })
  return [...present, ...knees]
}

function lineMarks({ lane, name }: SweepLine, line: number): Mark[] {
  return [
    { kind: 'band', key: `band${line}`, color: laneSoft(lane) },
    { kind: 'line', key: `mean${line}`, color: laneColor(lane), dots: true, label: { text: name, lane } },
  ]
}

const THEORY_DASH = '7 4'
const BOUND_DASH = '1.5 3.5'

/** Thin and dashed, beside the points; dotted where theory knows no more than a bound. */
function theoryMarks(rows: readonly Row[]) {
  return ({ lane }: SweepLine, line: number): Mark[] =>
    [
      { key: `theory${line}`, dash: THEORY_DASH },
      { key: `bound${line}`, dash: BOUND_DASH },
    ]
      .filter(({ key }) => has(rows, key))
      .map(({ key, dash }) => ({ kind: 'line', key, color: laneColor(lane), dash, width: 1.25 }))
}

function has(rows: readonly Row[], key: string): boolean {
  return rows.some(row => typeof row[key] === 'number')
}

function rowOf(run: SweepRun, { value, at }: AxisPoint, metric: Metric, withOffered: boolean): Row {
  const row: Row = { x: at }
  for (const cell of run.cells) {
    if (cell.x !== value || !cell.summary) continue
    const interval = cell.summary[metric]
    row[`mean${cell.line}`] = Number.isNaN(interval.mean) ? null : interval.mean
    row[`band${cell.line}`] = bandOf(interval)
    addTheory(row, cell, metric)
    if (withOffered && cell.line === 0) row.offered = cell.summary.offered.mean / cell.scenario.run.seconds
  }
  return row
}

/** What the formula says; where it says nothing, the least of the bounds. */
function addTheory(row: Row, { line, theory }: SweepCell, metric: Metric): void {
  if (!theory) return
  const said = theory.lines[metric]
  const bounds = theory.bounds.filter(bound => bound.metric === metric && bound.is === 'at most')
  if (said !== undefined) row[`theory${line}`] = said
  else if (bounds.length > 0) row[`bound${line}`] = Math.min(...bounds.map(({ value }) => value))
}

/** One value has no spread to tell of; and no share or time is below 0, however wide the interval. */
function bandOf({ low, high, halfWidth }: Interval): Cell {
  return Number.isFinite(halfWidth) ? [Math.max(0, low), high] : null
}

function summaryOf(run: SweepRun, metric: Metric, format: (value: number) => string, { points }: SettingAxis): string {
  const lines = run.lines.map(({ name }, line) => {
    const told = points.flatMap(({ value, words }) => {
      const summary = run.cells.find(cell => cell.line === line && cell.x === value)?.summary
      return summary ? [texts.charts.at({ value: format(summary[metric].mean), words })] : []
    })
    return { name, points: told }
  })
  return texts.charts.summary({ lines })
}
