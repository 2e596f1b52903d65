/**
 * What a worker can be asked, as plain functions: plain data in, plain data out, columns moved and not copied.
 * The type the page sees is derived from these functions; there is no second list to keep.
 */
import { transfer } from 'comlink'
import type { CellSummary } from '../../sim/experiment/metrics.ts'
import { type Result, resultBuffers } from '../../sim/measure/result.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { simulate } from '../../sim/simulate.ts'

export const simApi = {
  /** Any live worker answers this at once; see `pool.ts`. */
  hello(): boolean {
    return true
  },

  /** One run, with its series. Sending stops after `maxRequests`, and the result says when. */
  runOnce(scenario: Scenario, maxRequests: number): Result {
    const result = simulate(scenario, { maxRequests })
    return transfer(result, resultBuffers(result))
  },

  /** Means and intervals over `replications` runs of one scenario with consecutive seeds. */
  async summarise(scenario: Scenario, replications: number): Promise<CellSummary> {
    // Student's t is as large as the simulator itself, and the first picture does not need it.
    const { summarise } = await import('./summarise.ts')
    return summarise(scenario, replications)
  },
}

export type SimApi = typeof simApi
