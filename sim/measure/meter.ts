/**
 * Levels that are constant between events (how many requests are in a place, how many workers are busy), integrated
 * over time.
 *
 * Whoever enters at time t and leaves at u adds u − t to the integral; so −t is added on entering and +u on leaving, and
 * those still inside are put right when the integral is read. A change costs two additions and nothing in between.
 */
import { type Agenda, NOW } from '../engine/agenda.ts'

export const Level = {
  Proxy: 0,
  Queue: 1,
  Process: 2,
  /** In a CPU phase, with or without a core. */
  Cpu: 3,
  Io: 4,
  BusyWorkers: 5,
} as const

export const LEVELS = 6

export class Meter {
  /** Level → how many are inside now. */
  readonly values = new Float64Array(LEVELS)
  /** Level → sum of the times of leaving less those of entering. */
  private readonly sums = new Float64Array(LEVELS)

  private readonly agenda: Agenda

  constructor(agenda: Agenda) {
    this.agenda = agenda
  }

  enter(level: number): void {
    this.values[level]++
    this.sums[level] -= this.agenda[NOW]
  }

  leave(level: number): void {
    this.values[level]--
    this.sums[level] += this.agenda[NOW]
  }

  /** The integral of a level from the start to `now`, in its unit × ms. */
  areaUntil(level: number, now: number): number {
    return this.sums[level] + this.values[level] * now
  }
}
