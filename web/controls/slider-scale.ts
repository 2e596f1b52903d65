/**
 * Where a value stands on its slider, and back. A slider has whole positions from 0 to `POSITIONS`; its values are
 * rounded to two digits, so that what one drags to is a number one would have typed.
 */
import type { NumberParameter } from '../../sim/scenario/parameters.ts'

export const POSITIONS = 1000

/** Room at an end of a logarithmic slider for 0, which has no logarithm. */
const ZERO_ROOM = 40

/** A slider without a usual range spans at most this many decades below its maximum. */
const DECADES = 6

interface Span {
  min: number
  max: number
  /** Which end, if any, is 0. A timeout of 0 never fires, so it stands beyond the longest. */
  zero: 'none' | 'low' | 'high'
}

export function valueAt(parameter: NumberParameter, position: number): number {
  const { min, max, zero } = spanOf(parameter)
  const [from, to] = ends(zero)
  if (position < from || position > to) return 0
  const share = (position - from) / (to - from)
  const value = parameter.scale === 'log' ? min * (max / min) ** share : min + (max - min) * share
  return Math.min(max, Math.max(min, rounded(parameter, value)))
}

/** A value outside of what the slider covers stands at its end. */
export function positionOf(parameter: NumberParameter, value: number): number {
  const { min, max, zero } = spanOf(parameter)
  if (value === 0 && zero !== 'none') return zero === 'low' ? 0 : POSITIONS
  const [from, to] = ends(zero)
  const within = Math.min(max, Math.max(min, value))
  const share = parameter.scale === 'log' ? Math.log(within / min) / Math.log(max / min) : (within - min) / (max - min)
  return Math.round(from + share * (to - from))
}

/** The next value a key goes to: one step in the second digit, or ten of them. */
export function stepped(parameter: NumberParameter, value: number, direction: 1 | -1, big = false): number {
  const { min, max, zero } = spanOf(parameter)
  if (value === 0 && zero === 'high') return direction === 1 ? 0 : max
  if (value === 0 && zero === 'low') return direction === 1 ? min : 0
  const unit = unitOf(parameter, value, direction) * (big ? 10 : 1)
  const next = Number((Math.round(value / unit + direction) * unit).toPrecision(12))
  if (next < min) return zero === 'low' ? 0 : min
  if (next > max) return zero === 'high' ? 0 : max
  return next
}

function spanOf(parameter: NumberParameter): Span {
  const { min, max } = parameter.usual ?? { min: lowEnd(parameter), max: parameter.max }
  if (parameter.min > 0 || parameter.aboveMin || parameter.scale === 'linear') return { min, max, zero: 'none' }
  return { min, max, zero: parameter.zeroMeans ? 'high' : 'low' }
}

function lowEnd(parameter: NumberParameter): number {
  if (parameter.scale === 'linear' || parameter.min > 0) return parameter.min
  return parameter.integer ? 1 : parameter.max / 10 ** DECADES
}

function ends(zero: Span['zero']): [number, number] {
  return [zero === 'low' ? ZERO_ROOM : 0, zero === 'high' ? POSITIONS - ZERO_ROOM : POSITIONS]
}

function rounded(parameter: NumberParameter, value: number): number {
  if (parameter.integer && value < 100) return Math.round(value)
  return Number(value.toPrecision(2))
}

/** One in the second digit. Going down from 10 the step is that of 9.9. */
function unitOf(parameter: NumberParameter, value: number, direction: 1 | -1): number {
  if (parameter.scale === 'linear') return parameter.integer ? 1 : 0.01
  const magnitude = Math.floor(Math.log10(Math.abs(value)) + 1e-9)
  const atDecade = direction === -1 && Math.abs(value - 10 ** magnitude) < 1e-9 * value
  const unit = 10 ** (magnitude - 1 - (atDecade ? 1 : 0))
  return parameter.integer ? Math.max(1, unit) : unit
}
