/** What a reader does with whole lanes, as pure functions of the page's state. */
import { theName } from '#text/controls.ts'
import { laneScenario, type PageState } from '../../sim/scenario/link.ts'
import { ADDED_LANES, laneOf, MOST_LANES, mayDiffer, readLaneName } from '../../sim/scenario/link-lanes.ts'
import { merge, setAt, without } from '../../sim/scenario/merge.ts'
import { defaultOf, PARAMETERS, rangeOf } from '../../sim/scenario/parameters.ts'
import { accepted, type Checked, refused } from '../../sim/scenario/problem.ts'
import { type PartialScenario, withParameter } from '../../sim/scenario/scenario.ts'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { DEFAULT_STORY, findStory, type Lane } from '../../sim/scenario/stories.ts'

/** The page if every lane of it can be run. */
export function checked(page: PageState): Checked<PageState> {
  const problems = page.lanes.flatMap(lane => {
    const complete = laneScenario(page, lane)
    return complete.ok ? [] : complete.problems
  })
  return problems.length > 0 ? refused(problems) : accepted(page)
}

export function hasRoom(page: PageState): boolean {
  return page.lanes.length < MOST_LANES
}

/** One lane more, below the others, with this server in place of the shared one. */
export function withServerAdded(page: PageState, server: PartialScenario): Checked<PageState> {
  return inserted(page, page.lanes.length, serverOver(page.shared, {}, server))
}

/** A lane with the same settings, below the one it is a copy of. */
export function withCopy(page: PageState, id: string): Checked<PageState> {
  const at = page.lanes.findIndex(lane => lane.id === id)
  return at < 0 ? accepted(page) : inserted(page, at + 1, page.lanes[at]!.set)
}

/** One lane always stays. */
export function withoutLane(page: PageState, id: string): Checked<PageState> {
  const lanes = page.lanes.filter(lane => lane.id !== id)
  return accepted(lanes.length === 0 ? page : { ...page, lanes })
}

/** An empty name gives the lane the one it has by itself. */
export function renamed(page: PageState, id: string, text: string): Checked<PageState> {
  const name = readLaneName(theName, text)
  if (!name.ok) return name
  const own = laneOf(findStory(page.story) ?? DEFAULT_STORY, id).name
  return accepted(changedLane(page, id, lane => ({ ...lane, name: name.value === '' ? own : name.value })))
}

/** Another server in a lane; what the lane has of its own besides its server stays. */
export function withServer(page: PageState, id: string, server: PartialScenario): Checked<PageState> {
  return checked(changedLane(page, id, lane => ({ ...lane, set: serverOver(page.shared, lane.set, server) })))
}

export function changedLane(page: PageState, id: string, change: (lane: Lane) => Lane): PageState {
  return { ...page, lanes: page.lanes.map(lane => (lane.id === id ? change(lane) : lane)) }
}

function inserted(page: PageState, at: number, set: PartialScenario): Checked<PageState> {
  const id = ADDED_LANES.find(free => page.lanes.every(lane => lane.id !== free))
  if (!hasRoom(page) || !id) return accepted(page)
  return checked({ ...page, lanes: page.lanes.toSpliced(at, 0, { id, name: '', set }) })
}

/** A server as its preset says, whatever all lanes share about servers, over what else a lane has of its own. */
function serverOver(shared: PartialScenario, own: PartialScenario, preset: PartialScenario): PartialScenario {
  const kind = SERVER_KINDS[preset.server?.kind ?? 'gunicorn-sync']
  return PARAMETERS.reduce(
    (set, parameter) => {
      const { path } = parameter
      const wanted = mayDiffer(path) ? setAt(preset, path) : undefined
      if (wanted !== undefined) return withParameter(set, path, wanted)
      if (!path.startsWith('server.')) return set
      const has = !(parameter.kind === 'number' && rangeOf(parameter, kind).fixed)
      const isShared = setAt(shared, path) !== undefined
      return has && isShared ? withParameter(set, path, defaultOf(parameter, kind)) : without(set, path)
    },
    merge({}, own),
  )
}
