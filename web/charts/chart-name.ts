/** What a chart is called where nothing stands around it: two may show the same quantity. */
import * as texts from '#text/charts.ts'
import type { PlotSpec } from './plot-spec.ts'

export function whereOf({ x }: Pick<PlotSpec, 'x'>): string {
  if (x.kind === 'time' || x.kind === 'hours') return texts.where.overTime
  return x.kind === 'latency' ? texts.where.byLatency : texts.where.across({ across: x.across })
}

export function nameOf({ title: what, of, x }: Pick<PlotSpec, 'title' | 'of' | 'x'>): string {
  const title = of ? texts.ofLane({ what, lane: of.name }) : what
  if (x.kind === 'time' || x.kind === 'hours') return texts.overTimeName({ title })
  return x.kind === 'latency' ? texts.byLatencyName({ title }) : texts.acrossName({ title, across: x.across })
}
