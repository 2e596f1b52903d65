/** What all charts over time have in common: lanes with their series, and rows made from them. */
import type { Series, SeriesColumn } from '../../sim/measure/result.ts'
import type { DrawnLane } from '../state/page.ts'
import {
  type Cell,
  type Column,
  laneColor,
  largest,
  type Mark,
  type PlotSpec,
  type Row,
  roundTop,
} from './plot-spec.ts'

/** What the charts that need no rows are made from. */
export type PlainLane = Pick<DrawnLane, 'name' | 'result'>

/** What all charts are made from. */
export type ChartedLane = Pick<DrawnLane, 'name' | 'result' | 'index' | 'heat'>

/** A lane with its number, from 1, and its series. */
export type WithSeries<Drawn> = Drawn & { number: number; series: Series }
export type Lane = WithSeries<PlainLane>

export function lanesWithSeries<Drawn extends PlainLane>(drawn: readonly Drawn[]): WithSeries<Drawn>[] {
  return drawn.flatMap((lane, index) =>
    lane.result.series ? [{ ...lane, number: index + 1, series: lane.result.series }] : [],
  )
}

export function laneLine(lane: Lane, key: string): Mark {
  return { kind: 'line', key, color: laneColor(lane.number), label: { text: lane.name, lane: lane.number } }
}

export function overTime(
  lanes: readonly Lane[],
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

export type Reader = (bucket: number) => Cell

/** One row a bucket, in seconds of measured time, at the middle of the bucket. */
export function rowsOf(lanes: readonly Lane[], columnsOf: (lane: Lane) => Record<string, Reader>): Row[] {
  const { buckets, bucketMs } = lanes[0]!.series
  const readers = lanes.flatMap(lane => Object.entries(columnsOf(lane)))
  return Array.from({ length: buckets }, (_, bucket) => {
    const row: Row = { x: ((bucket + 0.5) * bucketMs) / 1000 }
    for (const [key, read] of readers) row[key] = read(bucket)
    return row
  })
}

/** NaN, where a bucket had no answers, is a gap in the line. */
export function column(lane: Lane, name: SeriesColumn): Reader {
  const values = lane.series.columns[name]
  return bucket => {
    const value = values[bucket]!
    return Number.isNaN(value) ? null : value
  }
}

export function sameColumn(a: Lane, b: Lane, name: SeriesColumn): boolean {
  const other = b.series.columns[name]
  return a.series.columns[name].every((value, bucket) => value === other[bucket])
}

export function meanOf(lane: Lane, name: SeriesColumn): number {
  const values = lane.series.columns[name].filter(value => !Number.isNaN(value))
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
