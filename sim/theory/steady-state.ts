/**
 * What the formulas for open queues have in common: the numbers of the long run. Rates are per millisecond, times are
 * milliseconds. Where demand reaches capacity there is no long run: times and lengths are Infinity, utilization is 1.
 */
export interface SteadyState {
  /** Share of servers (or cores) that are busy. */
  utilization: number
  /** Mean time before service begins. */
  waitMs: number
  /** Mean time from arrival to departure. */
  residenceMs: number
  /** Mean number that wait. */
  queueLength: number
  /** Mean number in the system, in service included. */
  inSystem: number
}

/** The long run of a queue in which a request waits `waitMs` and is then served for `serviceMs`. Lengths are Little's law. */
export function steadyState(ratePerMs: number, serviceMs: number, servers: number, waitMs: number): SteadyState {
  if (waitMs === Infinity) {
    return { utilization: 1, waitMs, residenceMs: Infinity, queueLength: Infinity, inSystem: Infinity }
  }
  return {
    utilization: (ratePerMs * serviceMs) / servers,
    waitMs,
    residenceMs: waitMs + serviceMs,
    queueLength: ratePerMs * waitMs,
    inSystem: ratePerMs * (waitMs + serviceMs),
  }
}
