/** Marks as SVG paths. What a row does not have is a gap. Coordinates to a tenth of a pixel: more is not seen. */
import type { Cell, PlotSpec, Row } from './plot-spec.ts'

/** From values to pixels. */
export interface Scales {
  x: (value: number) => number
  y: (value: number) => number
}

/** The plot without its axes, in pixels. */
export interface PlotArea {
  x: number
  y: number
  width: number
  height: number
}

/** Room in front of the first and behind the last value of a setting, for their dots. */
export const SETTING_PADDING = { left: 14, right: 6 }

/** Behind the longest latency: what never was answered. */
export const LATENCY_PADDING = { left: 0, right: 52 }

/** What is beyond an end of the vertical axis stands at it. */
export function scalesOf({ x, min, max }: Pick<PlotSpec, 'x' | 'min' | 'max'>, area: PlotArea): Scales {
  const partOf = min === undefined ? linear(0, max) : logarithmic(min, max)
  const y = (value: number) => area.y + area.height * (1 - Math.max(0, Math.min(1, partOf(value))))
  if (x.kind === 'time') return { x: value => area.x + area.width * (value / x.seconds), y }
  if (x.kind === 'hours') return { x: value => area.x + area.width * (value / x.hours), y }
  const isLatency = x.kind === 'latency'
  const { left, right } = isLatency ? LATENCY_PADDING : SETTING_PADDING
  const across = isLatency ? logarithmic(x.fromMs, x.toMs) : linear(x.points[0]?.at ?? 0, x.points.at(-1)?.at ?? 0)
  return { x: at => area.x + left + (area.width - left - right) * across(at), y }
}

function linear(from: number, to: number): (value: number) => number {
  return value => (value - from) / (to - from || 1)
}

function logarithmic(from: number, to: number): (value: number) => number {
  const span = Math.log(to / from)
  return value => Math.log(value / from) / span
}

/** A line through all numbers of a column; two numbers of a band count as its upper one. */
export function linePath(rows: readonly Row[], key: string, { x, y }: Scales): string {
  let path = ''
  let pen = 'M'
  for (const row of rows) {
    const value = highOf(row[key])
    if (value === null) {
      pen = 'M'
      continue
    }
    path += `${pen}${tenth(x(row.x))},${tenth(y(value))}`
    pen = 'L'
  }
  return path
}

/** What lies between the low and the high values of a column; between 0 and a single number. */
export function areaPath(rows: readonly Row[], key: string, { x, y }: Scales): string {
  let path = ''
  let upper = ''
  let lower = ''
  const close = () => {
    if (upper !== '') path += `M${upper.slice(1)}${lower}Z`
    upper = ''
    lower = ''
  }
  for (const row of rows) {
    const cell = row[key]
    const high = highOf(cell)
    if (high === null) {
      close()
      continue
    }
    const at = tenth(x(row.x))
    const low = typeof cell === 'number' ? 0 : cell![0]
    upper += `L${at},${tenth(y(high))}`
    lower = `L${at},${tenth(y(low))}${lower}`
  }
  close()
  return path
}

/** A dot of so many pixels at each number of a column. */
export function dotsPath(rows: readonly Row[], key: string, { x, y }: Scales, radius: number): string {
  const turn = `a${radius},${radius} 0 1,0`
  return rows
    .map(row => ({ x: row.x, value: highOf(row[key]) }))
    .filter(({ value }) => value !== null)
    .map(at => `M${tenth(x(at.x) - radius)},${tenth(y(at.value!))}${turn} ${2 * radius},0${turn} ${-2 * radius},0`)
    .join('')
}

function highOf(cell: Cell | undefined): number | null {
  if (cell === null || cell === undefined) return null
  return typeof cell === 'number' ? cell : cell[1]
}

function tenth(pixels: number): number {
  return Math.round(pixels * 10) / 10
}
