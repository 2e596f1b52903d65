/**
 * Python's arithmetic where it is not JavaScript's. Whole numbers and floats are one here; what is beyond 2^53 is not
 * exact, and no setting is.
 */
import { Unknown, type Value } from './settings.ts'

function nonZero(divisor: number): number {
  if (divisor === 0) throw new Unknown('it divides by zero')
  return divisor
}

export function divided(a: number, b: number): number {
  return a / nonZero(b)
}

export function floorDivided(a: number, b: number): number {
  return Math.floor(a / nonZero(b))
}

/** Has the sign of the divisor. */
export function modulo(a: number, b: number): number {
  return a - b * Math.floor(a / nonZero(b))
}

/** Halves go to the even neighbour. */
export function rounded(value: number): number {
  const below = Math.floor(value)
  if (value - below !== 0.5) return Math.round(value)
  return below % 2 === 0 ? below : below + 1
}

/** `int(value)`; null when Python would raise. */
export function toInteger(value: Value): number | null {
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'number') return Math.trunc(value)
  if (typeof value !== 'string' || !/^\s*[+-]?\d+(_\d+)*\s*$/.test(value)) return null
  return Number(value.replaceAll('_', ''))
}

/** `str(value)`, for plain values. */
export function toText(value: Value): string {
  if (Array.isArray(value)) throw new Unknown('a list is no text')
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return String(value)
}

/** What `a operator b` is; null when it compares nothing. */
export function compareValues(operator: string, a: Value, b: Value): boolean | null {
  if (operator === '==' || operator === 'is') return a === b
  if (operator === '!=' || operator === 'is not') return a !== b
  if (typeof a !== 'number' || typeof b !== 'number') return null
  if (operator === '<') return a < b
  if (operator === '<=') return a <= b
  if (operator === '>') return a > b
  if (operator === '>=') return a >= b
  return null
}
