/**
 * Levels that are constant between events (how many requests are in a place, how many workers are busy), integrated
 * over time. A level costs two additions and a multiplication when it changes and nothing in between.
 */
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
  /** level → its value now, its time integral so far (unit × ms), when it last changed. */
  readonly values = new Float64Array(LEVELS)
  readonly areas = new Float64Array(LEVELS)
  private readonly changedAt = new Float64Array(LEVELS)

  add(level: number, change: number, now: number): void {
    const value = this.values[level]
    this.areas[level] += value * (now - this.changedAt[level])
    this.values[level] = value + change
    this.changedAt[level] = now
  }

  /** Brings every integral up to `now`. */
  advance(now: number): void {
    for (let level = 0; level < LEVELS; level++) this.add(level, 0, now)
  }
}
