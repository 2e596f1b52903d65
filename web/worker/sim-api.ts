/**
 * What a worker can be asked, as plain functions: plain data in, plain data out, columns moved and not copied.
 * The type the page sees is derived from these functions; there is no second list to keep.
 */
import { transfer } from 'comlink'
import type { CellSummary } from '../../sim/experiment/metrics.ts'
import { type Result, resultBuffers } from '../../sim/measure/result.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { simulate } from '../../sim/simulate.ts'
import type { TheoryBeside } from '../../sim/theory/beside.ts'
import { indexBuffers, indexLane, type LaneIndex } from '../stage/lane-index.ts'

/** A run as a lane shows it: its result with rows, and what the stage looks up in them. */
export interface LaneRun {
  result: Result
  index: LaneIndex
}

export function runLane(scenario: Scenario, maxRequests: number, maxRows: number): LaneRun {
  const result = simulate(scenario, { maxRequests, rows: true, maxRows })
  if (!result.rows) throw new Error('A run was asked for its rows and has none.')
  return { result, index: indexLane(result.rows) }
}

export const simApi = {
  /** Any live worker answers this at once; see `pool.ts`. */
  hello(): boolean {
    return true
  },

  /** One run, with its series and its first rows. Sending stops after `maxRequests`, and the result says when. */
  runOnce(scenario: Scenario, maxRequests: number, maxRows: number): LaneRun {
    const run = runLane(scenario, maxRequests, maxRows)
    return transfer(run, [...resultBuffers(run.result), ...indexBuffers(run.index)])
  },

  /** Means and intervals over `replications` runs of one scenario with consecutive seeds. */
  async summarise(scenario: Scenario, replications: number): Promise<CellSummary> {
    // Student's t is as large as the simulator itself, and the first picture does not need it.
    const { summarise } = await import('./summarise.ts')
    return summarise(scenario, replications)
  },

  /** The formula that a scenario is a case of, with what it says, or why it does not hold. */
  async theory(scenario: Scenario): Promise<TheoryBeside> {
    const { theoryBeside } = await import('../../sim/theory/beside.ts')
    return theoryBeside(scenario)
  },
}

export type SimApi = typeof simApi
