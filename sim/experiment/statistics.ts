/**
 * What a handful of replications says about the true mean. Replications are runs with different seeds, so their values
 * are independent; that is what makes these intervals honest, and why values from within one run must not be used.
 *
 * Source: A. M. Law, Simulation Modeling and Analysis, 5th ed. (2015), sections 4.5 (interval) and 10.2 (paired difference).
 */
import { studentT } from './student-t.ts'

/** A mean and the interval around it that, over many repetitions, covers the true mean with the asked confidence. */
export interface Interval {
  mean: number
  low: number
  high: number
  /** `high` − `mean`. Infinity for fewer than two values: one value says nothing about its spread. */
  halfWidth: number
  /** Number of values. */
  n: number
}

/**
 * Confidence interval of the mean by Student's t: mean ± t · s / √n. Exact for normally distributed values, and close for
 * means over long runs, whatever the distribution of single requests.
 *
 * No values: mean NaN. A value that is NaN makes mean and half width NaN; leave such replications out, or say why not.
 *
 * @param values One value per replication.
 * @param confidence Above 0 and below 1; 0.95 means that one interval in twenty misses.
 * @throws RangeError when `confidence` is not between 0 and 1.
 */
export function interval(values: ArrayLike<number>, confidence = 0.95): Interval {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`confidence is ${confidence}, but must be above 0 and below 1`)
  }
  const n = values.length
  const mean = meanOf(values)
  const halfWidth = n < 2 ? Infinity : studentT(confidence, n - 1) * Math.sqrt(varianceOf(values) / n)
  return { mean, low: mean - halfWidth, high: mean + halfWidth, halfWidth, n }
}

/**
 * Interval of the mean of `after[i] − before[i]`, where the two values of each pair come from runs with the same seed
 * (common random numbers). What both runs share cancels, so a small difference shows with few replications. The
 * difference is real, at this confidence, when the interval does not contain 0.
 *
 * @throws RangeError when the two differ in length, or when `confidence` is not between 0 and 1.
 */
export function pairedDifference(before: ArrayLike<number>, after: ArrayLike<number>, confidence = 0.95): Interval {
  if (before.length !== after.length) {
    throw new RangeError(`before has ${before.length} values and after has ${after.length}, but they must be pairs`)
  }
  return interval(
    Array.from(after, (value, pair) => value - (before[pair] as number)),
    confidence,
  )
}

/** Mean of all values; NaN when there are none. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let at = 0; at < values.length; at++) sum += values[at] as number
  return sum / values.length
}

/**
 * Unbiased sample variance, with divisor n − 1, in two passes so that a large mean costs no digits. NaN for fewer than
 * two values.
 */
export function varianceOf(values: ArrayLike<number>): number {
  if (values.length < 2) return Number.NaN
  const mean = meanOf(values)
  let squares = 0
  for (let at = 0; at < values.length; at++) squares += ((values[at] as number) - mean) ** 2
  return squares / (values.length - 1)
}
