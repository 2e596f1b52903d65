/**
 * Student's t for whole degrees of freedom, where its distribution is a finite sum: the page computes intervals with it,
 * and a library of distributions would be as large as the simulator. The tests hold it against one.
 *
 * Source: M. Abramowitz, I. Stegun, Handbook of Mathematical Functions (1964), 26.7.3 and 26.7.4.
 */

/** Halvings of an angle below π/2 until nothing is left of a double. */
const HALVINGS = 55

/**
 * How many standard errors to either side of the mean hold `confidence` of Student's t.
 *
 * @param confidence Above 0 and below 1.
 * @param dof Degrees of freedom, a whole number ≥ 1.
 */
export function studentT(confidence: number, dof: number): number {
  let [low, high] = [0, Math.PI / 2]
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2
    if (probabilityWithin(middle, dof) < confidence) low = middle
    else high = middle
  }
  return Math.sqrt(dof) * Math.tan((low + high) / 2)
}

/** The probability that t stays within ± √dof · tan(angle). */
function probabilityWithin(angle: number, dof: number): number {
  const cosine = Math.cos(angle)
  const isOdd = dof % 2 === 1
  let term = isOdd ? cosine : 1
  let sum = dof === 1 ? 0 : term
  for (let factor = isOdd ? 2 : 1; factor <= dof - 3; factor += 2) {
    term *= (factor / (factor + 1)) * cosine * cosine
    sum += term
  }
  return isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum
}
