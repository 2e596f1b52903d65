/** A lane as a fleet of such instances: the address of the page of fleets. */
import { FLEET_PRESETS } from '../../sim/scenario/fleet-presets.ts'
import { findMachineType } from '../../sim/scenario/machine-types.ts'
import { findParameter, rangeOf } from '../../sim/scenario/parameters.ts'
import {
  type ParameterPath,
  type ParameterValue,
  type PartialScenario,
  type Scenario,
  withParameter,
} from '../../sim/scenario/scenario.ts'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { diffScenario } from '../../sim/scenario/validate.ts'
import type { Traffic } from '../../sim/traffic/estimate-traffic.ts'
import { encodeFleet, fleetScenario } from '../fleet/fleet-link.ts'

const PRESET = FLEET_PRESETS.find(({ id }) => id === 'fleet/pool')!

export interface Value {
  path: ParameterPath
  value: ParameterValue
}

/** @param more what is set beside what the lane has: size, rule, load balancer */
export function fleetAddress(lane: Scenario, more: readonly Value[]): string {
  const scenario = more.reduce((all, { path, value }) => withParameter(all, path, value), lane)
  const of = fleetScenario({ preset: PRESET, edits: {} })
  if (!of.ok) throw new Error(of.problems[0]!.message)
  const differing = diffScenario(scenario, of.value).filter(({ path }) => isOfFleet(path, scenario))
  const edits = differing.reduce((all, { path, value }) => withParameter(all, path, value), {} as PartialScenario)
  return `./fleet.html#${encodeFleet({ preset: PRESET, edits })}`
}

/** What a run has and a fleet has not, and what its server or its machine decides, is no part of the address. */
function isOfFleet(path: ParameterPath, { server, machine }: Scenario): boolean {
  if (path === 'traffic.kind' || (path.startsWith('run.') && path !== 'run.seed')) return false
  const parameter = findParameter(path)!
  if (parameter.kind !== 'number') return true
  return !rangeOf(parameter, SERVER_KINDS[server.kind], findMachineType(machine.type)).fixed
}

/** A rate may not be 0; nothing comes at this one in a day. */
const NEARLY_NONE = 1e-6

/** What a log shows of a day, for a fleet that gets as much at every hour. A day is the most that steps can tell. */
export function dayOf({ curve, seconds, estimates }: Traffic): Value[] {
  const { maxSeconds } = findParameter('traffic.steps') as { maxSeconds: number }
  const rates = curve.perSecond.map(rate => Math.max(NEARLY_NONE, Number(rate.toPrecision(4))))
  const steps = rates
    .map((ratePerSecond, at) => ({ atSeconds: (at * curve.stepMs) / 1000, ratePerSecond }))
    .filter(({ atSeconds, ratePerSecond }, at) => at > 0 && atSeconds < maxSeconds && ratePerSecond !== rates[at - 1])
  return [
    ...estimates,
    { path: 'traffic.ratePerSecond', value: rates[0]! },
    { path: 'traffic.steps', value: steps },
    { path: 'fleet.load', value: 'constant' },
    { path: 'fleet.hours', value: Math.min(24, Math.max(0.1, Math.ceil(seconds / 360) / 10)) },
  ]
}
