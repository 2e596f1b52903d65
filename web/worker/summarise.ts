import { type CellSummary, summariseCell } from '../../sim/experiment/metrics.ts'
import { summaryOf } from '../../sim/experiment/numbers-of.ts'
import { replicationOf } from '../../sim/experiment/seeds.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'

/** Means and 95 % intervals over `replications` runs of one scenario with consecutive seeds. */
export function summarise(scenario: Scenario, replications: number): CellSummary {
  const runs = Array.from({ length: replications }, (_, replication) => summaryOf(replicationOf(scenario, replication)))
  return summariseCell(runs)
}
