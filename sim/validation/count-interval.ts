/// <reference path="./jstat.d.ts" />
import jStat from 'jstat'

/**
 * The means of a Poisson distribution that a count is compatible with: the exact two-sided interval. 14 counted: 7.7 to 23.5.
 *
 * Source: F. Garwood, Biometrika 28 (1936), p. 437.
 *
 * @param count A whole number ≥ 0.
 */
export function countInterval(count: number, confidence = 0.95): { low: number; high: number } {
  const tail = (1 - confidence) / 2
  return {
    low: count === 0 ? 0 : jStat.chisquare.inv(tail, 2 * count) / 2,
    high: jStat.chisquare.inv(1 - tail, 2 * count + 2) / 2,
  }
}
