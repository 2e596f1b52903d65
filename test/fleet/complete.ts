import type { PartialScenario, Scenario } from '../../sim/scenario/scenario.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'

/** The scenario with its defaults; throws what is wrong with it. */
export function complete(partial: PartialScenario): Scenario {
  const checked = completeScenario(partial)
  if (!checked.ok) throw new Error(checked.problems.map(({ message }) => message).join('\n'))
  return checked.value
}
