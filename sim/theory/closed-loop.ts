/**
 * M/M/c//N, the machine repairman: N users who each think, send one request, wait for its answer and think again.
 * Thinking and service are exponential. The same holds for c cores under processor sharing, then for any distribution.
 *
 * Source: L. Kleinrock, Queueing Systems, vol. 1 (1975), sections 3.8 and 3.9.
 */
import { birthDeath } from './birth-death.ts'
import { requireCount, requireNonNegative } from './check.ts'

export interface ClosedLoop {
  throughputPerMs: number
  residenceMs: number
  /** Share of servers that are busy. */
  utilization: number
  /** Mean number of users who wait for an answer. */
  inSystem: number
}

/**
 * Long-run values of M/M/c//N. With thinkMs 0 all users are always in the system.
 *
 * @param users N ≥ 1. @param thinkMs Z ≥ 0, mean, finite. @param serviceMs S > 0, mean, finite. @param servers c ≥ 1.
 * @throws RangeError for arguments outside these ranges.
 */
export function closedLoop(users: number, thinkMs: number, serviceMs: number, servers: number): ClosedLoop {
  requireCount({ users, servers }, 1)
  requireNonNegative({ thinkMs, serviceMs })
  if (thinkMs === Infinity || serviceMs === Infinity || serviceMs === 0) {
    throw new RangeError(
      `thinkMs is ${thinkMs} and serviceMs is ${serviceMs}, but both must be finite and serviceMs above 0`,
    )
  }
  if (thinkMs === 0) return ofMeans(users, Math.min(users, servers), serviceMs, servers)
  const ratio = (n: number) => ((users - n + 1) * serviceMs) / (Math.min(n, servers) * thinkMs)
  const inSystem = birthDeath(users, ratio, n => n).mean
  const busy = birthDeath(users, ratio, n => Math.min(n, servers)).mean
  return ofMeans(inSystem, busy, serviceMs, servers)
}

function ofMeans(inSystem: number, busy: number, serviceMs: number, servers: number): ClosedLoop {
  const throughputPerMs = busy / serviceMs
  return { throughputPerMs, residenceMs: inSystem / throughputPerMs, utilization: busy / servers, inSystem }
}
