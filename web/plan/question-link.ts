/**
 * The traffic that a plan is for as the fragment of its address: the parameters that are not at their default. Apart from
 * the rest of the question, so that the playground can link to a plan without loading one.
 */

import { findParameter } from '../../sim/scenario/parameters.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { completeScenario, diffScenario, formatValue } from '../../sim/scenario/validate.ts'

/** What a plan takes from a scenario; server and machine are what it looks for. */
const ASKED = /^(traffic|request|client|proxy)\.|^server\.memoryMb$|^run\.seed$/

/** Parts of a fragment, `traffic.ratePerSecond=80` and so on. A recording cannot be linked to, and is left out. */
export function trafficParts(scenario: Scenario): string[] {
  const usual = completeScenario({})
  if (!usual.ok) return []
  return diffScenario(scenario, usual.value)
    .filter(({ path, value }) => ASKED.test(path) && value !== 'trace')
    .map(({ path, value }) => `${path}=${encodeURIComponent(formatValue(findParameter(path)!, value))}`)
}
