/**
 * The state of the page as the fragment of its address, and back: `story=one-core&traffic.ratePerSecond=20&pool.server.workers=4`.
 * Only what differs from the story is written, in the order of the table; what the story sets and the page does not is
 * written with an empty value. Keys are parameter paths, with the lane’s id before those of one lane. `t=12.3` is the instant
 * that is shown, in seconds of measured time. Which lanes there are, when not the story’s: `link-lanes.ts`.
 */
import { laneIds, laneOf, MOST_LANES, mayDiffer, readLaneName, readLanes } from './link-lanes.ts'
import { findMachineType, MACHINE_TYPES, type MachineType } from './machine-types.ts'
import { merge, setAt, without } from './merge.ts'
import { findParameter, PARAMETERS, type Parameter, rangeOf } from './parameters.ts'
import { accepted, type Checked, MAX_PROBLEMS, notAllowed, type Problem, refused, shownPath } from './problem.ts'
import { type ParameterValue, type PartialScenario, type Scenario, withParameter } from './scenario.ts'
import { SERVER_KINDS, type ServerKind } from './server-kinds.ts'
import { DEFAULT_STORY, findStory, type Lane, STORIES, type Story } from './stories.ts'
import { formatValue, parseValue } from './text.ts'
import { unknownPath } from './unknown.ts'
import { completeScenario } from './validate.ts'

/**
 * What the page shows. The settings are complete overrides of the defaults. A lane that is not the story’s has the name
 * that a reader gave it, or none.
 */
export interface PageState {
  story: string
  shared: PartialScenario
  lanes: Lane[]
  /** The instant at which time stands still, in seconds since the measured time began. */
  atSeconds?: number
}

/** More parts than a link can need: every parameter once for all lanes, each lane’s own and its name; story, lanes, instant. */
const MAX_PARTS = PARAMETERS.length + (PARAMETERS.length + 1) * MOST_LANES + 3

/** Keys that name no setting. */
const OTHER_KEYS: readonly string[] = ['story', 'lanes', 't']

/** Finer than anything a request does. */
const INSTANT_DECIMALS = 6

/** One setting of a link. Without a value, the default instead of the story’s. */
interface Edit {
  key: string
  /** Index of the lane, -1 for all. */
  lane: number
  parameter: Parameter
  value: ParameterValue | null
}

/** The page as a story opens it. */
export function stateOfStory(story: Story): PageState {
  return { story: story.id, shared: story.shared, lanes: story.lanes }
}

/** The scenario of one lane: its own settings over the shared ones. A shared setting that its server does not
 * have, or its machine does not leave open, is passed over. */
export function laneScenario(state: Pick<PageState, 'shared'>, lane: Lane): Checked<Scenario> {
  const merged = merge(state.shared, lane.set)
  const kind = SERVER_KINDS[merged.server?.kind ?? 'gunicorn-sync']
  const machine = findMachineType(merged.machine?.type)
  return completeScenario(merge(settable(state.shared, kind, machine), lane.set))
}

/** The fragment, without `#`. */
export function encodeState(state: PageState): string {
  const story = findStory(state.story) ?? DEFAULT_STORY
  const lanes = state.lanes.flatMap(lane => {
    const before = laneOf(story, lane.id)
    const name = lane.name === before.name ? [] : [`${lane.id}.name=${encodeURIComponent(lane.name)}`]
    return [...name, ...differences(lane.set, before.set, `${lane.id}.`)]
  })
  const shared = differences(withoutDefaults(state.shared, story.shared), story.shared, '')
  const instant = state.atSeconds === undefined ? [] : [`t=${instantText(state.atSeconds)}`]
  return [`story=${story.id}`, ...listOfLanes(story, state.lanes), ...shared, ...lanes, ...instant].join('&')
}

function listOfLanes(story: Story, lanes: readonly Lane[]): string[] {
  const [own, now] = [story.lanes, lanes].map(list => list.map(({ id }) => id).join(','))
  return own === now ? [] : [`lanes=${now}`]
}

/** Rounded up, so that an event that has happened at this instant has happened in the link as well. */
function instantText(seconds: number): string {
  const whole = 10 ** INSTANT_DECIMALS
  return String(Number((Math.ceil(seconds * whole - 1e-3) / whole).toFixed(INSTANT_DECIMALS)))
}

/**
 * Reads a fragment, with or without `#`. Of a broken one, the parts that hold are kept and each other is named in a
 * problem; every lane of the state completes. Never throws.
 */
