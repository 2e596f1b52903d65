/**
 * What can be changed on the page, as pure functions of its state: which controls there are, whose they are, and what
 * the page is after one of them moved.
 */
import { laneScenario, type PageState } from '../../sim/scenario/link.ts'
import { findMachineType, type MachineType } from '../../sim/scenario/machine-types.ts'
import { setAt, without } from '../../sim/scenario/merge.ts'
import { findParameter, PARAMETERS, type Parameter, rangeOf } from '../../sim/scenario/parameters.ts'
import {
  getParameter,
  type ParameterPath,
  type ParameterValue,
  type PartialScenario,
  type Scenario,
  type ServerKindName,
  withParameter,
} from '../../sim/scenario/scenario.ts'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { findStory } from '../../sim/scenario/stories.ts'
import type { Checked, Problem } from '../../sim/scenario/validate.ts'
import { lanesOf } from './lanes.ts'

/** The id of the lane a setting belongs to; null when all lanes share it. */
export type Scope = string | null

/** One control: a parameter, whose it is, and its value now. */
export interface Setting {
  parameter: Parameter
  scope: Scope
  value: ParameterValue
  /** The kind of server it is about, which may narrow its range. */
  kind: ServerKindName
  /** What the story sets it to. */
  storyValue: ParameterValue
}

/** Whose a parameter is. Once one lane has it for its own, every lane has; a server of one's own
 * brings its settings, and cores of one's own a type of machine. */
export function scopesOf(page: PageState, path: ParameterPath): Scope[] {
  const own = (wanted: ParameterPath) => page.lanes.some(lane => setAt(lane.set, wanted) !== undefined)
  const apart =
    own(path) || (path.startsWith('server.') && own('server.kind')) || (path === 'machine.type' && own('machine.cores'))
  return apart ? page.lanes.map(lane => lane.id) : [null]
}

/** Every control that changes something in this state, in the order of the table. */
export function settingsOf(page: PageState): Setting[] {
  const lanes = lanesOf(page)
  const story = findStory(page.story)
  const storyLanes = story ? lanesOf(story) : lanes
  return PARAMETERS.filter(isForThePage).flatMap(parameter =>
    scopesOf(page, parameter.path).flatMap(scope => {
      const now = lanes.find(
        ({ lane, scenario }) => (scope === null || lane.id === scope) && counts(parameter, scenario),
      )
      if (!now) return []
      const before = storyLanes.find(({ lane }) => lane.id === now.lane.id) ?? now
      return {
        parameter,
        scope,
        value: getParameter(now.scenario, parameter.path),
        kind: now.scenario.server.kind,
        storyValue: getParameter(before.scenario, parameter.path),
      }
    }),
  )
}

/** The page with one value changed, if every lane can still be run with it. */
export function edited(page: PageState, scope: Scope, path: ParameterPath, value: ParameterValue): Checked<PageState> {
  const put = (set: PartialScenario) => {
    const next = withParameter(set, path, value)
    if (path === 'machine.type') return fittedToMachine(next, findMachineType(value))
    return path === 'server.kind' ? fitted(next, value as ServerKindName) : next
  }
  const next: PageState =
    scope === null
      ? { ...page, shared: put(page.shared) }
      : { ...page, lanes: page.lanes.map(lane => (lane.id === scope ? { ...lane, set: put(lane.set) } : lane)) }
  const problems = next.lanes.flatMap(lane => {
    const checked = laneScenario(next, lane)
    return checked.ok ? [] : checked.problems
  })
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: next }
}

/** A problem as the page says it: with the control's label for the parameter's path. */
export function inWords(problem: Problem): string {
  const label = findParameter(problem.path)?.label
  return label ? problem.message.replace(problem.path, `“${label}”`) : problem.message
}

/** The page has no recordings to replay, and its seeds, not its replications, are one run. */
function isForThePage({ path }: Parameter): boolean {
  return path !== 'traffic.kind' && path !== 'run.replications'
}

function counts(parameter: Parameter, scenario: Scenario): boolean {
  if (parameter.relevant && !parameter.relevant(scenario)) return false
  const machine = findMachineType(scenario.machine.type)
  return parameter.kind !== 'number' || !rangeOf(parameter, SERVER_KINDS[scenario.server.kind], machine).fixed
}

/** Without the settings of a machine that now come with its type. */
function fittedToMachine(set: PartialScenario, type: MachineType | null): PartialScenario {
  const ofType = PARAMETERS.filter(parameter => parameter.kind === 'number' && parameter.ofMachine)
  return type === null ? set : ofType.reduce((rest, { path }) => without(rest, path), set)
}

/** Without the settings that a new kind of server does not have. */
function fitted(set: PartialScenario, kind: ServerKindName): PartialScenario {
  const server = { ...set.server } as Record<string, ParameterValue>
  for (const parameter of PARAMETERS) {
    if (parameter.kind !== 'number' || !rangeOf(parameter, SERVER_KINDS[kind]).fixed) continue
    delete server[parameter.path.slice('server.'.length)]
  }
  return { ...set, server } as PartialScenario
}
