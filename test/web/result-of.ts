import { OUTCOME_NAMES, type OutcomeName } from '../../sim/measure/outcomes.ts'
import type { Result } from '../../sim/measure/result.ts'
import type { PartialScenario, Scenario } from '../../sim/scenario/scenario.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'
import { simulate } from '../../sim/simulate.ts'

export function scenarioOf(partial: PartialScenario): Scenario {
  const checked = completeScenario(partial)
  if (!checked.ok) throw new Error(checked.problems[0]?.message)
  return checked.value
}

/** A real result of a real run: what the page would be given. */
export function resultOf(partial: PartialScenario): Result {
  return simulate(scenarioOf(partial))
}

interface Told {
  scenario?: PartialScenario
  outcomes: Partial<Record<OutcomeName, number>>
  p50?: number
  p95?: number
  log?: Partial<Result['log']>
}

/** A result that says what a test wants to be told: counts by outcome, and what else a sentence is made from. */
export function told({ scenario = {}, outcomes, p50 = 60, p95 = 180, log = {} }: Told): Result {
  const counts = Object.fromEntries(OUTCOME_NAMES.slice(1).map(name => [name, outcomes[name as OutcomeName] ?? 0]))
  const quiet = resultOf({ ...scenario, run: { seconds: 0.1, warmupSeconds: 0 } })
  const offered = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return {
    ...quiet,
    scenario: scenarioOf(scenario),
    offered,
    ok: counts['200']!,
    outcomes: counts as Result['outcomes'],
    latencyMs: { ...quiet.latencyMs, p50, p95 },
    log: { ...quiet.log, ...log },
  }
}
