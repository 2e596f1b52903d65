/**
 * What a lane is called. The story's name holds as long as the lane is what the story made it; after that the name is
 * written from its settings, so that no heading says three workers where there are five.
 */
import { laneScenario, type PageState } from '../../sim/scenario/link.ts'
import { getParameter, type ParameterPath, type Scenario } from '../../sim/scenario/scenario.ts'
import { findStory, type Lane } from '../../sim/scenario/stories.ts'
import { inWords, upperFirst } from '../text/words.ts'

interface LaneNow {
  lane: Lane
  scenario: Scenario
}

/** What a name may speak of. */
const NAMED: readonly ParameterPath[] = ['server.kind', 'server.workers', 'server.threads', 'machine.cores']

/**
 * The names of all lanes.
 *
 * @param options.cores false where every lane has many numbers of cores, so that a name should not speak of them.
 */
export function laneTitles(lanes: readonly LaneNow[], story: string, options = { cores: true }): string[] {
  const coresDiffer = options.cores && new Set(lanes.map(({ scenario }) => scenario.machine.cores)).size > 1
  const storyCoresDiffer = story !== '' && storyNamesCores(story)
  const keep = (coresDiffer || !storyCoresDiffer) && lanes.every(now => asInStory(now, story, options.cores))
  if (keep) return lanes.map(({ lane }) => lane.name)
  return lanes.map(({ scenario }) => derived(scenario, coresDiffer))
}

function asInStory({ lane, scenario }: LaneNow, storyId: string, cores: boolean): boolean {
  const before = storyScenario(storyId, lane.id)
  const paths = cores ? NAMED : NAMED.filter(path => path !== 'machine.cores')
  return before !== null && paths.every(path => getParameter(scenario, path) === getParameter(before, path))
}

function storyScenario(storyId: string, laneId: string): Scenario | null {
  const story = findStory(storyId)
  const lane = story?.lanes.find(({ id }) => id === laneId)
  if (!story || !lane) return null
  const checked = laneScenario({ shared: story.shared } as PageState, lane)
  return checked.ok ? checked.value : null
}

function storyNamesCores(storyId: string): boolean {
  const cores = findStory(storyId)?.lanes.map(({ id }) => storyScenario(storyId, id)?.machine.cores) ?? []
  return new Set(cores).size > 1
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
      return `one process of ${inWords(threads)} threads`
  }
}
