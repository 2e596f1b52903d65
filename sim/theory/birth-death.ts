/**
 * Long-run means of a chain of states 0 … last that moves one state up or down at a time.
 *
 * The chain cut off after state n has, by detailed balance, a last state of probability
 * L(n) = r(n) L(n−1) / (1 + r(n) L(n−1)), where r(n) is the rate up from n−1 over the rate down from n; and the mean of
 * any level f over it is M(n) = (1 − L(n)) M(n−1) + L(n) f(n). Every step is a weighted mean of positive numbers, so
 * nothing overflows or cancels, whatever the number of states. With r(n) = a / n it is the recursion for Erlang B.
 */
export interface BirthDeath {
  /** Probability of the last state. */
  lastState: number
  /** Mean of `level` over all states. */
  mean: number
}

/**
 * @param last Number of the last state, ≥ 0.
 * @param ratio Rate up from state n−1 divided by the rate down from state n, for n = 1 … last. ≥ 0.
 * @param level The value whose mean is wanted, for n = 0 … last.
 */
export function birthDeath(last: number, ratio: (n: number) => number, level: (n: number) => number): BirthDeath {
  let lastState = 1
  let mean = level(0)
  for (let n = 1; n <= last; n++) {
    // The form w / (1 + w), safe also where w overflows.
    lastState = 1 / (1 + 1 / (ratio(n) * lastState))
    mean += lastState * (level(n) - mean)
  }
  return { lastState, mean }
}
