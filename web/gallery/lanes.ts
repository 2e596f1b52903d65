import { decodeState } from '../../sim/scenario/link.ts'
import { lanesOf } from '../state/lanes.ts'
import type { DrawnLane } from '../state/page.ts'
import { runLane } from '../worker/run-api.ts'
import type { GalleryState } from './states.ts'

/** As many as the page asks its workers for. */
const MAX_REQUESTS = 1_000_000
const MAX_ROWS = 50_000

/** The lanes of a state, and the instant it is looked at. @throws Error for a link that does not hold. */
export function lanesOfState({ link }: GalleryState): { lanes: DrawnLane[]; atMs: number } {
  const { state, problems } = decodeState(link)
  if (problems[0]) throw new Error(problems[0].message)
  const lanes = lanesOf(state).map(({ lane, scenario }) => ({
    id: lane.id,
    name: lane.name,
    ...runLane(scenario, MAX_REQUESTS, MAX_ROWS),
  }))
  return { lanes, atMs: (state.atSeconds ?? 0) * 1000 }
}
