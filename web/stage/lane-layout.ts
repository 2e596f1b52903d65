/** What of a lane's run is drawn, and how much room it takes. */
import type { Result } from '../../sim/measure/result.ts'
import { processesOf } from '../../sim/scenario/scenario.ts'
import type { LaneIndex } from './lane-index.ts'
import { type Layout, layoutLane } from './layout.ts'
import { placesOf } from './words.ts'

export interface LaneToDraw {
  result: Pick<Result, 'scenario' | 'rows' | 'series'>
  index: LaneIndex
}

/** @param width in CSS pixels */
export function layoutOf({ result: { scenario }, index }: LaneToDraw, width: number): Layout {
  return layoutLane(width, {
    places: placesOf(scenario),
    workers: processesOf(scenario),
    seats: index.seats,
    cores: scenario.machine.cores,
  })
}
