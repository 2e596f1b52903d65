/**
 * Bounds that hold whatever the distributions are: what a server can do at most, and what its users can get at best.
 *
 * Sources: J. D. C. Little, Operations Research 9 (1961), p. 383; P. J. Denning and J. P. Buzen, Computing Surveys 10
 * (1978), p. 225 (bottleneck and asymptotic bounds).
 */
import { requireCount, requireNonNegative } from './check.ts'

/** Little's law, L = λW: mean number present, from the rate of arrivals and the mean time each stays. Any queue, any order. */
export function littleInSystem(ratePerMs: number, residenceMs: number): number {
  requireNonNegative({ ratePerMs, residenceMs })
  return ratePerMs * residenceMs
}

/**
 * The work bound: requests per millisecond that W worker slots (processes × threads) on C cores can finish at most,
 * min(W / (cpu + io), C / cpu). Infinity when a request needs nothing.
 *
 * Where threads of one process share its GIL, at most one core serves each process: give min(cores, processes) as `cores`.
 *
 * @param slots W ≥ 1. @param cores C ≥ 1. @param cpuMs Mean CPU of a request, server's overhead included, ≥ 0. @param ioMs Mean waiting on I/O, ≥ 0.
 * @throws RangeError for arguments outside these ranges.
 */
export function workBoundPerMs(slots: number, cores: number, cpuMs: number, ioMs: number): number {
  requireCount({ slots, cores }, 1)
  requireNonNegative({ cpuMs, ioMs })
  return Math.min(slots / (cpuMs + ioMs), cores / cpuMs)
}

export interface ClosedBounds {
  /** Throughput is at most this, per millisecond. */
  throughputPerMs: number
  /** Mean residence is at least this. */
  residenceMs: number
  /** The number of users at which the two bounds meet: beyond it, waiting is certain. */
  kneeUsers: number
}

/**
 * Asymptotic bounds of a closed loop: X ≤ min(N / (D + Z), 1 / Dmax) and R ≥ max(D, N · Dmax − Z), where D is all that
 * one request needs and Dmax what it needs of the bottleneck, divided by the number of servers there.
 *
 * @param users N ≥ 1. @param thinkMs Z ≥ 0, finite. @param demandMs D ≥ 0, finite. @param bottleneckMs 0 ≤ Dmax ≤ D.
 * @throws RangeError for arguments outside these ranges.
 */
export function closedBounds(users: number, thinkMs: number, demandMs: number, bottleneckMs: number): ClosedBounds {
  requireCount({ users }, 1)
  requireNonNegative({ thinkMs, demandMs, bottleneckMs })
  if (bottleneckMs > demandMs) {
    throw new RangeError(`bottleneckMs is ${bottleneckMs}, but must be at most demandMs, ${demandMs}`)
  }
  return {
    throughputPerMs: Math.min(users / (demandMs + thinkMs), 1 / bottleneckMs),
    residenceMs: Math.max(demandMs, users * bottleneckMs - thinkMs),
    kneeUsers: (demandMs + thinkMs) / bottleneckMs,
  }
}
