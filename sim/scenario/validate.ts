/**
 * The only door for scenarios from outside: a file, a link, a form, another program. Whatever comes in, either a
 * complete scenario goes on or sentences say what is wrong with it.
 */
import * as v from 'valibot'
import { valueSchema } from './allowed.ts'
import { findMachineType, type MachineType } from './machine-types.ts'
import { defaultOf, findParameter, PARAMETERS, type Parameter } from './parameters.ts'
import { isRecord, plainCopy } from './plain.ts'
import { accepted, type Checked, notAllowed, type Problem, refused, shownPath } from './problem.ts'
import { getParameter, type ParameterPath, type ParameterValue, type Scenario } from './scenario.ts'
import { SERVER_KIND_NAMES, SERVER_KINDS, type ServerKind } from './server-kinds.ts'
import { GROUPS, unknownPath } from './unknown.ts'
import { workProblems } from './work.ts'

export type { Checked, Problem } from './problem.ts'
export { formatValue, parseValue, setParameters } from './text.ts'
export { expectedRequests, MAX_REQUESTS } from './work.ts'

const DEFAULT_KIND = findParameter('server.kind')!.default as string

/**
 * Checks a scenario, any part of which may be missing, and fills in the defaults, which depend on `server.kind` and
 * `machine.type`.
 *
 * `input` may be anything. It is neither changed nor kept. Never throws.
 */
export function completeScenario(input: unknown): Checked<Scenario> {
  const plain = plainCopy(input)
  const problems = unknownFields(plain)
  const parsed = v.safeParse(scenarioSchema(kindOf(plain), machineOf(plain)), plain, { abortPipeEarly: true })
  if (!parsed.success) problems.push(...parsed.issues.map(toProblem))
  if (problems.length > 0) return refused(problems)

  const scenario = parsed.output as Scenario
  const tooMuch = workProblems(scenario)
  return tooMuch.length > 0 ? refused(tooMuch) : accepted(scenario)
}

/** The parameters in which `scenario` differs from another, in the order of the table, with their values in `scenario`. */
export function diffScenario(scenario: Scenario, from: Scenario): { path: ParameterPath; value: ParameterValue }[] {
  return PARAMETERS.map(({ path }) => ({ path, value: getParameter(scenario, path) })).filter(
    ({ path, value }) => JSON.stringify(value) !== JSON.stringify(getParameter(from, path)),
  )
}

/** The server a scenario means; null when it names one that does not exist, so that nothing is said about its settings. */
function kindOf(plain: unknown): ServerKind | null {
  const server = isRecord(plain) && isRecord(plain.server) ? plain.server : {}
  const asked = server.kind ?? DEFAULT_KIND
  const name = SERVER_KIND_NAMES.find(known => known === asked)
  return name ? SERVER_KINDS[name] : null
}

/** The type of machine a scenario names; null for a custom one, and for a name that is none. */
function machineOf(plain: unknown): MachineType | null {
  return isRecord(plain) && isRecord(plain.machine) ? findMachineType(plain.machine.type) : null
}

const SCHEMAS = new Map<string, v.GenericSchema>()

function scenarioSchema(kind: ServerKind | null, machine: MachineType | null): v.GenericSchema {
  const name = `${kind?.name} ${machine?.name}`
  const known = SCHEMAS.get(name)
  if (known) return known
  const groups = GROUPS.map(group => [group, v.optional(groupSchema(group, kind, machine), {})] as const)
  const schema = recordOf(Object.fromEntries(groups), `an object of groups: ${GROUPS.join(', ')}`)
  SCHEMAS.set(name, schema)
  return schema
}

function groupSchema(group: string, kind: ServerKind | null, machine: MachineType | null) {
  const fields = PARAMETERS.filter(parameter => parameter.path.startsWith(`${group}.`))
  const entries = fields.map(parameter => {
    const schema = v.optional(valueSchema(parameter, kind, machine), () => freshDefault(parameter, kind, machine))
    return [parameter.path.slice(group.length + 1), schema] as const
  })
  return recordOf(Object.fromEntries(entries), `an object with fields such as ${entries[0]![0]}`)
}

/** No two scenarios share a list. For an unknown server the value does not matter: its scenario is refused. */
function freshDefault(parameter: Parameter, kind: ServerKind | null, machine: MachineType | null): ParameterValue {
  const value = defaultOf(parameter, kind ?? SERVER_KINDS['gunicorn-sync'], machine)
  return Array.isArray(value) ? [...value] : value
}

/** `v.object` alone would take a list for an object. Unknown fields are found by `unknownFields`, all of them. */
function recordOf(entries: v.ObjectEntries, words: string) {
  return v.pipe(v.custom<object>(isRecord, words), v.object(entries, words))
}

function unknownFields(plain: unknown): Problem[] {
  if (!isRecord(plain)) return []
  return Object.entries(plain).flatMap(([group, fields]) => {
    if (!GROUPS.includes(group)) return [unknownPath(group, fields)]
    if (!isRecord(fields)) return []
    return Object.entries(fields)
      .filter(([field]) => !findParameter(`${group}.${field}`))
      .map(([field, value]) => unknownPath(`${group}.${field}`, value))
  })
}

function toProblem(issue: v.BaseIssue<unknown>): Problem {
  const keys = issue.path?.map(item => item.key) ?? []
  const path = keys.map(key => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return notAllowed(path === '' ? 'The scenario' : shownPath(path.slice(1)), issue.input, issue.message)
}
