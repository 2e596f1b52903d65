/** Latency over time: percentiles first, the mean on demand with a word on what it hides. */
import * as texts from '#text/charts.ts'
import { bucketFloor, FINE_BITS } from '../../sim/measure/histogram.ts'
import { column, type Lane, laneLine, meanOf, overTime, rowsOf } from './lane-series.ts'
import { DURATION, laneSoft, type Mark, type PlotSpec, type Row } from './plot-spec.ts'

export interface LatencyOptions {
  withMean: boolean
}

/** Of each lane: a line at p95, a band below it down to p50, and a thin line at p99. */
export function latency(lanes: readonly Lane[], { withMean }: LatencyOptions): PlotSpec {
  const rows = rowsOf(lanes, lane => {
    const { latencyP50, latencyP95 } = lane.series.columns
    return {
      [`p50-${lane.number}`]: column(lane, 'latencyP50'),
      [`p95-${lane.number}`]: column(lane, 'latencyP95'),
      [`p99-${lane.number}`]: column(lane, 'latencyP99'),
      [`max-${lane.number}`]: column(lane, 'latencyMax'),
      [`mean-${lane.number}`]: column(lane, 'latencyMean'),
      [`band-${lane.number}`]: bucket =>
        Number.isNaN(latencyP50[bucket]!) ? null : [latencyP50[bucket]!, latencyP95[bucket]!],
    }
  })
  const columns = lanes.flatMap(lane =>
    (['p50', 'p95', 'p99', 'max', 'mean'] as const).map(name => ({
      key: `${name}-${lane.number}`,
      title: texts.laneIs({ what: texts.latency.columns[name], lane: lane.name }),
    })),
  )
  const bands = lanes.map(
    (lane): Mark => ({ kind: 'band', key: `band-${lane.number}`, color: laneSoft(lane.number), opacity: 0.75 }),
  )
  const marks = [...bands, ...lanes.flatMap(lane => percentileLines(lane, lanes.length <= 2, withMean))]
  const isEmpty = rows.every(row => columns.every(({ key }) => row[key] === null))
  return {
    ...overTime(lanes, 'latency', rows, columns, marks),
    title: texts.latency.title,
    subtitle: texts.latency.subtitle,
    ...decadesAround(
      rows,
      marks.map(({ key }) => key),
    ),
    ...DURATION,
    ...(withMean && { note: meanNote(lanes) }),
    summary: texts.latency.summary({
      lanes: lanes.map(lane => ({ name: lane.name, p95: meanOf(lane, 'latencyP95') })),
    }),
    ...(isEmpty && { empty: texts.nothingAnswered }),
  }
}

function percentileLines(lane: Lane, isRoomy: boolean, withMean: boolean): Mark[] {
  const small = (name: keyof typeof texts.latency.columns, mark: Partial<Mark>): Mark => ({
    ...laneLine(lane, `${name}-${lane.number}`),
    width: 1,
    ...mark,
    label: { lead: texts.latency.columns[name], text: '', lane: lane.number },
  })
  const quiet = (mark: Mark): Mark => {
    const { label: _, ...unnamed } = mark
    return isRoomy ? mark : unnamed
  }
  return [
    // From the highest: where two end at one height, their names stand in this order.
    quiet(small('p99', { width: 0.75 })),
    {
      ...laneLine(lane, `p95-${lane.number}`),
      label: { lead: texts.latency.columns.p95, text: lane.name, lane: lane.number },
    },
    quiet(small('p50', { width: 1.25, dash: '4 3' })),
    ...(withMean ? [small('mean', { width: 2, dash: '1 3' })] : []),
  ]
}

/** What share of the answers was faster than their mean, and why it comes second. */
function meanNote(lanes: readonly Lane[]): string {
  const told = lanes.flatMap(({ name, result: { histogram, latencyMs } }) =>
    Number.isNaN(latencyMs.mean)
      ? []
      : [{ name, mean: latencyMs.mean, faster: shareWithin(histogram, latencyMs.mean) }],
  )
  return told.length === 0 ? '' : texts.latency.meanNote({ lanes: told })
}

/** The share of the counted latencies that are at most `ms`, within a bucket of the histogram. */
export function shareWithin(histogram: ArrayLike<number>, ms: number): number {
  let within = 0
  let all = 0
  for (let bucket = 0; bucket < histogram.length; bucket++) {
    const counted = histogram[bucket]!
    if (counted === 0) continue
    all += counted
    if (bucketFloor(bucket, FINE_BITS) <= ms) within += counted
  }
  return within / all
}

/** No latency that a chart shows is below this. */
const LEAST_MS = 0.1

/** An axis in powers of 10 that holds these columns. */
export function decadesAround(rows: readonly Row[], keys: readonly string[]): { min: number; max: number } {
  let least = Number.POSITIVE_INFINITY
  let most = 0
  for (const row of rows) {
    for (const key of keys) {
      const cell = row[key]
      if (cell === null || cell === undefined) continue
      const [low, high] = typeof cell === 'number' ? [cell, cell] : cell
      least = Math.min(least, low)
      most = Math.max(most, high)
    }
  }
  return decadesOf(least, most)
}

/** @param most 0 when there is nothing to hold. */
export function decadesOf(least: number, most: number): { min: number; max: number } {
  if (!(most > 0)) return { min: 1, max: 1000 }
  const min = 10 ** Math.floor(Math.log10(Math.max(LEAST_MS, least)) + 1e-9)
  return { min, max: Math.max(10 * min, 10 ** Math.ceil(Math.log10(most) - 1e-9)) }
}

/** Of a lane, for charts that show one lane each. */
export function ofLane(lane: Pick<Lane, 'number' | 'name'>): NonNullable<PlotSpec['of']> {
  return { lane: lane.number, name: lane.name }
}
