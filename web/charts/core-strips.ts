/** CPU by core, on demand: a strip for each, the darker the busier. */
import * as texts from '#text/charts.ts'
import { type CoreBusyness, coreBusyness } from './core-busyness.ts'
import { type ChartedLane, overTime, rowsOf, type WithSeries } from './lane-series.ts'
import { ofLane } from './latency-charts.ts'
import { laneColor, type PlotSpec, SHARE } from './plot-spec.ts'
import { onceDrawn, shadesOf, type Tile } from './shades.ts'

const GAP = 0.12

type RowsLane = WithSeries<ChartedLane>

export function coreStrips(lane: RowsLane): PlotSpec {
  const { series, result } = lane
  const { cores } = result.scenario.machine
  const busyness = coreBusyness(result.rows!, lane.index, series, cores)
  const { lines, each, shares } = busyness
  const nameOf = (line: number) =>
    each === 1
      ? texts.cores.core({ core: line + 1 })
      : texts.cores.coresTo({ from: line * each + 1, to: Math.min(cores, (line + 1) * each) })
  const all = Array.from({ length: lines }, (_, line) => ({ line, key: `core${line}`, title: nameOf(line) }))
  const rows = rowsOf([lane], () =>
    Object.fromEntries(all.map(({ line, key }) => [key, bucket => shares[line * series.buckets + bucket]!])),
  )
  const meanOf = (line: number) => {
    const ofLine = shares.subarray(line * series.buckets, (line + 1) * series.buckets)
    return ofLine.reduce((sum, share) => sum + share, 0) / series.buckets
  }
  return {
    ...overTime([lane], `cores-of-${lane.number}`, rows, all, []),
    title: texts.cores.title,
    of: ofLane(lane),
    subtitle: texts.cores.subtitle,
    ...SHARE,
    max: cores,
    tick: (value, isTop) => (isTop ? texts.cores.all({ cores }) : Number.isInteger(value) ? String(value) : ''),
    shades: onceDrawn(() => shadesOf(tiles(busyness, series.buckets), laneColor(lane.number))),
    summary: texts.cores.summary({
      name: lane.name,
      cores: all.map(({ line, title }) => ({ title, busy: meanOf(line) })),
    }),
  }
}

function* tiles({ lines, shares }: CoreBusyness, buckets: number): Iterable<Tile> {
  const height = 1 / lines
  for (let line = 0; line < lines; line++) {
    for (let bucket = 0; bucket < buckets; bucket++) {
      yield {
        x: bucket / buckets,
        y: 1 - (line + 1 - GAP / 2) * height,
        width: 1 / buckets,
        height: height * (1 - GAP),
        strength: shares[line * buckets + bucket]!,
      }
    }
  }
}
