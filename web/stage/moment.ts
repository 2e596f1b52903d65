/**
 * Who is where at one instant: read from rows and index, into columns that are kept and used again for the next one.
 * Takes two halvings and a walk over those sent since the oldest that is still there.
 */
import { Outcome } from '../../sim/measure/outcomes.ts'
import type { Rows } from '../../sim/measure/result.ts'
import { countBefore, countUntil } from './bisect.ts'
import type { LaneIndex } from './lane-index.ts'

/** Where a request is, in the order of its way. */
export const Spot = {
  /** In nginx before the accept queue: its CPU, or between SYNs. Or the kernel still tries for a client that left. */
  Connecting: 0,
  Queue: 1,
  /** Accepted, and no thread has it yet. */
  Inside: 2,
  /** A thread computes for it, or wants to. */
  Cpu: 3,
  /** A thread waits on I/O for it, or for its data. */
  Io: 4,
  /** The server is done; the answer is on its way to the client. */
  Returning: 5,
} as const

export type Spot = (typeof Spot)[keyof typeof Spot]

export const SPOTS = 6

/** `row` must have been sent and not be gone at `at`. */
export function spotAt(rows: Rows, index: LaneIndex, row: number, at: number): Spot {
  if (!(rows.queuedMs[row]! <= at)) return Spot.Connecting
  if (!(rows.acceptedMs[row]! <= at)) return Spot.Queue
  if (index.leftMs[row]! <= at) return Spot.Returning
  if (!(rows.startedMs[row]! <= at)) return Spot.Inside
  if (rows.dataMs[row]! > at) return Spot.Io
  if (!(rows.ioFromMs[row]! <= at)) return Spot.Cpu
  return rows.ioToMs[row]! <= at ? Spot.Cpu : Spot.Io
}

/** Its thread has begun, and the request itself has not come through yet. */
export function awaitsData(rows: Rows, row: number, at: number): boolean {
  return rows.startedMs[row]! <= at && rows.dataMs[row]! > at
}

/** What one worker has in hand. */
export interface Tally {
  inside: Uint32Array
  cpu: Uint32Array
  io: Uint32Array
  /** Of all these, those that nobody waits for. */
  forNobody: Uint32Array
  /** One of them, or -1; the only one where a worker has one thread. */
  one: Int32Array
}

export class Moment {
  at = Number.NEGATIVE_INFINITY
  /** How many are there; `rows`, `spots` and `orphaned` hold one entry each, in order of sending. */
  count = 0
  rows = new Uint32Array(256)
  spots = new Uint8Array(256)
  /** 1 for those that nobody waits for any more. */
  orphaned = new Uint8Array(256)
  /** How many are at each spot, and how many of them nobody waits for. */
  readonly here = new Uint32Array(SPOTS)
  readonly orphans = new Uint32Array(SPOTS)
  /** Clients that wait for an answer. */
  open = 0
  /** When the one that waits longest was sent; NaN when nobody waits. */
  oldestSentMs = Number.NaN
  /** The accept queue holds `index.queue.rows` from here to there. */
  queueFrom = 0
  queueTo = 0
  /** Workers that compute or want to. */
  computing = 0
  /** Of these, workers of which all that compute do it for nobody. */
  computingForNobody = 0
  readonly workers: Tally
  readonly #rows: Rows
  readonly #index: LaneIndex

  constructor(rows: Rows, index: LaneIndex, workers: number) {
    this.#rows = rows
    this.#index = index
    const column = () => new Uint32Array(workers)
    this.workers = {
      inside: column(),
      cpu: column(),
      io: column(),
      forNobody: column(),
      one: new Int32Array(workers),
    }
  }

  read(at: number): void {
    const rows = this.#rows
    const index = this.#index
    this.#clear(at)
    this.queueFrom = countUntil(index.acceptedMs, at)
    this.queueTo = countUntil(index.queue.atMs, at)
    const sent = countUntil(rows.sentMs, at)
    for (let row = countUntil(index.lastGoneMs, at); row < sent; row++) {
      if (index.goneMs[row]! > at) this.#take(row, at)
    }
    this.#countComputing()
  }

