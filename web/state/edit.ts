/**
 * What can be changed on the page, as pure functions of its state: which controls there are, whose they are, and what
 * the page is after one of them moved.
 */

import type { PageState } from '../../sim/scenario/link.ts'
import { laneOf, mayDiffer } from '../../sim/scenario/link-lanes.ts'
import { findMachineType, type MachineType } from '../../sim/scenario/machine-types.ts'
import { setAt, without } from '../../sim/scenario/merge.ts'
import { defaultOf, findParameter, PARAMETERS, type Parameter, rangeOf } from '../../sim/scenario/parameters.ts'
import { accepted } from '../../sim/scenario/problem.ts'
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
import { DEFAULT_STORY, findStory } from '../../sim/scenario/stories.ts'
import type { Checked, Problem } from '../../sim/scenario/validate.ts'
import { wordsOf } from '../text/parameters.ts'
import { changedLane, checked } from './lane-edits.ts'
import { type LaneNow, lanesOf } from './lanes.ts'

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

/**
 * Whose a parameter is. Once one lane has it for its own, every lane has; a server of one's own brings its settings, and
 * cores of one's own a type of machine.
 */
export function scopesOf(page: PageState, path: ParameterPath): Scope[] {
  return isOwned(page, path) || isBroughtAlong(page, path) ? page.lanes.map(lane => lane.id) : [null]
}

function isOwned(page: PageState, path: ParameterPath): boolean {
  return page.lanes.some(lane => setAt(lane.set, path) !== undefined)
}

/** Different kinds of servers have settings of their own, and with cores of its own a lane has a machine of its own. */
function isBroughtAlong(page: PageState, path: ParameterPath): boolean {
  if (path === 'machine.type') return isOwned(page, 'machine.cores')
  return path.startsWith('server.') && path !== 'server.kind' && isOwned(page, 'server.kind')
}

/** Whether lanes have a parameter each for itself, and could share it. */
export function isSplit(page: PageState, path: ParameterPath): boolean {
  return isOwned(page, path) && !isBroughtAlong(page, path)
}

const NOT_ON_THE_PAGE: ReadonlySet<ParameterPath> = new Set([
  'traffic.kind',
  'run.replications',
  'machine.dollarsPerHour',
])

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
      const before = storyLanes.find(({ lane }) => lane.id === now.lane.id)
      const value = getParameter(now.scenario, parameter.path)
      return {
        parameter,
        scope,
        value,
        kind: now.scenario.server.kind,
        storyValue: before ? getParameter(before.scenario, parameter.path) : ownDefault(page, parameter, now),
      }
    }),
  )
}

/** A lane that no story knows goes back to what all lanes share, or to what its server has by itself. */
function ownDefault(page: PageState, parameter: Parameter, { scenario }: LaneNow): ParameterValue {
  if (parameter.path === 'server.kind') return scenario.server.kind
  return (
    setAt(page.shared, parameter.path) ??
    defaultOf(parameter, SERVER_KINDS[scenario.server.kind], findMachineType(scenario.machine.type))
  )
}

/** The page with one value changed, if every lane can still be run with it. */
export function edited(page: PageState, scope: Scope, path: ParameterPath, value: ParameterValue): Checked<PageState> {
  const put = (set: PartialScenario) => fittedTo(withParameter(set, path, value), path, value)
  return checked(
    scope === null
      ? { ...page, shared: put(page.shared) }
      : changedLane(page, scope, lane => ({ ...lane, set: put(lane.set) })),
  )
}

/** The page with one setting as its story has it, so that the link need not speak of it any more. */
export function reset(page: PageState, { scope, parameter: { path }, storyValue }: Setting): Checked<PageState> {
  const story = findStory(page.story) ?? DEFAULT_STORY
  const back = (set: PartialScenario, before: PartialScenario) => {
    const value = setAt(before, path)
    return value === undefined ? without(set, path) : withParameter(set, path, value)
  }
  const next =
    scope === null
      ? { ...page, shared: back(page.shared, story.shared) }
      : changedLane(page, scope, lane => ({ ...lane, set: back(lane.set, laneOf(story, scope).set) }))
  const fits = settingsOf(next).some(
    now => now.scope === scope && now.parameter.path === path && sameValue(now.value, storyValue),
  )
  return path !== 'server.kind' && fits ? checked(next) : edited(page, scope, path, storyValue)
}

/** The page with a setting for each lane in place of one for all; nothing else changes. */
export function split(page: PageState, path: ParameterPath): Checked<PageState> {
  const parameter = findParameter(path)
  if (!parameter || !mayDiffer(path)) return accepted(page)
  const lanes = lanesOf(page).map(({ lane, scenario }) =>
    isFixed(parameter, scenario) ? lane : { ...lane, set: withParameter(lane.set, path, getParameter(scenario, path)) },
  )
  return checked({ ...page, lanes })
}

/** The page with what the first lane has set for all. */
export function joined(page: PageState, path: ParameterPath): Checked<PageState> {
  const first = settingsOf(page).find(setting => setting.parameter.path === path)
  if (!first) return accepted(page)
  const lanes = page.lanes.map(lane => ({ ...lane, set: fittedTo(without(lane.set, path), path, first.value) }))
  return edited({ ...page, lanes }, null, path, first.value)
}

export function sameValue(one: ParameterValue, other: ParameterValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** A problem as the page says it: with the control's label for the parameter's path. */
export function inWords(problem: Problem): string {
  const parameter = findParameter(problem.path)
  return parameter ? problem.message.replace(problem.path, `“${wordsOf(parameter).label}”`) : problem.message
}

/** The page has no recordings to replay; its seeds, not its replications, are one run; of that, fleets and prices are no part. */
export function isForThePage({ path }: Parameter): boolean {
  return !path.startsWith('fleet.') && !NOT_ON_THE_PAGE.has(path)
}

function counts(parameter: Parameter, scenario: Scenario): boolean {
  if (parameter.relevant && !parameter.relevant(scenario)) return false
  return !isFixed(parameter, scenario)
}

/** Whether a server or a type of machine leaves no choice. */
function isFixed(parameter: Parameter, { server, machine }: Scenario): boolean {
  if (parameter.kind !== 'number') return false
  return rangeOf(parameter, SERVER_KINDS[server.kind], findMachineType(machine.type)).fixed
}

/** Without the settings that a new kind of server does not have, or that come with a new type of machine. */
function fittedTo(set: PartialScenario, path: ParameterPath, value: ParameterValue): PartialScenario {
  if (path === 'machine.type') return fittedToMachine(set, findMachineType(value))
  return path === 'server.kind' ? fitted(set, value as ServerKindName) : set
}

/** Without the settings of a machine that now come with its type. */
function fittedToMachine(set: PartialScenario, type: MachineType | null): PartialScenario {
  const ofType = PARAMETERS.filter(parameter => parameter.kind === 'number' && parameter.ofMachine)
  return type === null ? set : ofType.reduce((rest, { path }) => without(rest, path), set)
}

/** Without the settings that a new kind of server does not have. */
function fitted(set: PartialScenario, kind: ServerKindName): PartialScenario {
  const fixed = PARAMETERS.filter(
    parameter => parameter.kind === 'number' && rangeOf(parameter, SERVER_KINDS[kind]).fixed,
  )
  return fixed.reduce((rest, { path }) => without(rest, path), set)
}
