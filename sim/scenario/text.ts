/**
 * Parameter values as text: in links, in attributes, after `--set`. `formatValue` writes the shortest text that
 * `parseValue` reads back as the same value.
 */
import * as v from 'valibot'
import { allowedWords, valueSchema } from './allowed.ts'
import { findParameter, type Parameter } from './parameters.ts'
import { accepted, type Checked, notAllowed, type Problem, refused } from './problem.ts'
import { type ParameterValue, type PartialScenario, type RateStep, withParameter } from './scenario.ts'
import { unknownPath } from './unknown.ts'

/** Plain decimal or e-notation; not hexadecimal, not `1_000`, no blanks. */
const DECIMAL = /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

const NO_STEPS = 'none'

const STEPS_WORDS = `${NO_STEPS}, or steps such as 10:120,15:12, each the second and the rate from then on`

/** The number that `text` is in plain decimal or e-notation, NaN when it is none. */
export function parseDecimal(text: string): number {
  return DECIMAL.test(text) ? Number(text) : Number.NaN
}

/**
 * Reads one value. Checked against what the parameter allows for servers that can be set; whether this server can be
 * is checked when the scenario is completed. Never throws.
 */
export function parseValue(parameter: Parameter, text: string): Checked<ParameterValue> {
  const raw = readRaw(parameter, text)
  if (raw === null) return refused([notAllowed(parameter.path, text, textWords(parameter))])
  const parsed = v.safeParse(valueSchema(parameter, null), raw, { abortPipeEarly: true })
  if (parsed.success) return accepted(parsed.output)
  return refused(parsed.issues.map(issue => issueInText(parameter, text, issue)))
}

/** The shortest text for a value; never empty. */
export function formatValue(parameter: Parameter, value: ParameterValue): string {
  if (parameter.kind !== 'steps') return String(value)
  const steps = value as RateStep[]
  return steps.length === 0 ? NO_STEPS : steps.map(step => `${step.atSeconds}:${step.ratePerSecond}`).join(',')
}

/**
 * Applies `path=value` texts to a partial scenario, the later over the earlier. The result need not be complete, and
 * as a whole it has still to pass `completeScenario`.
 */
export function setParameters(base: PartialScenario, assignments: readonly string[]): Checked<PartialScenario> {
  const problems: Problem[] = []
  let result = base
  for (const assignment of assignments) {
    const read = readAssignment(assignment)
    if (read.ok) result = withParameter(result, read.value.parameter.path, read.value.value)
    else problems.push(...read.problems)
  }
  return problems.length > 0 ? refused(problems) : accepted(result)
}

function readAssignment(assignment: string): Checked<{ parameter: Parameter; value: ParameterValue }> {
  const equals = assignment.indexOf('=')
  if (equals < 0) {
    return refused([notAllowed('An assignment', assignment, 'path=value, such as traffic.ratePerSecond=20')])
  }
  const path = assignment.slice(0, equals)
  const text = assignment.slice(equals + 1)
  const parameter = findParameter(path)
  if (!parameter) return refused([unknownPath(path, text)])
  const value = parseValue(parameter, text)
  return value.ok ? accepted({ parameter, value: value.value }) : value
}

/** The text as a value still to be checked; null when it is not even of the right form. */
function readRaw(parameter: Parameter, text: string): unknown {
  if (parameter.kind === 'choice') return text
  if (parameter.kind === 'steps') return readSteps(text, parameter.maxSteps)
  const number = parseDecimal(text)
  return Number.isFinite(number) ? number : null
}

/**
 * One step more than allowed is enough to be refused for their number. A list in JSON, as it stands in a scenario, is
 * read as well; the schema says what is wrong with it.
 */
function readSteps(text: string, maxSteps: number): unknown {
  if (text === NO_STEPS) return []
  if (text.startsWith('[')) return readJson(text)
  const steps = text.split(',', maxSteps + 1).map(step => {
    const [atSeconds, ratePerSecond, ...rest] = step.split(':', 3).map(parseDecimal)
    return { atSeconds: atSeconds!, ratePerSecond: rest.length === 0 ? (ratePerSecond ?? Number.NaN) : Number.NaN }
  })
  return steps.every(step => Number.isFinite(step.atSeconds) && Number.isFinite(step.ratePerSecond)) ? steps : null
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function textWords(parameter: Parameter): string {
  return parameter.kind === 'steps' ? STEPS_WORDS : allowedWords(parameter, null)
}

function issueInText(parameter: Parameter, text: string, issue: v.BaseIssue<unknown>): Problem {
  if (parameter.kind === 'number') return notAllowed(parameter.path, issue.input, issue.message)
  return notAllowed(parameter.path, text, issue.message)
}
