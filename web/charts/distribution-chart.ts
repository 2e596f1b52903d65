/** The share of requests that were answered within each latency, and at the end those that never were. */
import * as texts from '#text/charts.ts'
import { bucketFloor, FINE_BITS } from '../../sim/measure/histogram.ts'
import { type Lane, laneLine } from './lane-series.ts'
import { decadesOf } from './latency-charts.ts'
import { laneColor, type Mark, type PlotSpec, type Row, SHARE } from './plot-spec.ts'

/** Points of a curve. */
const POINTS = 120

const PERCENTILES = ['p50', 'p95', 'p99'] as const

export function distribution(lanes: readonly Lane[]): PlotSpec {
  const counts = lanes.map(cumulated)
  const least = Math.min(...counts.map(({ leastMs }) => leastMs))
  const most = Math.max(...lanes.map(({ result }) => result.latencyMs.max || 0))
  const axis = decadesOf(least, most)
  // The same places for all lanes and nearly all settings: the frame of a chart is drawn again when they change.
  const rows = Array.from(evenly(axis.min, axis.max), (ms): Row => {
    const row: Row = { x: ms }
    for (const [index, lane] of lanes.entries()) row[`within${lane.number}`] = shareOf(lane, counts[index]!.within(ms))
    return row
  })
  for (const { number, result } of lanes) rows.at(-1)![`never${number}`] = [shareOf({ result }, result.ok), 1]
  return {
    id: 'distribution',
    title: texts.distribution.title,
    subtitle: texts.distribution.subtitle,
    x: { kind: 'latency', fromMs: axis.min, toMs: axis.max },
    max: 1,
    ...SHARE,
    rows,
    marks: lanes.flatMap((lane, index) => marksOf(lane, index, counts[index]!)),
    columns: lanes.map(({ number, name }) => ({ key: `within${number}`, title: name })),
    summary: lanes.map(summaryOf).join(' '),
    ...(most === 0 && { empty: texts.nothingAnswered }),
  }
}

function marksOf(lane: Lane, index: number, { within }: Cumulated): Mark[] {
  const { number, result } = lane
  const color = laneColor(number)
  const points = PERCENTILES.map(name => {
    const ms = result.latencyMs[name]
    return { x: ms, y: shareOf(lane, within(ms)), name: texts.latency.columns[name] }
  })
  const marks: Mark[] = [laneLine(lane, `within${number}`)]
  if (result.ok > 0) marks.push({ kind: 'points', key: `at${number}`, color, points })
  if (result.ok < result.offered) marks.push({ kind: 'bar', key: `never${number}`, color, place: index })
  return marks
}

/** Of all requests that were sent. */
function shareOf({ result }: Pick<Lane, 'result'>, answers: number): number {
  return answers / Math.max(1, result.offered)
}

function* evenly(fromMs: number, toMs: number): Iterable<number> {
  for (let point = 0; point <= POINTS; point++) yield fromMs * (toMs / fromMs) ** (point / POINTS)
}

interface Cumulated {
  /** How many answers took at most so long. */
  within: (ms: number) => number
  /** How long the fastest took. */
  leastMs: number
}

function cumulated({ result }: Lane): Cumulated {
  const floors: number[] = []
  const upTo: number[] = []
  let counted = 0
  for (let bucket = 0; bucket < result.histogram.length; bucket++) {
    const count = result.histogram[bucket]!
    if (count === 0) continue
    counted += count
    floors.push(bucketFloor(bucket, FINE_BITS))
    upTo.push(counted)
  }
  const within = (ms: number) => {
    let [low, high] = [0, floors.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (floors[middle]! <= ms) low = middle + 1
      else high = middle
    }
    return low === 0 ? 0 : upTo[low - 1]!
  }
  return { within, leastMs: floors[0] ?? Number.POSITIVE_INFINITY }
}

function summaryOf({ name, result }: Lane): string {
  const { p50, p95, p99 } = result.latencyMs
  const never = 1 - result.ok / Math.max(1, result.offered)
  if (result.ok === 0) return texts.distribution.noneAnswered({ name, never })
  return texts.distribution.summary({ name, p50, p95, p99, never })
}
