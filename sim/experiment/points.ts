/**
 * Where to look along a parameter: the values that a sweep over it takes when nobody says otherwise. Wide enough to show
 * where things change, few enough to be computed while one waits.
 */

import { type NumberParameter, PARAMETERS, type Parameter, rangeOf } from '../scenario/parameters.ts'
import { getParameter, type ParameterPath, processesOf, type Scenario, withParameter } from '../scenario/scenario.ts'
import { SERVER_KINDS } from '../scenario/server-kinds.ts'
import { completeScenario } from '../scenario/validate.ts'
import { workBoundPerMs } from '../theory/bounds.ts'
import { demandOf } from '../theory/demand.ts'

/** A load is a rate of arrivals or a number of users, whichever the traffic has. */
export type LoadPath = 'traffic.ratePerSecond' | 'traffic.users'

/** Small machines double their cores; there is no machine of three. */
const CORES = [1, 2, 4, 8, 16]

/** Points along any other parameter: to either side of the present value, and along one that is linear. */
const DOUBLINGS = 3
const LINEAR_POINTS = 8

/** Loads from well below the weakest server's capacity to well above the strongest one's. */
const LOAD_POINTS = 9
const LEAST_LOAD = 0.25
const MOST_LOAD = 1.6

/** Whether a run of this scenario has the parameter: it counts, and its server lets one set it. */
export function isSettable(parameter: Parameter, scenario: Scenario): boolean {
  if (parameter.relevant && !parameter.relevant(scenario)) return false
  return parameter.kind !== 'number' || !rangeOf(parameter, SERVER_KINDS[scenario.server.kind]).fixed
}

/** The numeric parameters that change what happens in at least one of these scenarios, in the order of the table. */
export function sweepable(scenarios: readonly Scenario[]): NumberParameter[] {
  return PARAMETERS.filter(
    (parameter): parameter is NumberParameter =>
      parameter.kind === 'number' &&
      !parameter.path.startsWith('run.') &&
      scenarios.some(scenario => isSettable(parameter, scenario)),
  )
}

/** What load means for this traffic; null for a recording, whose load is what it is. */
export function loadPath({ traffic }: Scenario): LoadPath | null {
  if (traffic.kind === 'trace') return null
  return traffic.kind === 'open' ? 'traffic.ratePerSecond' : 'traffic.users'
}

export function isLoad(path: ParameterPath): path is LoadPath {
  return path === 'traffic.ratePerSecond' || path === 'traffic.users'
}

/** Ascending, no two alike, and each can be run by at least one of these scenarios. */
export function usualPoints(parameter: NumberParameter, scenarios: readonly Scenario[]): number[] {
  const settable = scenarios.filter(scenario => isSettable(parameter, scenario))
  const canBe = (value: number) =>
    settable.some(scenario => completeScenario(withParameter(scenario, parameter.path, value)).ok)
  return pointsAround(parameter, settable).filter(canBe)
}

function pointsAround(parameter: NumberParameter, settable: readonly Scenario[]): number[] {
  const { path } = parameter
  if (path === 'machine.cores') return CORES
  const now = settable.map(scenario => getParameter(scenario, path) as number)
  if (isLoad(path)) return tidy(parameter, [...loadPoints(path, settable), ...now])
  if (parameter.scale === 'linear') return tidy(parameter, [...linearPoints(parameter), ...now])
  return tidy(parameter, [...doublings(parameter, now), ...now])
}

/** A rate at which each lane is busy; the users that bring it, when none of them waits. */
function loadPoints(path: LoadPath, scenarios: readonly Scenario[]): number[] {
  const capacities = scenarios.map(scenario => {
    const perMs = capacityPerMs(scenario)
    return path === 'traffic.ratePerSecond' ? perMs * 1000 : Math.max(1, perMs * cycleMs(scenario))
  })
  const finite = capacities.filter(Number.isFinite)
  if (finite.length === 0) return []
  return spaced(LEAST_LOAD * Math.min(...finite), MOST_LOAD * Math.max(...finite), LOAD_POINTS, true)
}

/** Requests a millisecond that the workers and the cores can do at most. */
export function capacityPerMs(scenario: Scenario): number {
  const { server, machine, request } = scenario
  const { cpuMs, ioMs } = demandOf(request)
  const { sharing } = SERVER_KINDS[server.kind]
  const processes = processesOf(scenario)
  const cores = Math.min(machine.cores, processes)
  const slots = sharing === 'cooperative' ? processes * server.connections : processes * server.threads
  return workBoundPerMs(slots, cores, cpuMs.mean + server.overheadMs, ioMs.mean)
}

function cycleMs({ traffic, request, server }: Scenario): number {
  return traffic.thinkMs + demandOf(request).holdingMs.mean + server.overheadMs
}

function linearPoints({ usual, min, max }: NumberParameter): number[] {
  return spaced(usual?.min ?? min, usual?.max ?? max, LINEAR_POINTS, false)
}

/** Halves and doubles of the present values; 0 where it means "never" or "none", since that is a value of its own. */
function doublings(parameter: NumberParameter, now: readonly number[]): number[] {
  const { usual, min, max } = parameter
  const positive = now.filter(value => value > 0)
  const zero = min === 0 && !parameter.aboveMin ? [0] : []
  if (positive.length === 0) return [...zero, ...spaced(usual?.min ?? 1, usual?.max ?? max, LINEAR_POINTS, true)]
  const from = Math.min(...positive) / 2 ** DOUBLINGS
  const to = Math.max(...positive) * 2 ** DOUBLINGS
  return [...zero, ...spaced(from, to, Math.min(10, 1 + Math.round(Math.log2(to / from))), true)]
}

function spaced(from: number, to: number, points: number, byFactors: boolean): number[] {
  return Array.from({ length: points }, (_, at) => {
    const part = at / (points - 1)
    return byFactors ? from * (to / from) ** part : from + (to - from) * part
  })
}

/** As a person would have chosen them: two digits, whole where the parameter is, in range, in order. */
function tidy(parameter: NumberParameter, values: readonly number[]): number[] {
  const { min, max, integer, aboveMin } = parameter
  const rounded = values.map(value => {
    const short = Number(value.toPrecision(2))
    return Math.min(max, Math.max(min, integer ? Math.round(short) : short))
  })
  return [...new Set(rounded)].filter(value => !aboveMin || value > min).sort((a, b) => a - b)
}
