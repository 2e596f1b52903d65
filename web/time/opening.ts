/** Where time begins when a story is opened: shortly before things go wrong, or else with the first request. */
import { Outcome } from '../../sim/measure/outcomes.ts'
import type { LaneRun } from '../worker/sim-api.ts'

/** So long before the first failure: enough to see that it is about to come. */
const BEFORE_FAILURE_MS = 3000
const BEFORE_REQUEST_MS = 300

/** @returns milliseconds since the measured time began */
export function openingMs(runs: readonly LaneRun[]): number {
  const instants = runs.map(({ result: { scenario, rows }, index }) => {
    const failures = index.endings.slice(Outcome.Ok + 1).map(({ atMs }) => atMs[0] ?? Number.POSITIVE_INFINITY)
    const sentMs = rows?.sentMs[0] ?? 0
    const atMs = Math.min(...failures)
    const since = scenario.run.warmupSeconds * 1000
    return {
      failure: Math.min(scenario.run.seconds * 1000, atMs) - since - BEFORE_FAILURE_MS,
      request: sentMs - since - BEFORE_REQUEST_MS,
      fails: atMs < since + scenario.run.seconds * 1000,
    }
  })
  const failing = instants.filter(({ fails }) => fails).map(({ failure }) => failure)
  const first = failing.length > 0 ? Math.min(...failing) : Math.min(...instants.map(({ request }) => request))
  return Math.max(0, Number.isFinite(first) ? first : 0)
}