export function decodeState(hash: string): { state: PageState; problems: Problem[] } {
  const parts = hash
    .replace(/^#/, '')
    .split('&', MAX_PARTS + 1)
    .filter(part => part !== '')
  const problems: Problem[] = []
  if (parts.length > MAX_PARTS) {
    problems.push(notAllowed('The link', `${parts.pop()}`, `at most ${MAX_PARTS} parts`))
  }
  const pairs = sound(parts.map(readPair), problems)
  const story = readStory(pairs, problems)
  const opening = { ...stateOfStory(story), lanes: namedLanes(pairs, story, problems) }
  const settings = pairs.filter(({ key }) => !OTHER_KEYS.includes(key) && !isName(key, opening.lanes))
  const edits = sound(
    settings.map(pair => readEdit(story, opening.lanes, pair)),
    problems,
  )
  const state = applyAll(opening, edits, problems)
  const atSeconds = readInstant(pairs, state, problems)
  return {
    state: atSeconds === undefined ? state : { ...state, atSeconds },
    problems: problems.slice(0, MAX_PROBLEMS),
  }
}

/** The values of those that are right; the problems of the others are added to `problems`. */
function sound<T>(checked: readonly Checked<T>[], problems: Problem[]): T[] {
  return checked.flatMap(one => {
    if (one.ok) return [one.value]
    problems.push(...one.problems)
    return []
  })
}

interface Pair {
  key: string
  text: string
}

function readPair(part: string): Checked<Pair> {
  const equals = part.indexOf('=')
  if (equals < 1) return refused([notAllowed('A part of the link', part, 'name=value')])
  try {
    const [key, text] = [part.slice(0, equals), part.slice(equals + 1)].map(decodeURIComponent) as [string, string]
    return accepted({ key, text })
  } catch {
    return refused([notAllowed('A part of the link', part, 'name=value, percent-encoded as UTF-8')])
  }
}

/** The story of the last `story=`; the default when there is none, or none of that name. */
function readStory(pairs: readonly Pair[], problems: Problem[]): Story {
  const asked = pairs.findLast(pair => pair.key === 'story')
  if (!asked) return DEFAULT_STORY
  const story = findStory(asked.text)
  if (!story) problems.push(notAllowed('story', asked.text, `one of ${STORIES.map(({ id }) => id).join(', ')}`))
  return story ?? DEFAULT_STORY
}

/** The lanes of the last `lanes=`, the story’s when there is none or it is wrong; each with its last name. */
function namedLanes(pairs: readonly Pair[], story: Story, problems: Problem[]): Lane[] {
  const asked = pairs.findLast(pair => pair.key === 'lanes')
  const [lanes = story.lanes] = asked ? sound([readLanes(story, asked.text)], problems) : []
  return lanes.map(lane => {
    const key = `${lane.id}.name`
    const pair = pairs.findLast(other => other.key === key)
    const [name = ''] = pair ? sound([readLaneName(key, pair.text)], problems) : []
    return name === '' ? lane : { ...lane, name }
  })
}

function isName(key: string, lanes: readonly Lane[]): boolean {
  return lanes.some(({ id }) => key === `${id}.name`)
}

/** The instant of the last `t=`, if the run lasts that long. */
function readInstant(pairs: readonly Pair[], state: PageState, problems: Problem[]): number | undefined {
  const asked = pairs.findLast(pair => pair.key === 't')
  if (!asked) return undefined
  const seconds = /^\d+(\.\d+)?$/.test(asked.text) ? Number(asked.text) : Number.NaN
  const most = measuredSeconds(state)
  // The last instant, rounded up, is still the last instant.
  if (seconds <= most + 10 ** -INSTANT_DECIMALS) return Math.min(seconds, most)
  problems.push(notAllowed('t', asked.text, `a number of seconds from 0 to ${most}, the measured time`))
  return undefined
}

/** How long the longest lane is measured. */
function measuredSeconds(state: PageState): number {
  const lanes = state.lanes.map(lane => laneScenario(state, lane))
  return Math.max(0, ...lanes.map(lane => (lane.ok ? lane.value.run.seconds : 0)))
}

function readEdit(story: Story, lanes: readonly Lane[], { key, text }: Pair): Checked<Edit> {
  const lane = lanes.findIndex(({ id }) => key.startsWith(`${id}.`))
  if (lane < 0 && laneIds(story).some(id => key.startsWith(`${id}.`))) {
    const words = `a setting of one of the lanes ${lanes.map(({ id }) => id).join(', ')}`
    return refused([notAllowed(shownPath(key), text, words)])
  }
  const prefix = lane < 0 ? '' : `${lanes[lane]!.id}.`
  const path = key.slice(prefix.length)
  const parameter = findParameter(path)
  if (!parameter) return refused([unknownPath(path, text, prefix)])
  if (lane >= 0 && !mayDiffer(parameter.path))
    return refused([notAllowed(key, text, `${path}, which is the same for all lanes`)])
  if (text === '') return accepted({ key, lane, parameter, value: null })
  const read = parseValue(parameter, text)
  return read.ok ? accepted({ key, lane, parameter, value: read.value }) : refused(read.problems.map(inLink(key)))
}

/** All edits when every lane completes with them; otherwise, in the order of the table, each that every lane can bear. */
function applyAll(opening: PageState, edits: readonly Edit[], problems: Problem[]): PageState {
  // Most links change nothing of their story, and the first page of a visit has none.
  if (edits.length === 0) return opening
  const all = edits.reduce(applyEdit, opening)
  if (laneProblems(all).length === 0) return tidied(all, opening)
  const inOrder = PARAMETERS.flatMap(parameter => edits.filter(edit => edit.parameter === parameter))
  const most = inOrder.reduce((state, edit) => {
    const next = applyEdit(state, edit)
    const wrong = laneProblems(next)
    problems.push(...wrong.slice(0, 1).map(inLink(edit.key)))
    return wrong.length === 0 ? next : state
  }, opening)
  return tidied(most, opening)
}

function applyEdit(state: PageState, { lane, parameter, value }: Edit): PageState {
  const edit = (set: PartialScenario) =>
    value === null ? without(set, parameter.path) : withParameter(set, parameter.path, value)
  if (lane < 0) return { ...state, shared: edit(state.shared) }
  return { ...state, lanes: state.lanes.map((other, at) => (at === lane ? { ...other, set: edit(other.set) } : other)) }
}

function laneProblems(state: PageState): Problem[] {
  return state.lanes.flatMap(lane => {
    const complete = laneScenario(state, lane)
    return complete.ok ? [] : complete.problems
  })
}

/** Says which part of the link a problem is about, when the problem alone does not. */
function inLink(key: string): (problem: Problem) => Problem {
  return problem =>
    problem.path === key ? problem : { ...problem, path: key, message: `${key} is left out: ${problem.message}` }
}

function tidied(state: PageState, opening: PageState): PageState {
  return { ...state, shared: withoutDefaults(state.shared, opening.shared) }
}

/** Without shared settings that are the default of every server anyway, unless the story itself sets them. */
function withoutDefaults(shared: PartialScenario, story: PartialScenario): PartialScenario {
  const idle = PARAMETERS.filter(
    parameter =>
      !defaultVaries(parameter) &&
      setAt(story, parameter.path) === undefined &&
      same(setAt(shared, parameter.path), parameter.default),
  )
  return idle.reduce((rest, parameter) => without(rest, parameter.path), shared)
}

/** Whether a server or a type of machine has another default, and the setting is free all the same. */
function defaultVaries(parameter: Parameter): boolean {
  if (parameter.kind === 'steps') return false
  if (parameter.kind === 'choice') return parameter.ofServer !== undefined
  const { ofServer, ofMachine } = parameter
  return ofServer !== undefined || (ofMachine !== undefined && MACHINE_TYPES.some(type => !ofMachine(type).fixed))
}

/** Without the settings that this kind of server does not have, and those that the type of machine decides. */
function settable(shared: PartialScenario, kind: ServerKind, machine: MachineType | null): PartialScenario {
  const fixed = PARAMETERS.filter(parameter => parameter.kind === 'number' && rangeOf(parameter, kind, machine).fixed)
  return fixed.reduce((rest, parameter) => without(rest, parameter.path), shared)
}

function differences(now: PartialScenario, story: PartialScenario, prefix: string): string[] {
  const differing = PARAMETERS.filter(({ path }) => !same(setAt(now, path), setAt(story, path)))
  return differing.map(parameter => {
    const value = setAt(now, parameter.path)
    return `${prefix}${parameter.path}=${value === undefined ? '' : encodeText(formatValue(parameter, value))}`
  })
}

/** Colons and commas are allowed in a fragment, and a list of steps reads better with them. */
function encodeText(text: string): string {
  return encodeURIComponent(text).replaceAll('%3A', ':').replaceAll('%2C', ',')
}

function same(one: ParameterValue | undefined, other: ParameterValue | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
