/**
 * How far a simulated figure may be from the measured one.
 */
import type { Scenario } from '../scenario/scenario.ts'
import { SERVER_KINDS } from '../scenario/server-kinds.ts'
import { countInterval } from './count-interval.ts'
import type { RecordedConfig } from './recorded-case.ts'

export interface Tolerance {
  /** Relative, of the answers a second. */
  answered: number
  /** Difference of two shares. */
  share: number
  /** Relative, of p50 and p95. */
  latency: number
}

/**
 * Rates within 3 %, shares within 3 points, latencies within 10 %. Wider where a recording is less certain of itself:
 * shares in a burst (5 points: a few queue places decide who is turned away); latencies where threads contend for a GIL,
 * under gevent, and on two cores, which the rig shares (15 %).
 */
export function toleranceOf(config: RecordedConfig, scenario: Scenario): Tolerance {
  return {
    answered: 0.03,
    share: config.burst === undefined ? 0.03 : 0.05,
    latency: isLessCertain(scenario) ? 0.15 : 0.1,
  }
}

function isLessCertain({ machine, server }: Scenario): boolean {
  return machine.cores > 1 || server.threads > 1 || SERVER_KINDS[server.kind].sharing === 'cooperative'
}

export interface Allowed {
  /** Simulated values from `low` to `high` are within the tolerance. */
  low: number
  high: number
  /** How the two follow from the measured value. `count`: the 95 % interval of a Poisson count. */
  rule: 'relative' | 'points' | 'count'
  /** For `relative` and `points`: how much to either side. */
  by: number
}

export function withinRelative(measured: number, by: number): Allowed {
  return { low: measured * (1 - by), high: measured * (1 + by), rule: 'relative', by }
}

export function withinPoints(measured: number, by: number): Allowed {
  return { low: measured - by, high: measured + by, rule: 'points', by }
}

/**
 * Answers a second. Where the tolerance is less than one request (3 %: below 34 answers) only the very same count could
 * pass, though the real stack would not count the same twice; there the simulated count must lie in the 95 % interval of
 * the measured one, taken as Poisson. That is wider, so it is used for such counts alone.
 */
export function withinAnswered(answered: number, seconds: number, by: number): Allowed {
  if (answered * by >= 1) return withinRelative(answered / seconds, by)
  const { low, high } = countInterval(answered)
  return { low: low / seconds, high: high / seconds, rule: 'count', by: Number.NaN }
}
