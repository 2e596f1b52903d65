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
  requireFinite(load, ratePerMs, serviceMs)
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

function requireFinite(load: number, ratePerMs: number, serviceMs: number): void {
  if (load !== Infinity && serviceMs > 0) return
  throw new RangeError(
    `ratePerMs is ${ratePerMs} and serviceMs is ${serviceMs}, but both must be finite and serviceMs above 0`,
  )
}

/**
 * Share of all arrivals to M/M/1/K, in order of arrival, that are accepted and answered within `limitMs`, when the
 * server does not notice that clients leave. Who finds n requests there stays for n + 1 exponential services, and
 * P(n + 1 services ≤ t) = P(Poisson(t / S) ≥ n + 1). Above capacity it is close to 0 whenever the queue is long against
 * the limit: everybody who is answered in time pays for the many ahead who were not.
 *
 * @param limitMs ≥ 0, finite. Other arguments and errors as in `limitedRoom`.
 */
export function singleServerAnsweredOf(ratePerMs: number, serviceMs: number, places: number, limitMs: number): number {
  requireNonNegative({ ratePerMs, serviceMs, limitMs })
  requireCount({ places }, 1)
  requireFinite(ratePerMs * serviceMs, ratePerMs, serviceMs)
  const inTime = chancesInTime(places, limitMs / serviceMs)
  return birthDeath(
    places,
    () => ratePerMs * serviceMs,
    n => inTime[n] as number,
  ).mean
}

/** n → chance that n + 1 services end within `services` mean service times; 0 for n = `places`, who is lost. */
function chancesInTime(places: number, services: number): Float64Array {
  const chances = new Float64Array(places + 1)
  let logTerm = -services
  let fewer = Math.exp(logTerm)
  for (let n = 0; n < places; n++) {
    chances[n] = Math.max(0, 1 - fewer)
    logTerm += Math.log(services / (n + 1))
    fewer += Math.exp(logTerm)
  }
  return chances
}
