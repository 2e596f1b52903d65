/**
 * M/M/c: Poisson arrivals, exponential service, c servers, one queue in order of arrival, room without end.
 * M/M/1 is the case of one server.
 *
 * Source: L. Kleinrock, Queueing Systems, vol. 1 (1975), sections 3.2 and 3.5.
 */
import { requireNonNegative } from './check.ts'
import { erlangC } from './erlang.ts'
import { type SteadyState, steadyState } from './steady-state.ts'

export interface ManyServers extends SteadyState {
  /** Share of requests that find no server free. */
  waitProbability: number
}

/**
 * Mean values of M/M/c. Wait W = C(c, a) · S / (c − a) with a = λS; Infinity when a ≥ c.
 *
 * @param ratePerMs λ, arrivals per millisecond, ≥ 0.
 * @param serviceMs S, mean service time, ≥ 0.
 * @param servers c ≥ 1.
 * @throws RangeError for arguments outside these ranges.
 */
export function manyServers(ratePerMs: number, serviceMs: number, servers: number): ManyServers {
  requireNonNegative({ ratePerMs, serviceMs })
  const load = ratePerMs * serviceMs
  const waitProbability = erlangC(servers, load)
  const waitMs = load >= servers ? Infinity : (waitProbability * serviceMs) / (servers - load)
  return { ...steadyState(ratePerMs, serviceMs, servers, waitMs), waitProbability }
}

/** Mean values of M/M/1: residence S / (1 − λS). Arguments and errors as in `manyServers`. */
export function singleServer(ratePerMs: number, serviceMs: number): ManyServers {
  return manyServers(ratePerMs, serviceMs, 1)
}

/**
 * The wait in M/M/c that a share `quantile` of requests does not exceed: an atom of 1 − C at 0, then exponential with
 * rate (c − a) / S. 0 when more than that share need not wait at all; Infinity when saturated.
 *
 * @param quantile 0 ≤ quantile < 1, for example 0.95.
 * @throws RangeError for arguments outside their ranges.
 */
export function waitPercentileMs(ratePerMs: number, serviceMs: number, servers: number, quantile: number): number {
  requireQuantile(quantile)
  const { waitProbability, waitMs } = manyServers(ratePerMs, serviceMs, servers)
  if (waitMs === Infinity) return Infinity
  if (quantile <= 1 - waitProbability) return 0
  return (serviceMs / (servers - ratePerMs * serviceMs)) * Math.log(waitProbability / (1 - quantile))
}

/**
 * The residence time in M/M/1, in order of arrival, that a share `quantile` of requests does not exceed: residence is
 * exponential with mean S / (1 − λS). Infinity when saturated.
 *
 * @param quantile 0 ≤ quantile < 1.
 * @throws RangeError for arguments outside their ranges.
 */
export function singleServerResidencePercentileMs(ratePerMs: number, serviceMs: number, quantile: number): number {
  requireQuantile(quantile)
  const { residenceMs } = singleServer(ratePerMs, serviceMs)
  return residenceMs === Infinity ? Infinity : -residenceMs * Math.log1p(-quantile)
}

/**
 * The residence time in M/M/c, in order of arrival, that a share `quantile` of requests does not exceed, by bisection of
 * P(R > t) = e^(−μt) + C (e^(−θt) − e^(−μt)) μ / (μ − θ), with μ = 1 / S and θ = (c − a) / S; where θ = μ the second term is
 * C μt e^(−μt). A request waits with chance C, exponentially with rate θ, and is then served. Infinity when saturated.
 *
 * @param quantile 0 ≤ quantile < 1. Other arguments and errors as in `manyServers`.
 */
export function residencePercentileMs(ratePerMs: number, serviceMs: number, servers: number, quantile: number): number {
  requireQuantile(quantile)
  const { waitProbability, residenceMs } = manyServers(ratePerMs, serviceMs, servers)
  if (residenceMs === Infinity || residenceMs === 0) return residenceMs
  // In units of the service time; `free` is the mean number of idle servers.
  const free = servers - ratePerMs * serviceMs
  const longer = (t: number) => Math.exp(-t) + waitProbability * waitAndService(t, free)
  let low = 0
  let high = 1
  while (longer(high) > 1 - quantile) high *= 2
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2
    if (longer(middle) > 1 - quantile) low = middle
    else high = middle
  }
  return high * serviceMs
}

/** How much likelier it is to last longer than t services for who waits with rate `free` first. */
function waitAndService(t: number, free: number): number {
  if (Math.abs(free - 1) < 1e-9) return t * Math.exp(-t)
  return (Math.exp(-free * t) - Math.exp(-t)) / (1 - free)
}

/**
 * Share of requests to M/M/1, in order of arrival, whose residence is at most `limitMs`. It is the share answered in
 * time when clients leave after `limitMs` and the server, not knowing, serves them all the same. 0 when saturated.
 *
 * @throws RangeError for arguments outside their ranges.
 */
export function singleServerAnsweredWithin(ratePerMs: number, serviceMs: number, limitMs: number): number {
  requireNonNegative({ limitMs })
  const { residenceMs } = singleServer(ratePerMs, serviceMs)
  if (residenceMs === 0) return 1
  return -Math.expm1(-limitMs / residenceMs)
}

/** @throws RangeError unless 0 ≤ quantile < 1. */
function requireQuantile(quantile: number): void {
  if (!(quantile >= 0 && quantile < 1)) throw new RangeError(`quantile is ${quantile}, but must be from 0 to below 1`)
}
