/**
 * M/M/c/K: as M/M/c, but with K places in all, those in service included; whoever finds them taken is lost.
 * K = c is Erlang's loss system. For a server behind a socket: K = workers + backlog + 1.
 *
 * Source: L. Kleinrock, Queueing Systems, vol. 1 (1975), sections 3.6 and 3.7.
 */
import { birthDeath } from './birth-death.ts'
import { requireCount, requireNonNegative } from './check.ts'

export interface LimitedRoom {
  /** Share of arrivals that find all places taken. */
  lossProbability: number
  /** Requests served, per millisecond. */
  throughputPerMs: number
  /** Share of servers that are busy. */
  utilization: number
  inSystem: number
  queueLength: number
  /** Mean residence of those accepted; NaN when nobody is (rate 0: nobody comes). */
  residenceMs: number
  /** Mean wait of those accepted; NaN when nobody is. */
  waitMs: number
}

/**
 * Long-run values of M/M/c/K. There is a long run at every load, above capacity too.
 *
 * @param ratePerMs λ ≥ 0, finite. @param serviceMs S > 0, finite. @param servers c ≥ 1. @param places K ≥ c.
 * @throws RangeError for arguments outside these ranges.
 */
export function limitedRoom(ratePerMs: number, serviceMs: number, servers: number, places: number): LimitedRoom {
  requireNonNegative({ ratePerMs, serviceMs })
  requireCount({ servers }, 1)
  requireCount({ places }, servers)
  const load = ratePerMs * serviceMs
  if (load === Infinity || serviceMs === 0) {
    throw new RangeError(
      `ratePerMs is ${ratePerMs} and serviceMs is ${serviceMs}, but both must be finite and serviceMs above 0`,
    )
  }
  const mean = (level: (n: number) => number) => birthDeath(places, n => load / Math.min(n, servers), level)
  const { lastState: lossProbability, mean: inSystem } = mean(n => n)
  const busy = mean(n => Math.min(n, servers)).mean
  const queueLength = mean(n => Math.max(0, n - servers)).mean
  const throughputPerMs = busy / serviceMs
  return {
    lossProbability,
    throughputPerMs,
    utilization: busy / servers,
    inSystem,
    queueLength,
    residenceMs: inSystem / throughputPerMs,
    waitMs: queueLength / throughputPerMs,
  }
}
