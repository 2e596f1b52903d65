/**
 * THE parameter table: the only place where a label, a unit, a range or a default is written. Validation, controls,
 * links, embeds, `--set` and the reference are read from it. Defaults that belong to one server come from its record
 * in `server-kinds.ts`. Sources of the defaults are cited beside them. The entries stand in `parameters/`, a file per group.
 */
import type { MachineType } from './machine-types.ts'
import { client } from './parameters/client.ts'
import { fleet } from './parameters/fleet.ts'
import { machine } from './parameters/machine.ts'
import { proxy } from './parameters/proxy.ts'
import { request } from './parameters/request.ts'
import { run } from './parameters/run.ts'
import { server } from './parameters/server.ts'
import { traffic } from './parameters/traffic.ts'
import type { ParameterPath, ParameterValue, Scenario } from './scenario.ts'
import type { ServerKind, Setting } from './server-kinds.ts'

interface Described {
  path: ParameterPath
  label: string
  /** One or two plain sentences. */
  help: string
  level: 'basic' | 'advanced'
  /** Whether the value changes anything in this scenario; absent: always. */
  relevant?: (scenario: Scenario) => boolean
}

export interface NumberParameter extends Described {
  kind: 'number'
  unit: string
  /** Allowed values: `min` (included, unless `aboveMin`) to `max` (included). */
  min: number
  aboveMin?: true
  max: number
  integer?: true
  /** How a slider should divide its range; `log` where it spans decades. */
  scale: 'linear' | 'log'
  /** The part of the range that a slider covers, where all of it would be too coarse. The rest can be typed. */
  usual?: { min: number; max: number }
  /** Meaning of 0 where it is not just a small number: "never", "none". */
  zeroMeans?: string
  default: number
  /** Where the default (and perhaps the only value) depends on the kind of server. */
  ofServer?: (kind: ServerKind) => Setting
  /** Where the type of machine has a value of its own; a custom machine has the default. */
  ofMachine?: (type: MachineType) => Setting
}

export interface ChoiceParameter extends Described {
  kind: 'choice'
  choices: readonly { value: string; label: string }[]
  /** What is allowed, in words, where the list of choices is too long for a sentence. */
  words?: string
  default: string
  /** Where the default depends on the kind of server. All choices stay open. */
  ofServer?: (kind: ServerKind) => { default: string }
}

export interface StepsParameter extends Described {
  kind: 'steps'
  maxSteps: number
  maxSeconds: number
  maxRatePerSecond: number
  default: []
}

export type Parameter = NumberParameter | ChoiceParameter | StepsParameter

export const PARAMETERS: readonly Parameter[] = [
  ...traffic,
  ...request,
  ...client,
  ...proxy,
  ...server,
  ...machine,
  ...fleet,
  ...run,
]

const BY_PATH = new Map<string, Parameter>(PARAMETERS.map(parameter => [parameter.path, parameter]))

/** The table's entry for a path, or `undefined` when there is no such parameter. */
export function findParameter(path: string): Parameter | undefined {
  return BY_PATH.get(path)
}

/** The default of a parameter for one kind of server and one type of machine, null for a custom one. */
export function defaultOf(parameter: Parameter, kind: ServerKind, machine: MachineType | null = null): ParameterValue {
  if (parameter.kind === 'choice') return parameter.ofServer?.(kind).default ?? parameter.default
  if (parameter.kind === 'steps') return parameter.default
  return settingOf(parameter, kind, machine)?.default ?? parameter.default
}

/**
 * The values a number may take for one kind of server on one type of machine: where the server has no such setting, or
 * the machine is as it is, just one value.
 */
export function rangeOf(
  parameter: NumberParameter,
  kind: ServerKind,
  machine: MachineType | null = null,
): { min: number; max: number; fixed: boolean } {
  const setting = settingOf(parameter, kind, machine)
  if (setting?.fixed) return { min: setting.default, max: setting.default, fixed: true }
  return { min: parameter.min, max: parameter.max, fixed: false }
}

function settingOf(parameter: NumberParameter, kind: ServerKind, machine: MachineType | null): Setting | undefined {
  return parameter.ofServer?.(kind) ?? (machine === null ? undefined : parameter.ofMachine?.(machine))
}
