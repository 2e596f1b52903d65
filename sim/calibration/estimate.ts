/**
 * What a calibration leaves: values of parameters, each with the interval it is certain of.
 */
import { interval } from '../experiment/statistics.ts'
import type { ParameterPath } from '../scenario/scenario.ts'

/** How many standard errors of a normal distribution hold 95 %. */
export const NORMAL_95 = 1.96

export interface Measure {
  value: number
  /** Ends of the 95 % interval. */
  low: number
  high: number
}

export interface Estimate extends Measure {
  path: ParameterPath
  /** Where it comes from, as the end of a sentence. */
  from: string
}

/** CPU utilization as somebody read it off: 0.62 is known to half a hundredth. */
export interface Utilization {
  /** Share of all cores, above 0 and at most 1. */
  share: number
  /** Half a unit of its last digit. */
  resolution: number
}

export interface Calibration {
  estimates: Estimate[]
  /** Sets of values of which the data cannot say which is right; empty when it can. */
  alternatives: { about: string; estimates: Estimate[] }[]
  notes: string[]
}

/** Mean with Student’s t interval. */
export function meanOfSample(values: ArrayLike<number>): Measure {
  const { mean, low, high } = interval(values)
  return { value: mean, low, high }
}

/**
 * Median with an interval that holds for any distribution: the number of values below the true median is binomial.
 *
 * Source: W. J. Conover, Practical Nonparametric Statistics, 3rd ed. (1999), section 3.2.
 */
export function medianOfSample(values: ArrayLike<number>): Measure {
  const sorted = Float64Array.from(values).sort()
  const n = sorted.length
  const reach = (NORMAL_95 * Math.sqrt(n)) / 2
  const at = (rank: number) => sorted[Math.min(n - 1, Math.max(0, rank))]
  return {
    value: (at(Math.floor((n - 1) / 2)) + at(Math.ceil((n - 1) / 2))) / 2,
    low: at(Math.floor(n / 2 - reach) - 1),
    high: at(Math.ceil(n / 2 + reach)),
  }
}

/** a − b, of values that were found independently of each other. */
export function difference(a: Measure, b: Measure): Measure {
  const value = a.value - b.value
  return {
    value,
    low: value - Math.hypot(a.value - a.low, b.high - b.value),
    high: value + Math.hypot(a.high - a.value, b.value - b.low),
  }
}
