/**
 * Runs of which nothing is kept but numbers. They count latencies in one histogram: to get a new one from the browser
 * for each and give it back took a worker a fifth of a short run, and another thread as long again.
 */
import { FINE_BITS, histogramSize } from '../measure/histogram.ts'
import type { Result } from '../measure/result.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { type SimulateOptions, simulate } from '../simulate.ts'
import { type RunSummary, summariseRun } from './metrics.ts'

const HISTOGRAM = new Float64Array(histogramSize(FINE_BITS))

/** What `read` makes of a run, without series. It must keep nothing of the result's histogram, which is the next run's as well. */
export function numbersOf<T>(scenario: Scenario, options: SimulateOptions, read: (result: Result) => T): T {
  return read(simulate(scenario, { ...options, series: false, histogram: HISTOGRAM }))
}

/** A run's summary. Pure: the same scenario gives the same numbers. */
export function summaryOf(scenario: Scenario, options: SimulateOptions = {}): RunSummary {
  return numbersOf(scenario, options, summariseRun)
}
