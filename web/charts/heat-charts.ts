/** How long answers took, by when they came: for each lane its density, with percentiles drawn over it. */
import * as texts from '#text/charts.ts'
import { type ChartedLane, column, meanOf, overTime, rowsOf, type WithSeries } from './lane-series.ts'
import { decadesOf, ofLane } from './latency-charts.ts'
import { BINS, binFloorMs, LEAST_BIN_MS } from './latency-heat.ts'
import { DURATION, laneColor, type Mark, PER_SECOND, type PlotSpec } from './plot-spec.ts'
import { onceDrawn, shadesOf, type Tile } from './shades.ts'

/** Height of the strip of failures above the plot, and the gap below it, as parts of the plot's height. */
const STRIP = 0.045
const STRIP_GAP = 0.012

type RowsLane = WithSeries<ChartedLane>

export function heats(lanes: readonly RowsLane[]): PlotSpec[] {
  const axis = axisOf(lanes)
  const most = Math.max(1, ...lanes.map(({ heat }) => largestOf(heat.answered)))
  return lanes.map(lane => heatOf(lane, axis, most))
}

function heatOf(lane: RowsLane, axis: { min: number; max: number }, most: number): PlotSpec {
  const { bucketMs, fromMs } = lane.series
  const rows = rowsOf([lane], () => ({
    p50: column(lane, 'latencyP50'),
    p95: column(lane, 'latencyP95'),
    p99: column(lane, 'latencyP99'),
    max: column(lane, 'latencyMax'),
    answered: column(lane, 'ok'),
    failed: bucket => (1000 * lane.heat.failed[bucket]!) / bucketMs,
  }))
  const columns = [
    ...(['p50', 'p95', 'p99', 'max'] as const).map(name => ({ key: name, title: texts.latency.columns[name] })),
    { key: 'answered', title: texts.heat.answered, axis: PER_SECOND },
    { key: 'failed', title: texts.heat.failed, axis: PER_SECOND },
  ]
  const marks = (['p95', 'p50'] as const).map(
    (name): Mark => ({
      kind: 'line',
      key: name,
      color: 'var(--ink)',
      width: 1.25,
      ...(name === 'p50' && { dash: '4 3' }),
      label: { lead: texts.latency.columns[name], text: '' },
    }),
  )
  const hasFailed = lane.heat.failed.some(failed => failed > 0)
  const isEmpty = lane.heat.answered.every(answered => answered === 0)
  const untilMs = lane.index.knownUntilMs - fromMs
  return {
    ...overTime([lane], `heat-${lane.number}`, rows, columns, marks),
    ...axis,
    ...DURATION,
    title: texts.heat.title,
    of: ofLane(lane),
    subtitle: hasFailed ? texts.heat.subtitleFailed : texts.heat.subtitle,
    shades: onceDrawn(() => [
      ...shadesOf(answerTiles(lane, axis, most), laneColor(lane.number)),
      ...shadesOf(failureTiles(lane.heat.failed), 'var(--bad)'),
    ]),
    summary: texts.heat.summary({
      name: lane.name,
      p50: meanOf(lane, 'latencyP50'),
      p95: meanOf(lane, 'latencyP95'),
      ok: meanOf(lane, 'ok'),
    }),
    ...(Number.isFinite(untilMs) && {
      note: texts.heat.until({ ms: untilMs }),
    }),
    ...(isEmpty && { empty: texts.nothingAnswered }),
  }
}

function* answerTiles(
  { heat, series }: RowsLane,
  { min, max }: { min: number; max: number },
  most: number,
): Iterable<Tile> {
  const span = Math.log10(max / min)
  const placeOf = (ms: number) => 1 - Math.log10(ms / min) / span
  const width = 1 / series.buckets
  for (let bin = 0; bin < BINS; bin++) {
    const y = placeOf(binFloorMs(bin + 1))
    const height = placeOf(binFloorMs(bin)) - y
    for (let bucket = 0; bucket < series.buckets; bucket++) {
      const counted = heat.answered[bucket * BINS + bin]!
      // The eye should find a single slow answer, too: the square root is kind to small numbers.
      if (counted > 0) yield { x: bucket * width, y, width, height, strength: Math.sqrt(counted / most) }
    }
  }
}

function* failureTiles(failed: Uint32Array): Iterable<Tile> {
  const most = largestOf(failed)
  const width = 1 / failed.length
  for (const [bucket, count] of failed.entries()) {
    yield { x: bucket * width, y: -STRIP - STRIP_GAP, width, height: STRIP, strength: Math.sqrt(count / most) }
  }
}

/** One axis for all lanes, in powers of 10. */
function axisOf(lanes: readonly RowsLane[]): { min: number; max: number } {
  let least = BINS
  let most = -1
  for (const { heat } of lanes) {
    for (let at = 0; at < heat.answered.length; at++) {
      if (heat.answered[at] === 0) continue
      least = Math.min(least, at % BINS)
      most = Math.max(most, at % BINS)
    }
  }
  return most < 0 ? decadesOf(LEAST_BIN_MS, 0) : decadesOf(binFloorMs(least), binFloorMs(most + 1))
}

function largestOf(values: Uint32Array): number {
  let most = 0
  for (const value of values) if (value > most) most = value
  return most
}
