/**
 * One queue in front of workers that compute on shared cores and wait on I/O, as a chain of states: n requests are
 * there, they leave at the rate that `finishingRates` gives for those in service, and arrive at a rate that depends on
 * nobody (open) or on how many users are thinking (closed).
 *
 * It contains M/M/c and M/M/c/K (each worker has a core, or needs none), M/M/c processor sharing (as many workers as
 * requests), and the machine repairman, and is exact for them. With fewer workers than requests, cores that are shared
 * and I/O, it treats the workers as one server whose speed depends on n alone: K. M. Chandy, U. Herzog and L. Woo, IBM
 * Journal of Research and Development 19 (1975), p. 36. That is close, and not exact.
 */
import type { AsQueue } from './as-queue.ts'
import { birthDeath } from './birth-death.ts'
import { finishingRates } from './busy-workers.ts'

export interface SharedQueue {
  /** Requests per millisecond that the workers finish when all of them are busy. */
  capacityPerMs: number
  /** Arrivals per millisecond over capacity; 0 of a closed loop, which never asks for more than it gets. */
  load: number
  /** Share of arrivals that find no place. */
  lossProbability: number
  throughputPerMs: number
  /** Mean number in the queue and in service, and of those in service. */
  inSystem: number
  inService: number
  /** Mean residence of those accepted. */
  residenceMs: number
  /** Chance that all workers are busy. */
  allBusyShare: number
}

/** More states than this are cut off: with so many waiting, one more or less changes nothing that can be drawn. */
const MOST_STATES = 20_000

/** Long-run values; of an overloaded open loop those of a queue that has filled up. `queue` needs work above 0. */
export function sharedQueue(queue: AsQueue): SharedQueue {
  const { users, thinkMs, ratePerMs } = queue
  const last = Math.min(users > 0 ? users : queue.places, MOST_STATES)
  const rates = finishingRates(Math.min(queue.slots, last), queue.cores, queue.cpuMs.mean, queue.ioMs.mean)
  const leaving = (n: number) => rates[Math.min(n, rates.length - 1)]!
  const coming = (n: number) => (users > 0 ? (users - n) / thinkMs : ratePerMs)
  const mean = (level: (n: number) => number) => birthDeath(last, n => coming(n - 1) / leaving(n), level)
  const { mean: inSystem, lastState } = mean(n => n)
  const throughputPerMs = mean(leaving).mean
  const capacityPerMs = leaving(queue.slots)
  return {
    capacityPerMs,
    load: users > 0 ? 0 : ratePerMs / capacityPerMs,
    lossProbability: users > 0 ? 0 : lastState,
    throughputPerMs,
    inSystem,
    inService: mean(n => Math.min(n, queue.slots)).mean,
    residenceMs: inSystem / throughputPerMs,
    allBusyShare: mean(n => (n >= queue.slots ? 1 : 0)).mean,
  }
}

/**
 * By what waiting for one of several workers is multiplied when service times have a spread of `cv` instead of 1, about:
 * (1 + cv²) / 2, exact for one worker. A. M. Lee and P. A. Longton, Operational Research Quarterly 10 (1959), p. 56.
 */
export function waitOfSpread(cv: number): number {
  return (1 + cv * cv) / 2
}
