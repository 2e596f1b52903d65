/**
 * The event list: a binary heap of (time, order, subject) in typed arrays. It knows nothing of what a subject is.
 *
 * Order is a number given at scheduling, so events of one instant come out in the order in which they were begun, and
 * an owner can recognise an event that it no longer expects.
 */
import { type Agenda, Source, THEN } from './agenda.ts'

export class EventList {
  /** Order of the event last taken. */
  takenOrder = -1
  private size = 0
  private scheduled = 0
  private times = new Float64Array(64)
  private orders = new Float64Array(64)
  private subjects = new Int32Array(64)
  private readonly agenda: Agenda

  constructor(agenda: Agenda) {
    this.agenda = agenda
  }

  /** When the event is that is scheduled next. So short that V8 inlines it always, and the time is never in a box. */
  at(time: number): this {
    this.agenda[THEN] = time
    return this
  }

  /** Adds an event and returns its order, which no other event of this list has. */
  schedule(subject: number): number {
    if (this.size === this.times.length) this.grow()
    const order = this.scheduled++
    const slot = this.size++
    this.times[slot] = this.agenda[THEN]
    this.orders[slot] = order
    this.subjects[slot] = subject
    this.siftUp(slot)
    this.agenda[Source.Event] = this.times[0]
    return order
  }

  /** Removes the first event and returns its subject. The list must not be empty. */
  take(): number {
    const { times, orders, subjects } = this
    const subject = subjects[0]
    this.takenOrder = orders[0]
    const last = --this.size
    if (last > 0) this.siftDownFrom(last)
    this.agenda[Source.Event] = last > 0 ? times[0] : Infinity
    return subject
  }

  /** The event in the slot rises to its place. */
  private siftUp(from: number): void {
    const { times, orders, subjects } = this
    const time = times[from]
    const order = orders[from]
    const subject = subjects[from]
    let slot = from
    while (slot > 0) {
      const parent = (slot - 1) >> 1
      // A new event has the highest order of all, so at equal times it stays below.
      if (times[parent] <= time) break
      times[slot] = times[parent]
      orders[slot] = orders[parent]
      subjects[slot] = subjects[parent]
      slot = parent
    }
    times[slot] = time
    orders[slot] = order
    subjects[slot] = subject
  }

  /** The event just past the end goes to the top and sinks to its place. */
  private siftDownFrom(end: number): void {
    const { times, orders, subjects, size } = this
    let slot = 0
    for (;;) {
      let child = 2 * slot + 1
      if (child >= size) break
      const right = child + 1
      if (right < size && isBefore(times, orders, right, child)) child = right
      if (!isBefore(times, orders, child, end)) break
      times[slot] = times[child]
      orders[slot] = orders[child]
      subjects[slot] = subjects[child]
      slot = child
    }
    times[slot] = times[end]
    orders[slot] = orders[end]
    subjects[slot] = subjects[end]
  }

  private grow(): void {
    const capacity = 2 * this.times.length
    this.times = copyInto(new Float64Array(capacity), this.times)
    this.orders = copyInto(new Float64Array(capacity), this.orders)
    this.subjects = copyInto(new Int32Array(capacity), this.subjects)
  }
}

/** Whether the event of one slot is before that of another. Slots, since times in arguments may be boxed. */
function isBefore(times: Float64Array, orders: Float64Array, slot: number, other: number): boolean {
  return times[slot] < times[other] || (times[slot] === times[other] && orders[slot] < orders[other])
}

/** Copies a column into a longer one and returns the longer. */
export function copyInto<T extends Float64Array | Int32Array | Uint8Array>(longer: T, column: T): T {
  longer.set(column as never)
  return longer
}
