/**
 * The event list: a binary heap of (time, order, subject) in typed arrays. It knows nothing of what a subject is.
 *
 * Order is a number given at scheduling, so events of one instant come out in the order in which they were begun, and
 * an owner can recognise an event that it no longer expects.
 */
import { type Agenda, Source } from './agenda.ts'

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

  /** Adds an event and returns its order, which no other event of this list has. */
  schedule(time: number, subject: number): number {
    if (this.size === this.times.length) this.grow()
    const order = this.scheduled++
    const slot = this.size++
    this.times[slot] = time
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

  /** The event in the slot rises to its place. It is read from the columns: numbers in arguments may be boxed. */
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
    const time = times[end]
    const order = orders[end]
    const subject = subjects[end]
    let slot = 0
    for (;;) {
      let child = 2 * slot + 1
      if (child >= size) break
      const right = child + 1
      if (right < size && isBefore(times[right], orders[right], times[child], orders[child])) child = right
      if (!isBefore(times[child], orders[child], time, order)) break
      times[slot] = times[child]
      orders[slot] = orders[child]
      subjects[slot] = subjects[child]
      slot = child
    }
    times[slot] = time
    orders[slot] = order
    subjects[slot] = subject
  }

  private grow(): void {
    const capacity = 2 * this.times.length
    this.times = copyInto(new Float64Array(capacity), this.times)
    this.orders = copyInto(new Float64Array(capacity), this.orders)
    this.subjects = copyInto(new Int32Array(capacity), this.subjects)
  }
}

function isBefore(time: number, order: number, otherTime: number, otherOrder: number): boolean {
  return time < otherTime || (time === otherTime && order < otherOrder)
}

/** Copies a column into a longer one and returns the longer. */
export function copyInto<T extends Float64Array | Int32Array | Uint8Array>(longer: T, column: T): T {
  longer.set(column as never)
  return longer
}
