/**
 * All kinds of deadlines, and which is due first. In an instant, the kinds come in their order here.
 */
import { type Agenda, Source, THEN } from './agenda.ts'
import { DeadlineRing } from './deadline-ring.ts'

export const Deadline = {
  TurnEnd: 0,
  Watchdog: 1,
  FirstBytes: 2,
  Idle: 3,
  Kept: 4,
  Standing: 5,
  Read: 6,
  Connect: 7,
  Client: 8,
} as const

export type Deadline = (typeof Deadline)[keyof typeof Deadline]

const KINDS = 9

export class Deadlines {
  private readonly rings: readonly DeadlineRing[]
  /** Kind → when its first deadline is due. */
  private readonly due = new Float64Array(KINDS).fill(Infinity)
  private readonly agenda: Agenda

  constructor(agenda: Agenda) {
    this.agenda = agenda
    this.rings = Array.from({ length: KINDS }, () => new DeadlineRing(agenda))
  }

  /** The kind that is due first; only when any is. */
  firstKind(): Deadline {
    const { due } = this
    const first = this.agenda[Source.Deadline]
    let kind = 0
    while (due[kind] !== first) kind++
    return kind as Deadline
  }

  /** When the deadline is due that is set next: not earlier than that of its kind set before. See `EventList.at`. */
  at(dueAt: number): this {
    this.agenda[THEN] = dueAt
    return this
  }

  set(kind: Deadline, subject: number, token: number): void {
    this.rings[kind].set(subject, token)
    if (this.due[kind] !== Infinity) return
    this.due[kind] = this.agenda[THEN]
    this.enterFirst()
  }

  /** Takes the first deadline of a kind: its subject, or `STALE`. See `DeadlineRing.take`. */
  take(kind: Deadline, tokens: Float64Array): number {
    const ring = this.rings[kind]
    const subject = ring.take(tokens)
    this.due[kind] = ring.firstDue()
    this.enterFirst()
    return subject
  }

  private enterFirst(): void {
    const { due } = this
    let first = due[0]
    for (let other = 1; other < KINDS; other++) if (due[other] < first) first = due[other]
    this.agenda[Source.Deadline] = first
  }
}
