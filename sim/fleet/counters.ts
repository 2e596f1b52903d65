/**
 * What an instance has counted so far, as one short row of numbers that can be added and subtracted.
 */
import { CREDIT_MS } from '../engine/credits.ts'
import { OUTCOME_COUNT } from '../measure/outcomes.ts'
import type { Instance } from './instance.ts'

/** Outcome code → how many; the code of `Pending` holds what was sent. Then sums in milliseconds, and answers in time. */
export const Count = {
  Offered: 0,
  BusyMs: OUTCOME_COUNT,
  WastedMs: OUTCOME_COUNT + 1,
  LatencyMs: OUTCOME_COUNT + 2,
  ThrottledMs: OUTCOME_COUNT + 3,
  /** Surplus credits to be paid. */
  Charged: OUTCOME_COUNT + 4,
} as const

export const COUNTS = OUTCOME_COUNT + 5

/** Of one instance, from its start until `at`, which its world has reached. */
export function countersAt({ world }: Instance, at: number): Float64Array<ArrayBuffer> {
  const { recorder, cores } = world
  const counters = new Float64Array(COUNTS)
  counters.set(recorder.outcomes)
  const times = cores.timesUntil(at)
  counters[Count.Offered] = recorder.offered
  counters[Count.BusyMs] = times.busyMs
  counters[Count.WastedMs] = times.wastedMs
  counters[Count.ThrottledMs] = times.throttledMs
  counters[Count.Charged] = (cores.creditsAt(at)?.chargedMs ?? 0) / CREDIT_MS
  counters[Count.LatencyMs] = recorder.latencySumMs
  return counters
}

/** Adds a row of numbers to another, which changes. */
export function add(to: Float64Array<ArrayBuffer>, row: Float64Array, factor = 1): Float64Array<ArrayBuffer> {
  for (let at = 0; at < row.length; at++) to[at] += factor * row[at]
  return to
}
