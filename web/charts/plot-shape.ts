/** What the two ways of drawing a chart share: its measures, and where numbers and names stand. */
import * as texts from '#text/charts.ts'
import { type PlotArea, type Scales, scalesOf } from './paths.ts'
import { gridOf, type Label, type Mark, type PlotSpec } from './plot-spec.ts'

export const HEIGHT = 184
/** In a chart narrower than this the names of the lines stand above it, and not at their ends. */
export const NARROW = 400
/** Left of the plot, for the numbers of its axis. */
export const PLOT_LEFT = 58
/** To the right of the plot where nothing stands there. */
export const BARE_ROOM = 14

/** Above the plot, and below it for the numbers of the horizontal axis. */
export const TOP = 10
export const AXIS_HEIGHT = 26

const LINE_HEIGHT = 14

/** The name of a line, at the height where it stands. */
export interface Placed {
  mark: Mark
  label: Label
  y: number
}

/** The names of all lines at their ends, pushed apart where two would lie on each other. */
export function labelsAt(spec: PlotSpec, area: PlotArea, scales: Scales): Placed[] {
  const placed = spec.marks.flatMap((mark): Placed[] => {
    const value = lastValue(spec, mark)
    return mark.label && value !== null ? [{ mark, label: mark.label, y: scales.y(value) }] : []
  })
  return spread(placed, area.y, area.y + area.height)
}

/** Where a mark ends; of a band, the middle. */
function lastValue(spec: PlotSpec, mark: Mark): number | null {
  const last = spec.rows.findLast(({ [mark.key]: cell }) => cell !== null && cell !== undefined)
  const cell = last?.[mark.key] ?? null
  return cell === null || typeof cell === 'number' ? cell : (cell[0] + cell[1]) / 2
}

/** Lines of the vertical axis, as parts of its height from above. */
export function gridParts(spec: PlotSpec): number[] {
  const { y } = scalesOf(spec, { x: 0, y: 0, width: 1, height: 1 })
  return gridOf(spec).map(value => Number(y(value).toFixed(4)))
}

/** Three to seven round instants from 0 on. */
export function timeTicks(seconds: number): number[] {
  const rough = seconds / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 3, 5].find(candidate => candidate * power >= rough * 0.8) ?? 10)
  return Array.from({ length: Math.floor(seconds / step + 1e-9) + 1 }, (_, index) =>
    Number((index * step).toPrecision(6)),
  )
}

/** Some hours, or some midnights, from the start on. */
export function hourTicks(hours: number): number[] {
  const step = [0.25, 0.5, 1, 3, 6, 12, 24, 48].find(candidate => hours / candidate <= 4) ?? 48
  return Array.from({ length: Math.floor(hours / step + 1e-9) + 1 }, (_, index) => index * step)
}

/** The time of day; over several days, the day that begins. */
export function hourText(hour: number, hours: number): string {
  if (hours > 48) return hour % 24 === 0 ? texts.chart.day({ day: hour / 24 + 1 }) : ''
  const minutes = Math.round((hour % 24) * 60)
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** Moves labels down, then back up from the bottom, until none overlap; their order is that of their lines. */
export function spread<T extends { y: number }>(labels: readonly T[], top: number, bottom: number): T[] {
  const placed = [...labels].sort((a, b) => a.y - b.y).map(label => ({ ...label }))
  let free = top
  for (const label of placed) {
    label.y = Math.max(label.y, free)
    free = label.y + LINE_HEIGHT
  }
  let limit = bottom
  for (const label of placed.reverse()) {
    label.y = Math.min(label.y, limit)
    limit = label.y - LINE_HEIGHT
  }
  return placed
}
