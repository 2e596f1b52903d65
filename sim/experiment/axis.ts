/**
 * One axis of a sweep: a parameter and the values it takes, as people write them: `machine.cores=1..16`.
 */
import { inEnglish } from '../scenario/in-english.ts'
import { findParameter, type NumberParameter, type Parameter } from '../scenario/parameters.ts'
import { accepted, type Checked, notAllowed, type Problem, refused, shown } from '../scenario/problem.ts'
import type { ParameterPath } from '../scenario/scenario.ts'
import { parseDecimal, parseValue } from '../scenario/text.ts'
import { unknownPath } from '../scenario/unknown.ts'

export type AxisValue = number | string

export interface Axis {
  path: ParameterPath
  /** At least one, no two alike, in the order in which they were written. */
  values: readonly AxisValue[]
}

/** More values than this on one axis would be more cells than a sweep may have. */
export const MAX_AXIS_VALUES = 100_000

const FORMS = 'values such as 1,2,4, a range such as 1..16, 10..100:10 (steps of 10) or 1..64:x2 (times 2)'

/** `from..to`, and after a colon the step, or `x` and a factor. */
const RANGE = /^(.+?)\.\.(.+?)(?::(x?)(.+))?$/

/**
 * Reads `path=values`. Values are parted by commas; each is a number, a word of the parameter’s choices, or a range:
 * `1..16` (step 1), `10..100:10` (step 10), `1..64:x2` (times 2). A range ends at the last value that is not past its
 * end. A value given twice is taken once. Never throws.
 *
 * Only the form and the single value are checked here; whether all values of all axes go together is checked for each
 * cell (see `sweep.ts`).
 */
export function parseAxis(text: string): Checked<Axis> {
  const equals = text.indexOf('=')
  if (equals < 0) return refused([notAllowed('An axis', text, 'path=values, such as machine.cores=1..16')])
  const path = text.slice(0, equals)
  const values = text.slice(equals + 1)
  const parameter = findParameter(path)
  if (!parameter) return refused([unknownPath(path, values)])
  if (parameter.kind === 'steps') return refused([sentence(parameter, values, 'is a list and cannot be an axis')])
  if (path === 'run.replications') {
    return refused([sentence(parameter, values, 'cannot be an axis: every cell is run equally often')])
  }
  return readValues(parameter, values)
}

function readValues(parameter: Parameter, text: string): Checked<Axis> {
  const values = new Set<AxisValue>()
  const problems: Problem[] = []
  for (const item of text.split(',', MAX_AXIS_VALUES + 1)) {
    const read = readItem(parameter, item.trim())
    if (!read.ok) problems.push(...read.problems)
    else for (const value of read.value) values.add(value)
    if (values.size > MAX_AXIS_VALUES) return refused([tooMany(parameter, text)])
  }
  return problems.length > 0 ? refused(problems) : accepted({ path: parameter.path, values: [...values] })
}

function readItem(parameter: Parameter, item: string): Checked<AxisValue[]> {
  if (item === '') return refused([notAllowed(parameter.path, item, FORMS)])
  const range = parameter.kind === 'number' ? RANGE.exec(item) : null
  if (range) return readRange(parameter as NumberParameter, item, range)
  const read = parseValue(parameter, item)
  return read.ok ? accepted([read.value as AxisValue]) : read
}

function readRange(parameter: NumberParameter, item: string, range: RegExpExecArray): Checked<AxisValue[]> {
  const from = parseValue(parameter, range[1]!)
  if (!from.ok) return from
  const to = parseValue(parameter, range[2]!)
  if (!to.ok) return to
  const [first, last] = [from.value as number, to.value as number]
  const multiplies = range[3] === 'x'
  const step = parseDecimal(range[4] ?? '1')
  const problem = multiplies ? factorProblem(first, step) : stepProblem(first, step, range[4] === undefined)
  if (problem) return refused([sentence(parameter, item, problem)])
  if (first > last) return refused([sentence(parameter, item, `starts above its end; write ${last}..${first}`)])
  const count = multiplies ? factorCount(first, last, step) : stepCount(first, last, step)
  if (count > MAX_AXIS_VALUES) return refused([tooMany(parameter, item)])
  return accepted(
    Array.from({ length: count }, (_, at) => rounded(multiplies ? first * step ** at : first + step * at)),
  )
}

function stepProblem(first: number, step: number, implied: boolean): string | null {
  if (!(step > 0)) return 'needs a step above 0, as in 10..100:10'
  if (implied && !Number.isInteger(first)) return 'does not start at a whole number and needs a step, as in 0.5..2:0.5'
  return null
}

function factorProblem(first: number, factor: number): string | null {
  if (!(factor > 1)) return 'needs a factor above 1, as in 1..64:x2'
  if (first <= 0) return 'multiplies 0, which stays 0; start above it'
  return null
}

/** A last value that rounding left a hair past the end still counts. */
const HAIR = 1e-9

function stepCount(first: number, last: number, step: number): number {
  return Math.floor((last - first) / step + HAIR) + 1
}

function factorCount(first: number, last: number, factor: number): number {
  return Math.floor(Math.log(last / first) / Math.log(factor) + HAIR) + 1
}

/** Twelve digits: enough for any value, and 0.1 × 3 is 0.3 again. */
function rounded(value: number): number {
  return Number(value.toPrecision(12))
}

function tooMany(parameter: Parameter, text: string): Problem {
  return sentence(parameter, text, `makes more than ${inEnglish(MAX_AXIS_VALUES)} values; take larger steps`)
}

function sentence({ path }: Parameter, value: string, what: string): Problem {
  return { path, value, message: `The axis ${path}=${shown(value).slice(1, -1)} ${what}.` }
}