  #clear(at: number): void {
    this.at = at
    this.count = 0
    this.open = 0
    this.oldestSentMs = Number.NaN
    this.computing = 0
    this.computingForNobody = 0
    this.here.fill(0)
    this.orphans.fill(0)
    const { inside, cpu, io, forNobody, one } = this.workers
    inside.fill(0)
    cpu.fill(0)
    io.fill(0)
    forNobody.fill(0)
    one.fill(-1)
  }

  #take(row: number, at: number): void {
    if (this.count === this.rows.length) this.#grow()
    const spot = spotAt(this.#rows, this.#index, row, at)
    const orphaned = this.#rows.endedMs[row]! <= at ? 1 : 0
    this.rows[this.count] = row
    this.spots[this.count] = spot
    this.orphaned[this.count++] = orphaned
    this.here[spot]!++
    this.orphans[spot]! += orphaned
    if (orphaned === 0) {
      this.open++
      if (this.open === 1) this.oldestSentMs = this.#rows.sentMs[row]!
    }
    if (spot >= Spot.Inside && spot <= Spot.Io) this.#tally(row, spot, orphaned)
  }

  #tally(row: number, spot: Spot, orphaned: number): void {
    const worker = this.#rows.worker[row]!
    const { inside, cpu, io, forNobody, one } = this.workers
    if (spot === Spot.Inside) inside[worker]!++
    else if (spot === Spot.Cpu) cpu[worker]!++
    else io[worker]!++
    forNobody[worker]! += orphaned
    one[worker] = row
  }

  #countComputing(): void {
    const { cpu, inside, io, forNobody } = this.workers
    for (let worker = 0; worker < cpu.length; worker++) {
      if (cpu[worker] === 0) continue
      this.computing++
      if (forNobody[worker] === cpu[worker]! + io[worker]! + inside[worker]!) this.computingForNobody++
    }
  }

  #grow(): void {
    const length = 2 * this.rows.length
    const larger = <T extends Uint32Array | Uint8Array>(column: T, next: T): T => {
      next.set(column)
      return next
    }
    this.rows = larger(this.rows, new Uint32Array(length))
    this.spots = larger(this.spots, new Uint8Array(length))
    this.orphaned = larger(this.orphaned, new Uint8Array(length))
  }
}

/** How many learnt `outcome` later than `from` and not later than `to`. */
export function endedBetween(index: LaneIndex, outcome: Outcome, from: number, to: number): number {
  const { atMs } = index.endings[outcome]!
  return countUntil(atMs, to) - countUntil(atMs, from)
}

/** The same for everything that is not a 200. */
export function failedBetween(index: LaneIndex, from: number, to: number): number {
  let failed = 0
  for (let outcome = Outcome.Ok + 1; outcome < index.endings.length; outcome++) {
    failed += endedBetween(index, outcome as Outcome, from, to)
  }
  return failed
}

const EVENTS = ['sentMs', 'queuedMs', 'acceptedMs', 'startedMs', 'dataMs', 'ioFromMs', 'ioToMs', 'endedMs'] as const

/** The first instant after `at` at which anything happens; Infinity when nothing does. */
export function nextEventMs(rows: Rows, index: LaneIndex, at: number): number {
  const sent = countUntil(rows.sentMs, at)
  let next = rows.sentMs[sent] ?? Number.POSITIVE_INFINITY
  const consider = (time: number) => {
    if (time > at && time < next) next = time
  }
  for (let row = countUntil(index.lastGoneMs, at); row < sent; row++) {
    for (const event of EVENTS) consider(rows[event][row]!)
    consider(index.leftMs[row]!)
  }
  consider(rows.lives.atMs[countUntil(rows.lives.atMs, at)] ?? Number.POSITIVE_INFINITY)
  return next
}

/** The last instant before `at` at which anything happened; −Infinity when nothing had. */
export function previousEventMs(rows: Rows, index: LaneIndex, at: number): number {
  const sent = countBefore(rows.sentMs, at)
  const from = countBefore(index.lastGoneMs, at)
  // Of those before `from`, all had gone, and the last of them to go did so then.
  let previous = from > 0 ? index.lastGoneMs[from - 1]! : Number.NEGATIVE_INFINITY
  const consider = (time: number) => {
    if (time < at && time > previous) previous = time
  }
  for (let row = from; row < sent; row++) {
    for (const event of EVENTS) consider(rows[event][row]!)
    consider(index.leftMs[row]!)
  }
  consider(rows.lives.atMs[countBefore(rows.lives.atMs, at) - 1] ?? Number.NEGATIVE_INFINITY)
  return previous
}
