/**
 * What a lane is called. The story's name holds as long as the lane is what the story made it; after that the name is
 * written from its settings, so that no heading says three workers where there are five.
 */
import { getParameter, type ParameterPath, type Scenario } from '../../sim/scenario/scenario.ts'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { findStory } from '../../sim/scenario/stories.ts'
import { type LaneNow, lanesOf } from '../state/lanes.ts'
import { inWords, upperFirst } from '../text/words.ts'

/** What a name speaks of besides cores. */
const SERVER: readonly ParameterPath[] = ['server.kind', 'server.workers', 'server.threads']

/**
 * The names of all lanes of a page.
 *
 * @param story The id of the story they come from.
 */
export function laneTitles(lanes: readonly LaneNow[], story: string): string[] {
  const before = storyLanes(story)
  const paths: ParameterPath[] = [...SERVER, 'machine.cores']
  if (lanes.every(now => isAlike(now, before, paths))) return lanes.map(({ lane }) => lane.name)
  return lanes.map(({ scenario }) => derived(scenario, coresDiffer(lanes)))
}

/** Names that say nothing of cores, for where every lane stands for many numbers of them. */
export function serverTitles(lanes: readonly LaneNow[], story: string): string[] {
  const before = storyLanes(story)
  if (!coresDiffer(before) && lanes.every(now => isAlike(now, before, SERVER)))
    return lanes.map(({ lane }) => lane.name)
  return lanes.map(({ scenario }) => derived(scenario, false))
}

/** Names that say nothing of what is swept, since each line stands for many values of it. */
export function lineTitles(lanes: readonly LaneNow[], story: string, path: ParameterPath): string[] {
  if (path === 'machine.cores') return serverTitles(lanes, story)
  if (!SERVER.includes(path)) return laneTitles(lanes, story)
  const names = lanes.map(({ scenario }) => SERVER_KINDS[scenario.server.kind].label)
  return names.map((name, at) => (names.indexOf(name) === names.lastIndexOf(name) ? name : `${name}, lane ${at + 1}`))
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
  const { cores } = scenario.machine
  const suffix = withCores ? `, ${inWords(cores)} ${cores === 1 ? 'core' : 'cores'}` : ''
  return `${upperFirst(serverName(scenario))}${suffix}`
}

function serverName({ server }: Scenario): string {
  const { kind, workers, threads } = server
  const pool = workers === 1 ? 'a single worker' : `a pool of ${inWords(workers)}`
  switch (kind) {
    case 'flask':
      return 'one at a time'
    case 'flask-threaded':
      return 'a thread for each'
    case 'gunicorn-sync':
      return pool
    case 'gunicorn-gevent':
      return `${pool} with gevent`
    case 'gunicorn-gthread':
    case 'uwsgi':
      return threads === 1 ? pool : `${pool}, ${inWords(threads)} threads each`
    case 'waitress':
    case 'turbogears':
      return `one process of ${inWords(threads)} threads`
  }
}
