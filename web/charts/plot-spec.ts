/**
 * A chart as data: what it shows in words and numbers, apart from how it is drawn. Made by pure functions from results
 * (`time-charts.ts`, `across-charts.ts`), drawn by `Plot.tsx`, listed by `PlotTable.tsx`.
 */
import * as texts from '#text/charts.ts'
import { compact, duration, NBSP, percent } from '../text/format.ts'

export type Cell = number | null | readonly [low: number, high: number]

/** One instant, or one value of a setting. `x` is where it stands. */
export type Row = { x: number } & Record<string, Cell>

export interface Label {
  text: string
  /** Number of the lane it names, for its colour; absent for what is only context. */
  lane?: number
  /** Said before the name in the mark's own colour: "504", "p95". */
  lead?: string
}

/**
 * A `line` through numbers, an `area` below them, a `band` between a low and a high value; `points`: dots
 * with names; `bar`: upright beside the horizontal axis' end, from the low to the high value of its one row.
 */
export interface Mark {
  kind: 'line' | 'area' | 'band' | 'points' | 'bar'
  key: string
  color: string
  /** Of a band. */
  opacity?: number
  /** Column whose value is said where one points; the mark's own by default. */
  said?: string
  dash?: string
  width?: number
  /** A pale, wide line below, in the colour of the lane this line belongs to. */
  halo?: string
  dots?: boolean
  /** Of points: where each is, and its name. */
  points?: readonly { x: number; y: number; name: string }[]
  /** Of a bar: which one it is beside the axis' end, from 0. */
  place?: number
  /** Stands at the end of the line. */
  label?: Label
}

export interface Column {
  key: string
  title: string
  /** Where a column's quantity is not the chart's own. */
  axis?: Axis
}

/** Rectangles of one shade: a heatmap is a few of these. */
export interface Shade {
  key: string
  color: string
  /** An SVG path in a square of 1 by 1 that is stretched over the plot, y downwards. */
  path: string
}

/** A value of a setting, where it stands on its axis, and what is said of it there and elsewhere. */
export interface AxisPoint {
  value: number
  at: number
  text: string
  words: string
}

export type XAxisSpec =
  | { kind: 'time'; seconds: number }
  /** Hours since midnight of the first day. */
  | { kind: 'hours'; hours: number }
  /** Logarithmic, from and to a power of 10. */
  | { kind: 'latency'; fromMs: number; toMs: number }
  | {
      kind: 'setting'
      /** What it is an axis of: "Cores". */
      name: string
      /** The name after "across". */
      across: string
      /** Ascending by `at`. */
      points: readonly AxisPoint[]
      place: (value: number) => number
    }

/** An upright line at one place of the horizontal axis. */
export interface Marker {
  key: string
  at: number
  color: string
  dash?: string
  text: string
  /** Where its name stands: above the plot, where no mark is, or within it, so many lines of text from its upper end. */
  line: 'above' | number
}

export interface PlotSpec {
  id: string
  title: string
  /** The one lane it shows, where each has a chart of its own. */
  of?: { lane: number; name: string }
  /** Units, and what is pale, dashed or grey. */
  subtitle: string
  x: XAxisSpec
  /** Top of the vertical axis; there are lines at 0, half of it and all of it. */
  max: number
  /** The vertical axis is logarithmic and begins here; there are lines at the powers of 10. Both ends are such. */
  min?: number
  /** A value with its unit. */
  format: (value: number) => string
  /** A number at the axis; the unit stands at the top one alone. */
  tick: (value: number, isTop: boolean) => string
  /** What its bare numbers count, in an exported file. */
  unit: string
  rows: Row[]
  /** Below the marks. */
  shades?: () => readonly Shade[]
  marks: Mark[]
  markers?: Marker[]
  /** What the table and the tooltip list. */
  columns: Column[]
  /** The chart in a sentence. */
  summary: string
  /** A word below the plot. */
  note?: string
  /** Stands in the plot when there is nothing to draw. */
  empty?: string
}

export type Axis = Pick<PlotSpec, 'format' | 'tick' | 'unit'>

/** A number of things a second. */
export const PER_SECOND: Axis = {
  format: value => `${compact(value)}${NBSP}/s`,
  tick: (value, isTop) => `${compact(value)}${isTop ? '/s' : ''}`,
  unit: texts.units.perSecond,
}

/** Of a mean number of things less than this is told from none, and not more. */
const HARDLY_ANY = 0.01

/** A number of things. */
export const NUMBER: Axis = {
  format: value => (value > 0 && value < HARDLY_ANY ? `<${NBSP}${compact(HARDLY_ANY)}` : compact(value)),
  tick: compact,
  unit: texts.units.requests,
}

/** A share of 0 to 1. */
export const SHARE: Axis = {
  format: percent,
  tick: (value, isTop) => `${compact(value * 100)}${isTop ? `${NBSP}%` : ''}`,
  unit: texts.units.share,
}

const SECONDS: Axis = {
  format: duration,
  tick: (value, isTop) => `${compact(value / 1000)}${isTop ? `${NBSP}s` : ''}`,
  unit: 'ms',
}

const MILLISECONDS: Axis = {
  format: duration,
  tick: (value, isTop) => `${compact(value)}${isTop ? `${NBSP}ms` : ''}`,
  unit: 'ms',
}

/** Milliseconds on a logarithmic axis: each number in the unit it is thought of. */
export const DURATION: Axis = { format: duration, tick: duration, unit: 'ms' }

/** Milliseconds, in the unit that the top of the axis is read in. */
export function timeAxis(max: number): Axis {
  return max >= 1000 ? SECONDS : MILLISECONDS
}

const TOPS = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10]

/** The round number an axis ends at: never below `value`, and never 0. */
export function roundTop(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  const top = TOPS.find(candidate => candidate * power >= value * 0.9999) ?? 10
  return Number((top * power).toPrecision(6))
}

/** Where the vertical axis has lines and numbers. */
export function gridOf({ min, max }: Pick<PlotSpec, 'min' | 'max'>): number[] {
  return min === undefined ? [0, max / 2, max] : decades(min, max)
}

/** The powers of 10 from one to another, both included. */
export function decades(from: number, to: number): number[] {
  const [first, last] = [Math.round(Math.log10(from)), Math.round(Math.log10(to))]
  return Array.from({ length: last - first + 1 }, (_, step) => 10 ** (first + step))
}

/** The largest number in these columns; 0 when there is none. */
export function largest(rows: readonly Row[], keys: readonly string[]): number {
  let most = 0
  for (const row of rows) {
    for (const key of keys) {
      const cell = row[key]
      const value = typeof cell === 'number' ? cell : cell ? cell[1] : 0
      if (value > most) most = value
    }
  }
  return most
}

/** Colours by number of lane, from 1; what stands for all lanes is in ink. */
export function laneColor(lane: number): string {
  return lane === 0 ? 'var(--ink)' : `var(--lane-${lane})`
}

export function laneSoft(lane: number): string {
  return lane === 0 ? 'var(--line)' : `var(--lane-${lane}-soft)`
}

/** A character of a label at 12 px, semibold, on average. */
const CHARACTER_PX = 6.9
const MOST_ROOM_PX = 190

/** The width that the longest label of these charts needs at the end of its line. */
export function labelRoom(specs: readonly PlotSpec[]): number {
  const lengths = specs.flatMap(({ marks }) =>
    marks.map(({ label }) => (label ? [label.lead, label.text].filter(Boolean).join(' ').length : 0)),
  )
  return Math.min(MOST_ROOM_PX, Math.ceil(Math.max(0, ...lengths) * CHARACTER_PX) + 12)
}
