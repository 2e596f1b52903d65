/**
 * One server (or core) and service of any distribution: M/G/1 in order of arrival, and with everybody served at once at
 * an equal share (processor sharing).
 *
 * Sources: L. Kleinrock, Queueing Systems, vol. 1 (1975), section 5.6 (Pollaczek–Khinchine); vol. 2 (1976), section 4.4
 * (M/G/1 processor sharing). For c cores: F. P. Kelly, Reversibility and Stochastic Networks (1979), section 3.3.
 */
import { requireNonNegative } from './check.ts'
import { manyServers } from './many-servers.ts'
import { type SteadyState, steadyState } from './steady-state.ts'

/**
 * M/G/1 in order of arrival, the Pollaczek–Khinchine formula: wait W = ρ S (1 + cv²) / (2 (1 − ρ)) with ρ = λS.
 * Infinity when ρ ≥ 1, and also below when the variance is infinite.
 *
 * @param ratePerMs λ ≥ 0. @param serviceMs S ≥ 0, the mean. @param cv Standard deviation of service over its mean, ≥ 0, may be Infinity.
 * @throws RangeError for arguments outside these ranges.
 */
export function inOrderOfArrival(ratePerMs: number, serviceMs: number, cv: number): SteadyState {
  requireNonNegative({ ratePerMs, serviceMs, cv })
  const load = ratePerMs * serviceMs
  if (load === 0) return steadyState(ratePerMs, serviceMs, 1, 0)
  const waitMs = load >= 1 ? Infinity : (load * serviceMs * (1 + cv * cv)) / (2 * (1 - load))
  return steadyState(ratePerMs, serviceMs, 1, waitMs)
}

/**
 * M/G/c processor sharing: all m requests are served at once, each at speed min(1, c/m). The number present, and so the
 * mean residence, depends on the distribution of service by its mean alone, and is that of M/M/c. `waitMs` is the delay,
 * residence minus service. With one core, residence is S / (1 − λS).
 *
 * @param cores c ≥ 1. Other arguments, Infinity and errors as in `manyServers`.
 */
export function processorSharing(ratePerMs: number, serviceMs: number, cores: number): SteadyState {
  const { waitProbability: _, ...sharing } = manyServers(ratePerMs, serviceMs, cores)
  return sharing
}

/**
 * Mean residence under processor sharing on one core of a request that itself needs `ownMs` of CPU: ownMs / (1 − ρ).
 * A request that needs twice the CPU takes twice as long. Infinity when ρ ≥ 1.
 *
 * @throws RangeError unless all arguments are ≥ 0.
 */
export function sharedResidenceMs(ratePerMs: number, serviceMs: number, ownMs: number): number {
  requireNonNegative({ ratePerMs, serviceMs, ownMs })
  const load = ratePerMs * serviceMs
  return load >= 1 ? Infinity : ownMs / (1 - load)
}
