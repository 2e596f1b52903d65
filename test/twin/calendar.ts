/**
 * What will happen at a known time: an array, sorted. Nothing is ever struck out of it. Whoever comes to an appointment
 * looks whether it still matters, so there is no cancelling to get wrong.
 */

/** At one instant, in this order. `wait` is I/O, the kernel's timers, uploads and so on. (CPU phases that end precede.) */
const ORDER = {
  wait: 0,
  boot: 0,
  'gil turn': 1,
  watchdog: 2,
  'first bytes': 3,
  idle: 4,
  kept: 5,
  'client kept': 6,
  'read timeout': 7,
  'connect timeout': 8,
  'client timeout': 9,
  arrival: 10,
} as const

export type Kind = keyof typeof ORDER

interface Appointment {
  atMs: number
  kind: Kind
  happen: () => void
}

export class Calendar {
  private readonly appointments: Appointment[] = []

  /** Among appointments of one rank at one instant, the one made first comes first: sorting is stable. */
  add(atMs: number, kind: Kind, happen: () => void): void {
    this.appointments.push({ atMs, kind, happen })
    this.appointments.sort((a, b) => a.atMs - b.atMs || ORDER[a.kind] - ORDER[b.kind])
  }

  get nextMs(): number {
    return this.appointments[0]?.atMs ?? Number.POSITIVE_INFINITY
  }

  /** Workers that are killed and boot again and again are no reason to go on. */
  get hasOnlyBoots(): boolean {
    return this.appointments.every(appointment => appointment.kind === 'boot')
  }

  happenNext(): void {
    this.appointments.shift()?.happen()
  }
}
