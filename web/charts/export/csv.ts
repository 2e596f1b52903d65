/** A chart's numbers as CSV: bare, with their units in the head, below comments that say where they are from. */
import * as texts from '#text/charts.ts'
import type { Cell, Column, PlotSpec } from '../plot-spec.ts'
import { pointAt } from '../setting-axis.ts'

/** @param about Lines for the comments: title, settings, address. */
export function csvOf(spec: PlotSpec, about: readonly string[]): string {
  const columns = spec.columns.flatMap(column => fieldsOf(spec, column))
  const lines = [
    ...about.map(line => `# ${line.replaceAll(/\s+/g, ' ')}`),
    [xTitle(spec), ...columns.map(({ title }) => title)].map(quoted).join(','),
    ...spec.rows.map(row => [xValue(spec, row.x), ...columns.map(({ of }) => of(row))].join(',')),
  ]
  return `${lines.join('\n')}\n`
}

interface Field {
  title: string
  of: (row: Record<string, Cell>) => string
}

/** An interval takes two. */
function fieldsOf(spec: PlotSpec, { key, title, axis }: Column): Field[] {
  const unit = (axis ?? spec).unit
  const isInterval = spec.rows.some(row => Array.isArray(row[key]))
  if (!isInterval) return [{ title: texts.exported.head({ title, unit }), of: row => bare(row[key]) }]
  const end = (at: 0 | 1) => (row: Record<string, Cell>) => {
    const cell = row[key]
    return Array.isArray(cell) ? bare(cell[at]) : ''
  }
  return [
    { title: texts.exported.low({ title, unit }), of: end(0) },
    { title: texts.exported.high({ title, unit }), of: end(1) },
  ]
}

function bare(cell: Cell | undefined): string {
  return typeof cell === 'number' && Number.isFinite(cell) ? String(Number(cell.toPrecision(9))) : ''
}

function xTitle({ x }: PlotSpec): string {
  return x.kind === 'setting' ? x.name : texts.exported.heads[x.kind]
}

function xValue({ x }: PlotSpec, at: number): string {
  return bare(x.kind === 'setting' ? (pointAt(x.points, at)?.value ?? at) : at)
}

/** A name may come from a link, and spreadsheets take what begins like these for a formula. */
export function quoted(field: string): string {
  const harmless = /^[=+\-@\t\r]/.test(field) ? `'${field}` : field
  return /[",\n\r]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
