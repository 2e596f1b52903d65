/**
 * When worker processes went and came back, one entry an event, in order of time. Kept with the rows, for whoever draws
 * them; nothing in the model reads it.
 */
import { copyInto } from '../engine/event-list.ts'

/** What became of a worker process. After `Killed`, `OutOfMemory` and `Retired` it is away until `Up`. */
export const LifeEvent = {
  /** Its replacement has booted, and accepts. */
  Up: 0,
  /** The watchdog killed it. */
  Killed: 1,
  /** The kernel killed it, or at the run's start there was no memory for it. */
  OutOfMemory: 2,
  /** It has served its `max_requests`: it accepts nothing more, and finishes what it holds. */
  Retiring: 3,
  /** It has finished all it held after that, and left. */
  Retired: 4,
} as const

export type LifeEvent = (typeof LifeEvent)[keyof typeof LifeEvent]

/** Columns; the index is the event. Workers that are up from the start have no entry for that. */
export interface Lives {
  atMs: Float64Array
  worker: Int32Array
  event: Uint8Array
}

export class LifeLog {
  private atMs = new Float64Array(16)
  private worker = new Int32Array(16)
  private event = new Uint8Array(16)
  private count = 0
  private readonly most: number

  /** @param most Later events are not kept. */
  constructor(most: number) {
    this.most = most
  }

  note(atMs: number, worker: number, event: LifeEvent): void {
    if (this.count === this.most) return
    if (this.count === this.atMs.length) this.grow()
    this.atMs[this.count] = atMs
    this.worker[this.count] = worker
    this.event[this.count++] = event
  }

  lives(): Lives {
    return {
      atMs: this.atMs.slice(0, this.count),
      worker: this.worker.slice(0, this.count),
      event: this.event.slice(0, this.count),
    }
  }

  private grow(): void {
    const capacity = 2 * this.count
    this.atMs = copyInto(new Float64Array(capacity), this.atMs)
    this.worker = copyInto(new Int32Array(capacity), this.worker)
    this.event = copyInto(new Uint8Array(capacity), this.event)
  }
}
