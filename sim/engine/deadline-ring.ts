/**
 * Deadlines that fall due in the order in which they were set, as every constant delay does: a ring buffer, where a
 * heap would be waste.
 *
 * Most deadlines are never met: what they were for ends before. Its entry stays behind, but the subject's token has
 * changed by then; such stale entries are passed over all at once when the first of them comes up.
 */
import { type Agenda, THEN } from './agenda.ts'
import { copyInto } from './event-list.ts'

/** What `take` returns for a deadline whose subject has moved on. */
export const STALE = -1

export class DeadlineRing {
  private head = 0
  private size = 0
  private mask = 63
  private times = new Float64Array(64)
  private tokens = new Float64Array(64)
  private subjects = new Int32Array(64)
  private readonly agenda: Agenda

  constructor(agenda: Agenda) {
    this.agenda = agenda
  }

  /** When the first deadline is due; Infinity when there is none. */
  firstDue(): number {
    return this.size > 0 ? this.times[this.head] : Infinity
  }

  /** A deadline at `THEN`, which must not be earlier than that of the one set before. */
  set(subject: number, token: number): void {
    if (this.size > this.mask) this.grow()
    const slot = (this.head + this.size++) & this.mask
    this.times[slot] = this.agenda[THEN]
    this.tokens[slot] = token
    this.subjects[slot] = subject
  }

  /**
   * Removes the first deadline, and all stale ones behind it. The ring must not be empty.
   *
   * @param tokens subject → its token now
   * @returns the subject, or `STALE`
   */
  take(tokens: Float64Array): number {
    const slot = this.head
    const subject = tokens[this.subjects[slot]] === this.tokens[slot] ? this.subjects[slot] : STALE
    this.head = (slot + 1) & this.mask
    this.size--
    while (this.size > 0 && tokens[this.subjects[this.head]] !== this.tokens[this.head]) {
      this.head = (this.head + 1) & this.mask
      this.size--
    }
    return subject
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
