/**
 * What a lane is called. The story's name holds as long as the lane is what the story made it; after that the name is
 * written from its settings, so that no heading says three workers where there are five.
 */

import { laneNames, servers } from '#text/story.ts'
import { mayDiffer } from '../../sim/scenario/link-lanes.ts'
import { PARAMETERS, type Parameter } from '../../sim/scenario/parameters.ts'
import { getParameter, type ParameterPath, type Scenario } from '../../sim/scenario/scenario.ts'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { findStory, type Lane } from '../../sim/scenario/stories.ts'
import { valueText } from '../controls/value-text.ts'
import { type LaneNow, lanesOf } from '../state/lanes.ts'
import { wordsOf } from '../text/parameters.ts'

/** What a name speaks of besides cores. */
const SERVER: readonly ParameterPath[] = ['server.kind', 'server.workers', 'server.threads']

/**
 * The names of all lanes of a page, no two alike.
 *
 * @param story The id of the story they come from.
 */
export function laneTitles(lanes: readonly LaneNow[], story: string): string[] {
  const before = storyLanes(story)
  const isStorys = lanes
    .filter(({ lane }) => nameInStory(lane, before) !== '')
    .every(now => isAlike(now, before, [...SERVER, 'machine.cores']))
  const written = toldApart(lanes, coresDiffer(lanes))
  const names = lanes.map(({ lane }, at) => {
    const own = nameInStory(lane, before)
    return lane.name !== own || (own !== '' && isStorys) ? lane.name : written[at]!
  })
  return numbered(names)
}

/** Names that say nothing of cores, for where every lane stands for many numbers of them. */
export function serverTitles(lanes: readonly LaneNow[], story: string): string[] {
  if (!coresDiffer(lanes)) return laneTitles(lanes, story)
  const before = storyLanes(story)
  const written = toldApart(lanes, false)
  return lanes.map(({ lane }, at) => (lane.name === nameInStory(lane, before) ? written[at]! : lane.name))
}

/** Empty for a lane that a reader added. */
function nameInStory({ id }: Lane, before: readonly LaneNow[]): string {
  return before.find(({ lane }) => lane.id === id)?.lane.name ?? ''
}

/** What a name may add, the most telling first, where two would be the same. */
const TELLING: readonly Parameter[] = [
  ...PARAMETERS.filter(({ path }) => path.startsWith('server.')),
  ...PARAMETERS.filter(({ path }) => !path.startsWith('server.') && mayDiffer(path)),
]

/** Lanes that would have the same name say in what they differ: "A pool of three, backlog 10". */
function toldApart(lanes: readonly LaneNow[], withCores: boolean): string[] {
  const names = lanes.map(({ scenario }) => derived(scenario, withCores))
  return lanes.map(({ scenario }, at) => {
    const alike = lanes.filter((_, other) => names[other] === names[at])
    const first = TELLING.find(({ path }) => {
      const value = (one: LaneNow) => JSON.stringify(getParameter(one.scenario, path))
      return path !== 'machine.cores' && new Set(alike.map(value)).size > 1
    })
    if (!first) return names[at]!
    const value = valueText(first, getParameter(scenario, first.path))
    const name = names[at]!
    if (first.path === 'server.kind') return laneNames.withKind({ name, kind: value })
    return laneNames.withSetting({ name, label: wordsOf(first).label, value })
  })
}

/** Lanes that are alike in everything still are two. */
function numbered(names: readonly string[]): string[] {
  return names.map((name, at) => {
    const before = names.slice(0, at).filter(other => other === name).length
    return before === 0 ? name : laneNames.numbered({ name, number: before + 1 })
  })
}

/** Names that say nothing of what is swept, since each line stands for many values of it. */
export function lineTitles(lanes: readonly LaneNow[], story: string, path: ParameterPath): string[] {
  if (path === 'machine.cores') return serverTitles(lanes, story)
  if (!SERVER.includes(path)) return laneTitles(lanes, story)
  const names = lanes.map(({ scenario }) => SERVER_KINDS[scenario.server.kind].label)
  return names.map((name, at) =>
    names.indexOf(name) === names.lastIndexOf(name) ? name : laneNames.withLane({ name, lane: at + 1 }),
  )
}

function storyLanes(id: string): readonly LaneNow[] {
  const story = findStory(id)
  return story ? lanesOf(story) : []
}

function isAlike(now: LaneNow, before: readonly LaneNow[], paths: readonly ParameterPath[]): boolean {
  const then = before.find(({ lane }) => lane.id === now.lane.id)
  return !!then && paths.every(path => getParameter(now.scenario, path) === getParameter(then.scenario, path))
}

function coresDiffer(lanes: readonly LaneNow[]): boolean {
  return new Set(lanes.map(({ scenario }) => scenario.machine.cores)).size > 1
}

function derived(scenario: Scenario, withCores: boolean): string {
  const server = serverName(scenario)
  return withCores ? laneNames.withCores({ server, cores: scenario.machine.cores }) : laneNames.server({ server })
}

function serverName({ server }: Scenario): string {
  const { kind, workers, threads } = server
  const pool = servers.pool({ workers })
  switch (kind) {
    case 'flask':
      return servers.oneAtATime
    case 'flask-threaded':
      return servers.threadForEach
    case 'gunicorn-sync':
      return pool
    case 'gunicorn-gevent':
      return servers.gevent({ pool })
    case 'gunicorn-gthread':
    case 'uwsgi':
      return threads === 1 ? pool : servers.threads({ pool, threads })
    case 'waitress':
    case 'turbogears':
      return servers.process({ threads })
  }
}
