/** What a chart is called where nothing stands around it: two may show the same quantity. */
import type { PlotSpec } from './plot-spec.ts'

export function whereOf({ x }: Pick<PlotSpec, 'x'>): string {
  if (x.kind === 'time' || x.kind === 'hours') return 'over time'
  return x.kind === 'latency' ? 'by latency' : `across ${x.across}`
}

export function nameOf(spec: Pick<PlotSpec, 'title' | 'of' | 'x'>): string {
  return `${spec.title}${spec.of ? `, ${spec.of.name}` : ''} ${whereOf(spec)}`
}
