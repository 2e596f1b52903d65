/** The charts that chapters show; others would weigh on articles that a chapter stands in. */
import { lanesWithSeries } from '../charts/lane-series.ts'
import { places } from '../charts/place-charts.ts'
import type { PlotSpec } from '../charts/plot-spec.ts'
import { timeCharts } from '../charts/time-charts.ts'
import type { ChartParts, ChartView } from '../embed/ChosenViews.tsx'
import type { DrawnLane } from '../state/page.ts'

export const CHAPTER_CHARTS: ChartParts = { specs, byLane: ['places'] }

function specs(view: ChartView, drawn: readonly DrawnLane[]): PlotSpec[] {
  if (view === 'places') return places(lanesWithSeries(drawn), { ownScale: false })
  return timeCharts(drawn).filter(({ id }) => id === view)
}
