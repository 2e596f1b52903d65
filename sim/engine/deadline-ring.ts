/**
 * Deadlines that fall due in the order in which they were set, as every constant delay does: a ring buffer, where a
 * heap would be waste. An owner whose wait ended early leaves its entry behind; the token tells it apart when it comes.
 */
import { copyInto } from './event-list.ts'

export class DeadlineRing {
  /** When the first deadline is due; Infinity when there is none. */
  nextTime = Infinity
  /** Token of the deadline last taken. */
  takenToken = -1
  private head = 0
  private size = 0
  private mask = 63
  private times = new Float64Array(64)
  private tokens = new Float64Array(64)
  private subjects = new Int32Array(64)

  /** `dueAt` must not be earlier than that of the deadline set before. */
  set(dueAt: number, subject: number, token: number): void {
    if (this.size > this.mask) this.grow()
    const slot = (this.head + this.size++) & this.mask
    this.times[slot] = dueAt
    this.tokens[slot] = token
    this.subjects[slot] = subject
    if (this.size === 1) this.nextTime = dueAt
  }

  /** Removes the first deadline and returns its subject. The ring must not be empty. */
  take(): number {
    const slot = this.head
    this.head = (slot + 1) & this.mask
    this.size--
    this.takenToken = this.tokens[slot]
    this.nextTime = this.size > 0 ? this.times[this.head] : Infinity
    return this.subjects[slot]
  }

  private grow(): void {
    const { times, tokens, subjects, head } = this
    const capacity = 2 * times.length
    this.times = copyInto(new Float64Array(capacity), rotated(times, head))
    this.tokens = copyInto(new Float64Array(capacity), rotated(tokens, head))
    this.subjects = copyInto(new Int32Array(capacity), rotated(subjects, head))
    this.mask = capacity - 1
    this.head = 0
  }
}

/** The column with its entry `head` first; the ring is full when this is called. */
function rotated<T extends Float64Array | Int32Array>(column: T, head: number): T {
  const copy = column.slice() as T
  copy.set(column.subarray(head) as never)
  copy.set(column.subarray(0, head) as never, column.length - head)
  return copy
}
