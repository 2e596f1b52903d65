/**
 * Replications are runs whose seeds follow each other. Apart from the statistics over them, so that whoever only lists
 * runs does not load those.
 */
import { inEnglish } from '../scenario/in-english.ts'
import { MAX_SEED } from '../scenario/parameters/run.ts'
import type { Problem } from '../scenario/problem.ts'
import { type Scenario, withParameter } from '../scenario/scenario.ts'

/** The scenario of one run of a cell; replication 0 is the cell’s own scenario. */
export function replicationOf(scenario: Scenario, replication: number): Scenario {
  return withParameter(scenario, 'run.seed', scenario.run.seed + replication)
}

/** Says whether there is a seed for every replication. */
export function seedProblem(scenario: Scenario, replications: number): Problem | null {
  if (scenario.run.seed + replications - 1 <= MAX_SEED) return null
  return {
    path: 'run.seed',
    value: scenario.run.seed,
    message: `run.seed is ${scenario.run.seed}, and ${replications} replications need as many seeds from there on; the last one may be ${inEnglish(MAX_SEED)}.`,
  }
}
