import { type CellSummary, summariseCell, summariseRun } from '../../sim/experiment/metrics.ts'
import { replicationOf } from '../../sim/experiment/seeds.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { simulate } from '../../sim/simulate.ts'

/** Means and 95 % intervals over `replications` runs of one scenario with consecutive seeds. */
export function summarise(scenario: Scenario, replications: number): CellSummary {
  const runs = Array.from({ length: replications }, (_, replication) =>
    summariseRun(simulate(replicationOf(scenario, replication), { series: false })),
  )
  return summariseCell(runs)
}
