/**
 * What is wrong with a scenario as a fleet, though every field of it is allowed.
 */
import { inEnglish } from '../scenario/in-english.ts'
import { notAllowed, type Problem } from '../scenario/problem.ts'
import { getParameter, type ParameterPath, type Scenario } from '../scenario/scenario.ts'
import { MAX_REQUESTS } from '../scenario/work.ts'
import type { Trace } from '../simulate.ts'
import { expectedFleetRequests } from './traffic.ts'

/** Problems as sentences; empty when the fleet can be simulated. */
export function fleetProblems(scenario: Scenario, trace: Trace | null = null): Problem[] {
  const { traffic, fleet } = scenario
  if (traffic.kind === 'closed')
    return [notAllowed('traffic.kind', 'closed', 'open or trace: a fleet’s clients do not wait for each other')]
  if (fleet.min > fleet.max) return [notAllowed('fleet.min', fleet.min, `at most fleet.max, which is ${fleet.max}`)]
  const [lower, upper] = THRESHOLDS[fleet.metric]
  const atMost = getParameter(scenario, upper) as number
  if (fleet.min < fleet.max && (getParameter(scenario, lower) as number) >= atMost)
    return [notAllowed(lower, getParameter(scenario, lower), `less than ${upper}, which is ${atMost}`)]
  return tooManyRequests(scenario, trace)
}

const THRESHOLDS: Record<Scenario['fleet']['metric'], [lower: ParameterPath, upper: ParameterPath]> = {
  'network-out': ['fleet.networkOutLowerMb', 'fleet.networkOutUpperMb'],
  cpu: ['fleet.cpuLowerPercent', 'fleet.cpuUpperPercent'],
  latency: ['fleet.latencyLowerMs', 'fleet.latencyUpperMs'],
  requests: ['fleet.requestsLowerPerSecond', 'fleet.requestsUpperPerSecond'],
}

function tooManyRequests(scenario: Scenario, trace: Trace | null): Problem[] {
  const { traffic, client, fleet } = scenario
  const once = traffic.kind === 'trace' ? (trace?.sentMs.length ?? 0) : expectedFleetRequests(scenario)
  const requests = once * (1 + client.retries)
  if (requests <= MAX_REQUESTS) return []
  const [asked, most] = [requests, MAX_REQUESTS].map(count => `${inEnglish(Math.ceil(count / 1e6))} million`)
  const retries = client.retries > 0 ? ` with ${client.retries} retries each` : ''
  const message = `fleet.hours is ${fleet.hours}, which with this traffic${retries} makes up to ${asked} requests; allowed are ${most}.`
  return [{ path: 'fleet.hours', value: fleet.hours, message }]
}
