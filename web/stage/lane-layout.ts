/** What of a lane's run is drawn, and how much room it takes. */
import { processesOf } from '../../sim/scenario/scenario.ts'
import type { LaneRun } from '../worker/sim-api.ts'
import { type Layout, layoutLane } from './layout.ts'
import { placesOf } from './words.ts'

export type LaneToDraw = Pick<LaneRun, 'result' | 'index'>

/** @param width in CSS pixels */
export function layoutOf({ result: { scenario }, index }: LaneToDraw, width: number): Layout {
  return layoutLane(width, {
    places: placesOf(scenario),
    workers: processesOf(scenario),
    seats: index.seats,
    cores: scenario.machine.cores,
  })
}
