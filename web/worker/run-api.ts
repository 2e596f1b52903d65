/** The part of what a worker can be asked that shows one run: all that a figure in an article needs. */
import { transfer } from 'comlink'
import { type Result, resultBuffers } from '../../sim/measure/result.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { simulate } from '../../sim/simulate.ts'
import { heatBuffers, type LatencyHeat, latencyHeat } from '../charts/latency-heat.ts'
import { indexBuffers, indexLane, type LaneIndex } from '../stage/lane-index.ts'

/** A run as a lane shows it: its result with rows, and what the stage looks up in them. */
export interface LaneRun {
  result: Result
  index: LaneIndex
  heat: LatencyHeat
}

export function runLane(scenario: Scenario, maxRequests: number, maxRows: number): LaneRun {
  const result = simulate(scenario, { maxRequests, rows: true, maxRows })
  const { rows, series } = result
  if (!rows || !series) throw new Error('A run was asked for its rows and its series and has none.')
  return { result, index: indexLane(rows), heat: latencyHeat(rows, series) }
}

/** What was run before it was asked for, by what will be asked. */
const ahead = new Map<string, LaneRun>()

export const runApi = {
  /** Any live worker answers this at once; see `pool.ts`. */
  hello(): boolean {
    return true
  },

  /** Runs what `runOnce` will be asked for. */
  runAhead(scenarios: readonly Scenario[], maxRequests: number, maxRows: number): void {
    for (const scenario of scenarios) {
      ahead.set(JSON.stringify([scenario, maxRequests, maxRows]), runLane(scenario, maxRequests, maxRows))
    }
  },

  /** One run, with its series and its first rows. Sending stops after `maxRequests`, and the result says when. */
  runOnce(scenario: Scenario, maxRequests: number, maxRows: number): LaneRun {
    const asked = JSON.stringify([scenario, maxRequests, maxRows])
    const run = ahead.get(asked) ?? runLane(scenario, maxRequests, maxRows)
    // Its columns are moved to the page, so it can be had once.
    ahead.delete(asked)
    return transfer(run, [...resultBuffers(run.result), ...indexBuffers(run.index), ...heatBuffers(run.heat)])
  },
}
