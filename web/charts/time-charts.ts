/** The four charts over time, from the results of all lanes. */
import type { OutcomeName } from '../../sim/measure/outcomes.ts'
import type { Series, SeriesColumn } from '../../sim/measure/result.ts'
import type { DrawnLane } from '../state/page.ts'
import { compact, duration, percent } from '../text/format.ts'
import {
  type Cell,
  type Column,
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

/** Failures in the order of the table; each kind has its own dash, since the colour says only that it failed. */
const FAILURES: readonly { column: Exclude<OutcomeName, '200'>; name: string; dash?: string }[] = [
  { column: '504', name: '504' },
  { column: 'timeout', name: 'left', dash: '7 3' },
  { column: '502', name: '502', dash: '2 3' },
  { column: '500', name: '500', dash: '8 3 2 3' },
  { column: 'refused', name: 'refused', dash: '4 4' },
  { column: 'reset', name: 'closed', dash: '1 4' },
]

/** A lane with its number, from 1, and its series. */
interface Lane {
  number: number
  name: string
  series: Series
}

export function timeCharts(drawn: readonly Pick<DrawnLane, 'name' | 'result'>[]): PlotSpec[] {
  const lanes = drawn.flatMap(({ name, result }, index) =>
    result.series ? { number: index + 1, name, series: result.series } : [],
  )
  if (lanes.length === 0) return []
  return [throughput(lanes), errors(lanes), cpu(lanes), latency(lanes)]
}

function throughput(lanes: Lane[]): PlotSpec {
  // In an open loop all lanes are offered the same; in a closed one each lane's own answers bring its next requests.
  const shared = lanes.every(lane => sameColumn(lane, lanes[0]!, 'offered'))
  const offeredLanes = shared ? lanes.slice(0, 1) : lanes
  const columns: Column[] = [
    ...offeredLanes.map(lane => ({
      key: `offered${lane.number}`,
      title: shared ? 'offered' : `offered, ${lane.name}`,
    })),
    ...lanes.map(lane => ({ key: `ok${lane.number}`, title: lane.name })),
  ]
  const rows = rowsOf(lanes, lane => ({
    ...(offeredLanes.includes(lane) && { [`offered${lane.number}`]: column(lane, 'offered') }),
    [`ok${lane.number}`]: column(lane, 'ok'),
  }))
  const offered: Mark[] = offeredLanes.map((lane, index) => ({
    kind: 'area',
    key: `offered${lane.number}`,
    color: 'var(--faint)',
    ...(index === 0 && { label: { text: 'offered' } }),
  }))
  const answered = lanes.map(lane => laneLine(lane, `ok${lane.number}`))
  return {
    ...overTime(lanes, 'throughput', rows, columns, [...offered, ...answered]),
    title: 'Throughput',
    subtitle: 'answers a second; grey: offered',
    ...PER_SECOND,
    summary: `Answers a second, on average: ${list(lanes, lane => compact(meanOf(lane, 'ok')))}. Offered: ${compact(meanOf(lanes[0]!, 'offered'))}.`,
  }
}

function errors(lanes: Lane[]): PlotSpec {
  const kinds = lanes.flatMap(lane =>
    FAILURES.filter(({ column: name }) => lane.series.columns[name].some(rate => rate > 0)).map(kind => ({
      lane,
      kind,
    })),
  )
  const keyOf = (lane: Lane, name: string) => `f${lane.number}-${name}`
  const columns = kinds.map(({ lane, kind }) => ({
    key: keyOf(lane, kind.column),
    title: `${kind.name}, ${lane.name}`,
  }))
  const rows = rowsOf(lanes, lane =>
    Object.fromEntries(
      kinds
        .filter(entry => entry.lane === lane)
        .map(({ kind }) => [keyOf(lane, kind.column), column(lane, kind.column)]),
    ),
  )
  const marks = kinds.map(
    ({ lane, kind }): Mark => ({
      kind: 'line',
      key: keyOf(lane, kind.column),
      color: 'var(--bad)',
      halo: laneSoft(lane.number),
      ...(kind.dash && { dash: kind.dash }),
      label: { lead: kind.name, text: lane.name, lane: lane.number },
    }),
  )
  const told = kinds.map(({ lane, kind }) => `${kind.name}, ${lane.name}: ${compact(meanOf(lane, kind.column))}`)
  return {
    ...overTime(lanes, 'errors', rows, columns, marks),
    title: 'Errors',
    subtitle: 'failures a second, by kind; pale: whose',
    ...PER_SECOND,
    summary: kinds.length === 0 ? 'Nothing failed.' : `Failures a second, on average: ${told.join('; ')}.`,
    ...(kinds.length === 0 && { empty: 'Nothing failed.' }),
  }
}

function cpu(lanes: Lane[]): PlotSpec {
  const rows = rowsOf(lanes, lane => {
    const { cpu: busy, cpuWasted } = lane.series.columns
    return {
      [`cpu${lane.number}`]: column(lane, 'cpu'),
      [`wasted${lane.number}`]: column(lane, 'cpuWasted'),
      [`waste${lane.number}`]: bucket => [Math.max(0, busy[bucket]! - cpuWasted[bucket]!), busy[bucket]!],
    }
  })
  const columns = lanes.flatMap(lane => [
    { key: `cpu${lane.number}`, title: `${lane.name}, busy` },
    { key: `wasted${lane.number}`, title: `${lane.name}, for nobody` },
  ])
  const waste = lanes
    .filter(lane => lane.series.columns.cpuWasted.some(share => share > 0))
    .map((lane): Mark => ({ kind: 'band', key: `waste${lane.number}`, color: laneSoft(lane.number) }))
  const busy = lanes.map(lane => laneLine(lane, `cpu${lane.number}`))
  return {
    ...overTime(lanes, 'cpu', rows, columns, [...waste, ...busy]),
    max: 1,
    title: 'CPU',
    subtitle: 'share of all cores; pale: for nobody',
    ...SHARE,
    summary: `Cores busy, on average: ${list(lanes, lane => `${percent(meanOf(lane, 'cpu'))}, of all cores ${percent(meanOf(lane, 'cpuWasted'))} for nobody`)}.`,
  }
}

function latency(lanes: Lane[]): PlotSpec {
  const rows = rowsOf(lanes, lane => ({
    [`p50-${lane.number}`]: column(lane, 'latencyP50'),
    [`p95-${lane.number}`]: column(lane, 'latencyP95'),
  }))
  const columns = lanes.flatMap(lane => [
    { key: `p50-${lane.number}`, title: `${lane.name}, p50` },
    { key: `p95-${lane.number}`, title: `${lane.name}, p95` },
  ])
  const marks = lanes.flatMap((lane): Mark[] => [
    {
      ...laneLine(lane, `p50-${lane.number}`),
      width: 1.5,
      dash: '4 3',
      label: { lead: 'p50', text: '', lane: lane.number },
    },
    { ...laneLine(lane, `p95-${lane.number}`), label: { lead: 'p95', text: lane.name, lane: lane.number } },
  ])
  const chart = overTime(lanes, 'latency', rows, columns, marks)
  return {
    ...chart,
    title: 'Latency',
    subtitle: 'of answers, as clients saw it: p95, and dashed p50',
    ...timeAxis(chart.max),
    summary: `Latency that 95 % of the answers stayed within, on average over time: ${list(lanes, lane => duration(meanOf(lane, 'latencyP95')))}.`,
    ...(chart.rows.every(row => columns.every(({ key }) => row[key] === null)) && { empty: 'Nothing was answered.' }),
  }
}

function laneLine(lane: Lane, key: string): Mark {
  return { kind: 'line', key, color: laneColor(lane.number), label: { text: lane.name, lane: lane.number } }
}

function overTime(
  lanes: Lane[],
  id: string,
  rows: Row[],
  columns: Column[],
  marks: Mark[],
): Pick<PlotSpec, 'id' | 'x' | 'rows' | 'columns' | 'marks' | 'max'> {
  const { buckets, bucketMs } = lanes[0]!.series
  const drawnKeys = marks.map(mark => mark.key)
  return {
    id,
    x: { kind: 'time', seconds: (buckets * bucketMs) / 1000 },
    rows,
    columns,
    marks,
    max: roundTop(largest(rows, drawnKeys)),
  }
}

type Reader = (bucket: number) => Cell

/** One row a bucket, in seconds of measured time, at the middle of the bucket. */
function rowsOf(lanes: Lane[], columnsOf: (lane: Lane) => Record<string, Reader>): Row[] {
  const { buckets, bucketMs } = lanes[0]!.series
  const readers = lanes.flatMap(lane => Object.entries(columnsOf(lane)))
  return Array.from({ length: buckets }, (_, bucket) => {
    const row: Row = { x: ((bucket + 0.5) * bucketMs) / 1000 }
    for (const [key, read] of readers) row[key] = read(bucket)
    return row
  })
}

/** NaN, where a bucket had no answers, is a gap in the line. */
function column(lane: Lane, name: SeriesColumn): Reader {
  const values = lane.series.columns[name]
  return bucket => {
    const value = values[bucket]!
    return Number.isNaN(value) ? null : value
  }
}

function sameColumn(a: Lane, b: Lane, name: SeriesColumn): boolean {
  const other = b.series.columns[name]
  return a.series.columns[name].every((value, bucket) => value === other[bucket])
}

function meanOf(lane: Lane, name: SeriesColumn): number {
  const values = lane.series.columns[name].filter(value => !Number.isNaN(value))
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function list(lanes: Lane[], tell: (lane: Lane) => string): string {
  return lanes.map(lane => `${lane.name} ${tell(lane)}`).join('; ')
}
