/**
 * Mean and spread of the work that a scenario's requests bring, exactly as its distribution defines them.
 * CPU and I/O of one request are drawn independently, but a slow request is slow in both.
 */
import type { Scenario } from '../scenario/scenario.ts'

export interface Moments {
  mean: number
  /** Standard deviation over mean; 0 where the mean is 0, Infinity where the variance is. */
  cv: number
}

/** What of a request says how much work it is. */
export type Work = Omit<Scenario['request'], 'postShare'>

export interface Demand {
  cpuMs: Moments
  ioMs: Moments
  /** CPU and I/O together: how long the request would hold a worker that has a core to itself. */
  holdingMs: Moments
}

/**
 * Moments of the demand drawn for one request, without the server's own overhead.
 *
 * Pareto with tail index α has cv² = 1 / (α (α − 2)), infinite for α ≤ 2 (N. L. Johnson et al., Continuous Univariate
 * Distributions, vol. 1, 2nd ed. 1994, chapter 20).
 */
export function demandOf(request: Work): Demand {
  const cv = baseCv(request)
  return {
    cpuMs: withSlow(request, request.cpuMs, cv),
    ioMs: withSlow(request, request.ioMs, cv),
    holdingMs: withSlow(request, request.cpuMs + request.ioMs, cvOfSum(request.cpuMs, request.ioMs, cv)),
  }
}

function baseCv({ distribution, cv, shape }: Work): number {
  switch (distribution) {
    case 'deterministic':
      return 0
    case 'exponential':
      return 1
    case 'lognormal':
      return cv
    case 'pareto':
      return shape > 2 ? 1 / Math.sqrt(shape * (shape - 2)) : Infinity
  }
}

/** Spread of the sum of two independent times with means `a` and `b` and the same `cv`. */
function cvOfSum(a: number, b: number, cv: number): number {
  return a + b === 0 ? 0 : (cv * Math.hypot(a, b)) / (a + b)
}

/** A share p of requests has everything multiplied by f: the first two moments are mixed accordingly. */
function withSlow({ slowShare, slowFactor }: Work, mean: number, cv: number): Moments {
  const first = 1 + slowShare * (slowFactor - 1)
  const second = 1 + slowShare * (slowFactor * slowFactor - 1)
  if (mean === 0 || first === 0) return { mean: 0, cv: 0 }
  // Rounding may push an exact 0 a hair below it.
  const squaredCv = ((1 + cv * cv) * second) / (first * first) - 1
  return { mean: mean * first, cv: Math.sqrt(Math.max(0, squaredCv)) }
}
