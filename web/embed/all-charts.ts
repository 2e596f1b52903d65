/** Every chart of the page, as a figure in an article and the presenter view can name it. */
import { Across } from '../charts/Across.tsx'
import { coreStrips } from '../charts/core-strips.ts'
import { distribution } from '../charts/distribution-chart.ts'
import { HeatMaps } from '../charts/HeatMaps.tsx'
import { heats } from '../charts/heat-charts.ts'
import { lanesWithSeries } from '../charts/lane-series.ts'
import { USUAL } from '../charts/more-charts.ts'
import { places } from '../charts/place-charts.ts'
import type { PlotSpec } from '../charts/plot-spec.ts'
import { timeCharts } from '../charts/time-charts.ts'
import { WorkersOverTime } from '../charts/WorkersOverTime.tsx'
import type { DrawnLane } from '../state/page.ts'
import type { ChartParts, ChartView } from './ChosenViews.tsx'

export const ALL_CHARTS: ChartParts = {
  specs,
  byLane: ['heat', 'places', 'cores'],
  workers: WorkersOverTime,
  across: Across,
  map: HeatMaps,
}

function specs(view: ChartView, drawn: readonly DrawnLane[]): PlotSpec[] {
  const lanes = lanesWithSeries(drawn)
  switch (view) {
    case 'distribution':
      return [distribution(lanes)]
    case 'heat':
      return heats(lanes)
    case 'places':
      return places(lanes, USUAL)
    case 'cores':
      return lanes.map(coreStrips)
    default:
      return timeCharts(drawn).filter(({ id }) => id === view)
  }
}
