/** The values of a chart as text, for its tooltip and its table. */
import { compact, NBSP } from '../text/format.ts'
import type { Cell, PlotSpec, XAxisSpec } from './plot-spec.ts'
import { pointAt } from './setting-axis.ts'

export function cellText(spec: PlotSpec, cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '–'
  if (typeof cell === 'number') return spec.format(cell)
  return `${spec.format(cell[0])} to ${spec.format(cell[1])}`
}

export function xText(x: XAxisSpec, value: number): string {
  if (x.kind === 'time') return `${compact(value)}${NBSP}s`
  return pointAt(x.points, value)?.words ?? ''
}
