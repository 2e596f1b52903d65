/**
 * A grid of two parameters: which values, and in which order to look at them so that one sees the whole early and the
 * details later.
 */
import type { NumberParameter } from '../scenario/parameters.ts'
import { getParameter, type Scenario } from '../scenario/scenario.ts'
import { isSettable, usualPoints } from './points.ts'

/** As many as a screen has room for, each to be pointed at. */
export const MOST_STEPS = 15

/** A place in a grid, by the index of its column and of its row. */
export interface Place {
  column: number
  row: number
}

/** Every column's and row's distance to the next at each pass: coarse, finer, all. */
export const STRIDES = [4, 2, 1] as const

/** All places, the coarse ones first: each pass halves the distance between those that are known. */
export function coarseFirst(columns: number, rows: number): Place[][] {
  return STRIDES.map((stride, pass) => {
    const before = STRIDES[pass - 1]
    const places: Place[] = []
    for (let row = 0; row < rows; row += stride) {
      for (let column = 0; column < columns; column += stride) {
        const isKnown = before !== undefined && row % before === 0 && column % before === 0
        if (!isKnown) places.push({ column, row })
      }
    }
    return places
  })
}

/** The usual points and the present values, with middles between them as long as there is room. Ascending. */
export function gridPoints(parameter: NumberParameter, scenarios: readonly Scenario[]): number[] {
  const now = scenarios
    .filter(scenario => isSettable(parameter, scenario))
    .map(scenario => getParameter(scenario, parameter.path) as number)
  const points = [...new Set([...usualPoints(parameter, scenarios), ...now])].sort((a, b) => a - b)
  const gaps = points.slice(1).map((high, at) => ({ low: points[at]!, high }))
  // The widest gaps first; of two alike the higher one, where more is about to happen.
  const width = ({ low, high }: { low: number; high: number }) => (parameter.scale === 'log' ? high / low : high - low)
  const middles = gaps
    .sort((a, b) => width(b) - width(a) || b.high - a.high)
    .flatMap(({ low, high }) => middleOf(parameter, low, high) ?? [])
  const room = Math.max(0, MOST_STEPS - points.length)
  return [...points, ...middles.slice(0, room)].sort((a, b) => a - b)
}

function middleOf({ scale, integer }: NumberParameter, low: number, high: number): number | null {
  const exact = scale === 'log' && low > 0 ? Math.sqrt(low * high) : (low + high) / 2
  // Between "none" and the least there is no middle.
  if (scale === 'log' && low === 0) return null
  const middle = integer ? Math.round(exact) : Number(exact.toPrecision(2))
  return middle > low && middle < high ? middle : null
}
