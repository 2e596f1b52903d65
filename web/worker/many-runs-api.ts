/** Several runs of one scenario, and what theory says of it. */
import type { CellSummary } from '../../sim/experiment/metrics.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import type { TheoryBeside } from '../../sim/theory/beside.ts'

/** Means and intervals over `replications` runs of one scenario with consecutive seeds. */
export async function summarise(scenario: Scenario, replications: number): Promise<CellSummary> {
  // Student's t is as large as the simulator itself, and the first picture does not need it.
  const { summarise } = await import('./summarise.ts')
  return summarise(scenario, replications)
}

/** The formula that a scenario is a case of, with what it says, or why it does not hold. */
export async function theory(scenario: Scenario): Promise<TheoryBeside> {
  const { theoryBeside } = await import('../../sim/theory/beside.ts')
  return theoryBeside(scenario)
}
