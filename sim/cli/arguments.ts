/**
 * The words after `prefork run`, read against what the command knows. What does not fit is said in one sentence each.
 */
import { parseArgs } from 'node:util'
import { shown } from '../scenario/problem.ts'
import { UserError } from './io.ts'

export interface Option {
  name: string
  /** What stands for the value in the help; absent for an option that is just there or not. */
  value?: string
  /** May be given more than once. */
  multiple?: true
  about: string
}

export interface CommandSpec {
  name: string
  /** What follows the name: `[preset | scenario.json | -]`. */
  operand?: string
  /** What it is in a sentence: one of what. */
  operandIs?: string
  /** Any number of operands may be given. */
  manyOperands?: true
  about: string
  /** Further sentences for `prefork help <command>`. */
  details: readonly string[]
  options: readonly Option[]
  examples: readonly string[]
}

export interface Arguments {
  /** The first operand. */
  operand: string | null
  operands: readonly string[]
  has(option: string): boolean
  /** The value of an option that is given at most once. */
  one(option: string): string | null
  /** All values of an option, in the order in which they were given. */
  all(option: string): readonly string[]
}

/** @throws UserError with a sentence for every word that is not understood. */
export function readArguments(spec: CommandSpec, words: readonly string[]): Arguments {
  const given = new Map<string, string[]>()
  const operands: string[] = []
  const problems: string[] = []
  for (const token of tokensOf(spec, words)) {
    if (token.kind === 'positional') operands.push(token.value)
    if (token.kind !== 'option') continue
    const problem = optionProblem(spec, token, given)
    if (problem) problems.push(problem)
    else given.set(token.name, [...(given.get(token.name) ?? []), token.value ?? ''])
  }
  const most = spec.manyOperands ? Infinity : spec.operand ? 1 : 0
  if (operands.length > most) problems.push(operandProblem(spec, operands))
  if (problems.length > 0) throw new UserError(problems)
  return {
    operand: operands[0] ?? null,
    operands,
    has: option => given.has(option),
    one: option => given.get(option)?.[0] ?? null,
    all: option => given.get(option) ?? [],
  }
}

type Token = ReturnType<typeof tokensOf>[number]
type OptionToken = Extract<Token, { kind: 'option' }>

function tokensOf(spec: CommandSpec, words: readonly string[]) {
  const options = Object.fromEntries(
    spec.options.map(option => [option.name, { type: option.value ? 'string' : 'boolean', multiple: true } as const]),
  )
  // Not strict: what is wrong is said below, in this program’s own words.
  return parseArgs({ args: [...words], options, strict: false, allowPositionals: true, tokens: true }).tokens
}

function optionProblem(spec: CommandSpec, token: OptionToken, given: ReadonlyMap<string, string[]>): string | null {
  const option = spec.options.find(candidate => candidate.name === token.name)
  if (!option) {
    const known = spec.options.map(candidate => `--${candidate.name}`).join(', ')
    return `“prefork ${spec.name}” has no option ${shown(token.rawName)}; it has ${known}.`
  }
  if (option.value && isMissing(token)) return `--${option.name} needs a value: --${option.name} ${option.value}.`
  if (!option.value && token.value !== undefined)
    return `--${option.name} takes no value, but was given ${shown(token.value)}.`
  if (!option.multiple && given.has(option.name)) return `--${option.name} is given twice; once is enough.`
  return null
}

/** `--set --json` is a forgotten value; `--set=--json` would be a deliberate one. */
function isMissing(token: OptionToken): boolean {
  return token.value === undefined || (!token.inlineValue && token.value.startsWith('--'))
}

function operandProblem(spec: CommandSpec, operands: readonly string[]): string {
  const list = operands.slice(0, 5).map(shown).join(', ')
  if (!spec.operand) return `“prefork ${spec.name}” takes no further words, but was given ${list}.`
  const hint = spec.options.some(({ name }) => name === 'set') ? ' Values are set with --set path=value.' : ''
  return `“prefork ${spec.name}” takes one ${spec.operandIs ?? 'scenario'}, but was given ${operands.length}: ${list}.${hint}`
}
