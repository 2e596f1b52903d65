/**
 * What a parameter allows: once in words, for people, and once as a schema, for checking. Both are built from the
 * table and from the record of the server, when it is known.
 */
import * as v from 'valibot'
import { inEnglish } from './in-english.ts'
import type { MachineType } from './machine-types.ts'
import { type NumberParameter, type Parameter, rangeOf, type StepsParameter } from './parameters.ts'
import type { ParameterValue, RateStep } from './scenario.ts'
import type { ServerKind } from './server-kinds.ts'

const UNIT_WORDS: Readonly<Record<string, string>> = { '/s': ' per second', ms: ' ms', s: ' s', µs: ' µs' }

/** Numbers from `min` (left out when `aboveMin`) to `max`. */
type Limits = Pick<NumberParameter, 'min' | 'max'> &
  Partial<Pick<NumberParameter, 'aboveMin' | 'integer' | 'zeroMeans'>>

type ValueSchema = v.GenericSchema<unknown, ParameterValue>

/** What may stand at a parameter, as the end of “allowed is …”. Without a kind of server: for servers that can be set. */
export function allowedWords(
  parameter: Parameter,
  kind: ServerKind | null,
  machine: MachineType | null = null,
): string {
  if (parameter.kind === 'choice')
    return parameter.words ?? `one of ${parameter.choices.map(choice => choice.value).join(', ')}`
  if (parameter.kind === 'steps')
    return `a list of at most ${inEnglish(parameter.maxSteps)} steps {atSeconds, ratePerSecond}`
  const only = kind && rangeOf(parameter, kind, machine)
  if (only?.fixed && parameter.ofMachine)
    return `only ${inEnglish(only.min)}, because that is what ${machine?.name} has`
  if (only?.fixed) return `only ${inEnglish(only.min)}, because ${kind?.name} has no such setting`
  return limitWords(parameter, UNIT_WORDS[parameter.unit] ?? '')
}

/** Checks one value. An issue’s message is the end of “allowed is …”. */
export function valueSchema(
  parameter: Parameter,
  kind: ServerKind | null,
  machine: MachineType | null = null,
): ValueSchema {
  const words = allowedWords(parameter, kind, machine)
  if (parameter.kind === 'choice')
    return v.picklist(
      parameter.choices.map(choice => choice.value),
      words,
    )
  if (parameter.kind === 'steps') return stepsSchema(parameter, words)
  const only = kind && rangeOf(parameter, kind, machine)
  return only?.fixed ? v.literal(only.min, words) : numberSchema(parameter, words)
}

function limitWords(limits: Limits, unit: string): string {
  const what = limits.integer ? 'a whole number' : 'a number'
  if (limits.aboveMin) return `${what} more than ${inEnglish(limits.min)} and at most ${inEnglish(limits.max)}${unit}`
  const zero = limits.min === 0 && limits.zeroMeans ? ` (${limits.zeroMeans})` : ''
  return `${what} from ${inEnglish(limits.min)}${zero} to ${inEnglish(limits.max)}${unit}`
}

function numberSchema(limits: Limits, words: string) {
  return v.pipe(
    v.number(words),
    limits.aboveMin ? v.gtValue(limits.min, words) : v.minValue(limits.min, words),
    v.maxValue(limits.max, words),
    v.check(value => !limits.integer || Number.isInteger(value), words),
    // −0 would not survive a round trip through JSON.
    v.transform(value => value + 0),
  )
}

function stepsSchema(parameter: StepsParameter, words: string) {
  const seconds = { min: 0, max: parameter.maxSeconds }
  const rate = { min: 0, max: parameter.maxRatePerSecond }
  const step = v.strictObject(
    {
      atSeconds: numberSchema(seconds, limitWords(seconds, ' s')),
      ratePerSecond: numberSchema(rate, limitWords(rate, ' per second')),
    },
    'a step {atSeconds, ratePerSecond}',
  )
  return v.pipe(v.array(step, words), v.maxLength(parameter.maxSteps, words), v.rawCheck(checkRising))
}

function checkRising({ dataset, addIssue }: v.RawCheckContext<RateStep[]>): void {
  if (!dataset.typed) return
  const steps = dataset.value
  const at = steps.findIndex((step, index) => index > 0 && step.atSeconds <= steps[index - 1]!.atSeconds)
  if (at < 0) return
  const step = steps[at]!
  addIssue({
    input: step.atSeconds,
    message: `a time later than that of the step before it, ${inEnglish(steps[at - 1]!.atSeconds)} s`,
    path: [
      { type: 'array', origin: 'value', input: steps, key: at, value: step },
      { type: 'object', origin: 'value', input: { ...step }, key: 'atSeconds', value: step.atSeconds },
    ],
  })
}
