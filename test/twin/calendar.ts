/**
 * What will happen at a known time: an array, sorted. Nothing is ever struck out of it. Whoever comes to an appointment
 * looks whether it still matters, so there is no cancelling to get wrong.
 */

/** At one instant, in this order. `wait` is I/O, SYN retries, retries and boots. (CPU phases that end precede them all.) */
const ORDER = ['wait', 'gil turn', 'watchdog', 'read timeout', 'connect timeout', 'client timeout', 'arrival'] as const

export type Kind = (typeof ORDER)[number]

interface Appointment {
  atMs: number
  kind: Kind
  happen: () => void
}

export class Calendar {
  private readonly appointments: Appointment[] = []

  /** Among appointments of one kind at one instant, the one made first comes first: sorting is stable. */
  add(atMs: number, kind: Kind, happen: () => void): void {
    this.appointments.push({ atMs, kind, happen })
    this.appointments.sort((a, b) => a.atMs - b.atMs || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
  }

  get nextMs(): number {
    return this.appointments[0]?.atMs ?? Number.POSITIVE_INFINITY
  }

  happenNext(): void {
    this.appointments.shift()?.happen()
  }
}
