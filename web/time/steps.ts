/** The events of all lanes as one line of instants, in milliseconds since the measured time began. */
import { nextEventMs, previousEventMs } from '../stage/moment.ts'
import type { LaneRun } from '../worker/sim-api.ts'
import { clock } from './the-clock.ts'

/** Goes to the next event, or to the one before, of any lane. */
export function step(runs: readonly LaneRun[], direction: 1 | -1): void {
  const instant = direction > 0 ? nextInstant(runs, clock.nowMs()) : previousInstant(runs, clock.nowMs())
  if (Number.isFinite(instant)) clock.stepTo(instant)
}

/** The next instant at which anything happens in any lane; Infinity when nothing does. */
export function nextInstant(runs: readonly LaneRun[], at: number): number {
  return Math.min(...runs.map(run => inRun(run, at, nextEventMs)))
}

/** The last instant before at which anything happened; −Infinity when nothing had. */
export function previousInstant(runs: readonly LaneRun[], at: number): number {
  return Math.max(...runs.map(run => inRun(run, at, previousEventMs)))
}

function inRun({ result, index }: LaneRun, at: number, find: typeof nextEventMs): number {
  const warmupMs = result.scenario.run.warmupSeconds * 1000
  return result.rows ? find(result.rows, index, at + warmupMs) - warmupMs : Number.NaN
}
