/**
 * The state of the page of fleets as the fragment of its address, and back: `preset=pool&fleet.hours=48`. Only what
 * differs from the preset is written, by the parameter's path.
 */

import { fleetProblems } from '../../sim/fleet/problems.ts'
import { FLEET_PRESETS, type FleetPreset } from '../../sim/scenario/fleet-presets.ts'
import { findMachineType } from '../../sim/scenario/machine-types.ts'
import { merge, setAt, without } from '../../sim/scenario/merge.ts'
import { findParameter, PARAMETERS, rangeOf } from '../../sim/scenario/parameters.ts'
import { accepted, type Checked, notAllowed, type Problem, refused } from '../../sim/scenario/problem.ts'
import { type PartialScenario, type Scenario, withParameter } from '../../sim/scenario/scenario.ts'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { formatValue, parseValue } from '../../sim/scenario/text.ts'
import { unknownPath } from '../../sim/scenario/unknown.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'
import type { Trace } from '../../sim/simulate.ts'

export interface FleetState {
  preset: FleetPreset
  /** What the reader changed. */
  edits: PartialScenario
}

const PREFIX = 'fleet/'
/** More parts than a link can need. */
const MAX_PARTS = PARAMETERS.length + 1

export const OPENING: FleetState = { preset: FLEET_PRESETS[0]!, edits: {} }

/** The scenario of a state, if a fleet of it can be simulated; with a recording for its traffic when there is one. */
export function fleetScenario({ preset, edits }: FleetState, trace: Trace | null = null): Checked<Scenario> {
  const { server, machine } = merge(preset.scenario, edits)
  const kind = SERVER_KINDS[server?.kind ?? 'gunicorn-sync']
  const type = findMachineType(machine?.type)
  // What the preset sets and another server or machine does not have is passed over.
  const fixed = PARAMETERS.filter(parameter => parameter.kind === 'number' && rangeOf(parameter, kind, type).fixed)
  const base = fixed.reduce((rest, parameter) => without(rest, parameter.path), preset.scenario)
  const whole = merge(base, edits)
  const complete = completeScenario(trace ? withParameter(whole, 'traffic.kind', 'trace') : whole)
  if (!complete.ok) return complete
  const problems = fleetProblems(complete.value, trace)
  return problems.length > 0 ? refused(problems) : complete
}

export function encodeFleet({ preset, edits }: FleetState): string {
  const parts = PARAMETERS.flatMap(parameter => {
    const value = setAt(edits, parameter.path)
    return value === undefined ? [] : [`${parameter.path}=${encodeURIComponent(formatValue(parameter, value))}`]
  })
  return [`preset=${preset.id.slice(PREFIX.length)}`, ...parts].join('&')
}

/** Of a broken fragment, the parts that hold are kept and each other is named in a problem. Never throws. */
export function decodeFleet(hash: string): { state: FleetState; problems: Problem[] } {
  const problems: Problem[] = []
  const parts = hash
    .replace(/^#/, '')
    .split('&', MAX_PARTS)
    .filter(part => part !== '')
  let state = OPENING
  for (const part of parts) {
    const next = withPart(state, part)
    if (next.ok) state = next.value
    else problems.push(...next.problems.slice(0, 1))
  }
  return { state, problems }
}

function withPart(state: FleetState, part: string): Checked<FleetState> {
  const equals = part.indexOf('=')
  const key = part.slice(0, Math.max(0, equals))
  const text = decoded(part.slice(equals + 1))
  if (equals < 1 || text === null) return refused([notAllowed('A part of the link', part, 'name=value')])
  if (key === 'preset') return withPreset(state, text)
  const parameter = findParameter(key)
  if (!parameter) return refused([unknownPath(key, text)])
  const value = parseValue(parameter, text)
  if (!value.ok) return value
  const next = { ...state, edits: withParameter(state.edits, parameter.path, value.value) }
  const complete = fleetScenario(next)
  return complete.ok ? accepted(next) : complete
}

function withPreset(state: FleetState, name: string): Checked<FleetState> {
  const preset = FLEET_PRESETS.find(({ id }) => id === PREFIX + name)
  if (preset) return accepted({ ...state, preset })
  const names = FLEET_PRESETS.map(({ id }) => id.slice(PREFIX.length)).join(', ')
  return refused([notAllowed('preset', name, `one of ${names}`)])
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
