/** The lanes of a page with their complete scenarios. */
import { laneScenario, type PageState } from '../../sim/scenario/link.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import type { Lane } from '../../sim/scenario/stories.ts'

export interface LaneNow {
  lane: Lane
  scenario: Scenario
}

/** What has lanes: a page, or a story. */
export type WithLanes = Pick<PageState, 'shared' | 'lanes'>

/** States never change, so what was completed once need not be completed again: many parts of the page ask. */
const COMPLETED = new WeakMap<WithLanes, readonly LaneNow[]>()

/** Every lane, complete. A page state in the store always completes, and so does a story. */
export function lanesOf(page: WithLanes): readonly LaneNow[] {
  const known = COMPLETED.get(page)
  if (known) return known
  const lanes = page.lanes.map(lane => {
    const checked = laneScenario(page, lane)
    if (!checked.ok) throw new Error(checked.problems[0]?.message ?? 'A lane does not complete.')
    return { lane, scenario: checked.value }
  })
  COMPLETED.set(page, lanes)
  return lanes
}
