/**
 * Where a scenario comes from: a preset, a file, standard input, nothing at all; then `--set`, `--seed`, `--trace`.
 */
import { findPreset } from '../scenario/presets.ts'
import { accepted, refused, shown } from '../scenario/problem.ts'
import type { PartialScenario, Scenario } from '../scenario/scenario.ts'
import { parseTrace } from '../scenario/trace.ts'
import { type Checked, completeScenario, setParameters } from '../scenario/validate.ts'
import { workProblems } from '../scenario/work.ts'
import type { Trace } from '../simulate.ts'
import type { Arguments } from './arguments.ts'
import { type Io, UserError } from './io.ts'

/** A scenario is a few kilobytes; a thousand rate steps are fifty. */
const MAX_SCENARIO_BYTES = 1_000_000
export const MAX_TRACE_BYTES = 200_000_000

export const NEEDS_TRACE =
  'traffic.kind is trace, so a recording is needed: --trace file.csv, with the columns sent_ms,cpu_ms,io_ms.'

/** What the command line asks for, before defaults are filled in. Its traffic is a trace exactly when one is given. */
export interface Asked {
  scenario: PartialScenario
  trace: Trace | null
}

/**
 * Reads the scenario that `args` name, with all their settings in it.
 *
 * @throws UserError with one sentence for everything that is wrong.
 */
export async function loadAsked(args: Arguments, io: Io): Promise<Asked> {
  const base = await loadBase(args.operand, io)
  const scenario = checked(setParameters(base, assignmentsOf(args)))
  const traceFile = args.one('trace')
  if (traceFile === null) return { scenario, trace: null }
  if (traceFile === '-' && args.operand === '-') {
    throw new UserError('Scenario and trace cannot both come from standard input; give one of them as a file.')
  }
  const kind = scenario.traffic?.kind ?? 'trace'
  if (kind !== 'trace') {
    throw new UserError(
      `With --trace the traffic is a recording, but traffic.kind is ${shown(kind)}; leave one of the two out.`,
    )
  }
  const trace = checked(parseTrace(traceFile, await readNamed(traceFile, 'trace', MAX_TRACE_BYTES, io)))
  return { scenario: { ...scenario, traffic: { ...scenario.traffic, kind: 'trace' } }, trace }
}

/** Fills in the defaults. @throws UserError with a sentence for every field that is wrong. */
export function completeAsked({ scenario, trace }: Asked): Scenario {
  const complete = checked(completeScenario(scenario))
  requireTrace(complete, trace)
  return complete
}

/** @throws UserError when the traffic is a recording and none is given, or one that is too much work with these settings. */
export function requireTrace(scenario: Scenario, trace: Trace | null): void {
  if (scenario.traffic.kind !== 'trace') return
  if (trace) {
    const tooMuch = workProblems(scenario, trace)
    checked(tooMuch.length > 0 ? refused(tooMuch) : accepted(scenario))
    return
  }
  throw new UserError(NEEDS_TRACE)
}

/** The value, or all problems at once as a UserError. */
export function checked<T>(result: Checked<T>): T {
  if (result.ok) return result.value
  throw new UserError(result.problems.map(problem => problem.message))
}

/** `--seed` and `--replications` are `--set` for two fields that are set often; they count after it. */
function assignmentsOf(args: Arguments): string[] {
  const short = ['seed', 'replications'].flatMap(name => args.all(name).map(text => `run.${name}=${text}`))
  return [...args.all('set'), ...short]
}

async function loadBase(operand: string | null, io: Io): Promise<PartialScenario> {
  if (operand === null) return {}
  const preset = findPreset(operand)
  if (preset) return preset.scenario
  const text = await readNamed(operand, 'scenario', MAX_SCENARIO_BYTES, io)
  return asPartial(parseJson(text, operand === '-' ? 'Standard input' : shown(operand)))
}

/** A file, or standard input for `-`. `what` it is to be stands in the sentence when it cannot be read. */
export async function readNamed(name: string, what: string, maxBytes: number, io: Io): Promise<string> {
  if (name === '-') {
    const text = await io.readStdin(maxBytes)
    if (text.trim() === '') throw new UserError(`Standard input is empty, but a ${what} was to come from it.`)
    return text
  }
  try {
    return await io.readFile(name, maxBytes)
  } catch (error) {
    if (error instanceof UserError) throw error
    const hint = what === 'scenario' ? ', and no preset has that name; “prefork presets” lists them' : ''
    throw new UserError(`The ${what} ${shown(name)} cannot be read: ${fileTrouble(error)}${hint}.`)
  }
}

/** What the file system complains about, in words. */
export function fileTrouble(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EISDIR') return 'it is a folder'
  if (code === 'EACCES' || code === 'EPERM') return 'permission is denied'
  if (code === 'ENOSPC') return 'the disk is full'
  return code ?? String(error)
}

function parseJson(raw: string, name: string): unknown {
  // Some editors begin a file with a byte order mark.
  const text = raw.replace(/^\uFEFF/, '')
  if (text.trim() === '')
    throw new UserError(`${name} is empty; a scenario is a JSON object, and {} is the smallest one.`)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UserError(`${name} is not valid JSON: ${jsonTrouble(text, (error as Error).message)}.`)
  }
}

/** The parser’s words, with line and column. */
function jsonTrouble(text: string, message: string): string {
  const words = message.replace(/(, (\.{3})?".*| is not valid JSON| at position \d+.*)$/s, '').replace(/ in JSON$/, '')
  const length = wrongPrefixLength(text)
  if (length > text.length) return 'it ends before the scenario does'
  const before = text.slice(0, length - 1).split('\n')
  return `${words} in line ${before.length}, column ${before.at(-1)!.length + 1}`
}

/**
 * Length of the shortest beginning of `text` that no continuation could make valid; more than its length when it just
 * ends too early. The parser does not always say where it stopped, but whether a beginning is wrong it always says.
 */
function wrongPrefixLength(text: string): number {
  let [from, to] = [1, text.length + 1]
  while (from < to) {
    const middle = (from + to) >> 1
    if (middle <= text.length && isWrong(text.slice(0, middle))) to = middle
    else from = middle + 1
  }
  return from
}

/** Not valid, and not just cut off: what stops the parser comes before the end. */
function isWrong(beginning: string): boolean {
  try {
    JSON.parse(beginning)
    return false
  } catch (error) {
    const { message } = error as Error
    const position = / at position (\d+)/.exec(message)
    return position ? Number(position[1]) < beginning.length : !message.startsWith('Unexpected end')
  }
}

/** Settings can only be put into an object of objects; of anything else `completeScenario` says what is wrong with it. */
export function asPartial(json: unknown): PartialScenario {
  if (isObject(json) && Object.values(json).every(isObject)) return json as PartialScenario
  return checked(completeScenario(json))
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
