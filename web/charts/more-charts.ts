/** All charts over time, and what more a reader can ask them for. */
import { coreStrips } from './core-strips.ts'
import { distribution } from './distribution-chart.ts'
import { heats } from './heat-charts.ts'
import { type ChartedLane, lanesWithSeries } from './lane-series.ts'
import type { LatencyOptions } from './latency-charts.ts'
import { type PlaceOptions, places } from './place-charts.ts'
import type { PlotSpec } from './plot-spec.ts'
import { timeCharts } from './time-charts.ts'

export interface TimeOptions extends LatencyOptions, PlaceOptions {
  /** A strip for each core. */
  byCore: boolean
}

export const USUAL: TimeOptions = { withMean: false, ownScale: false, byCore: false }

export function allTimeCharts(drawn: readonly ChartedLane[], options: TimeOptions = USUAL): PlotSpec[] {
  const lanes = lanesWithSeries(drawn)
  if (lanes.length === 0) return []
  return [
    ...timeCharts(drawn, options),
    ...(options.byCore ? lanes.map(coreStrips) : []),
    ...places(lanes, options),
    ...heats(lanes),
    distribution(lanes),
  ]
}
