/** The values of a chart as text, for its tooltip and its table. */
import * as texts from '#text/charts.ts'
import { timeText } from '../../sim/fleet/words.ts'
import { compact, duration, NBSP } from '../text/format.ts'
import type { Cell, PlotSpec, XAxisSpec } from './plot-spec.ts'
import { pointAt } from './setting-axis.ts'

export function cellText({ format }: Pick<PlotSpec, 'format'>, cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '–'
  if (typeof cell === 'number') return format(cell)
  return texts.to({ low: format(cell[0]), high: format(cell[1]) })
}

export function xText(x: XAxisSpec, value: number): string {
  if (x.kind === 'time') return `${compact(value)}${NBSP}s`
  if (x.kind === 'hours') return timeText(value * 3_600_000)
  if (x.kind === 'latency') return duration(value)
  return pointAt(x.points, value)?.words ?? ''
}
