/**
 * What the stage must look up at any instant, worked out once for each result: who is there, in which order they stand
 * in the accept queue, which seat of its worker each one has, and when who ended how. All columns are typed arrays, so
 * that they leave the worker by transfer. Times are milliseconds since the start of the run.
 */
import { OUTCOME_COUNT } from '../../sim/measure/outcomes.ts'
import type { Rows } from '../../sim/measure/result.ts'
import { type LivesByWorker, livesByWorker } from './lives.ts'

/** Rows in the order of a time of theirs, with that time. */
export interface Ordered {
  rows: Uint32Array
  atMs: Float64Array
}

export interface LaneIndex {
  /** When the server let go of the request: it was done, or its worker was killed. NaN when no worker had it. */
  leftMs: Float64Array
  /** When neither its client nor the server knew it any more. */
  goneMs: Float64Array
  /** The latest `goneMs` of all rows up to this one: never falls, so the first row that may still be there is found by halving. */
  lastGoneMs: Float64Array
  /** The accept queue is first come, first served: whoever has entered and not left stands in this order. */
  queue: Ordered
  /** When each of `queue.rows` was accepted; ascending as well. */
  acceptedMs: Float64Array
  /** All that a worker had, by `leftMs`. */
  leaving: Ordered
  /** By outcome code: those who learnt it, in order of learning. */
  endings: Ordered[]
  /** Seat in its worker: the lowest that was free when it was accepted. */
  seat: Uint32Array
  /** The most requests that any one worker held at a time. */
  seats: number
  /** When workers went and came back. */
  lives: LivesByWorker
  /** Rows tell everything before this time; Infinity when they tell all there is. */
  knownUntilMs: number
}

export function indexLane(rows: Rows): LaneIndex {
  const { count, queuedMs, acceptedMs, finishedMs, killedMs, endedMs, outcome, reused } = rows
  const leftMs = finishedMs.map((finished, row) => (Number.isNaN(finished) ? killedMs[row]! : finished))
  const goneMs = endedMs.map((ended, row) => (leftMs[row]! > ended ? leftMs[row]! : ended))
  // What came on a kept connection went past the queue.
  const queue = onlyThose(ordered(count, queuedMs, acceptedMs), row => reused[row] === 0)
  const accepted = ordered(count, acceptedMs, queuedMs)
  const leaving = ordered(count, leftMs)
  const ended = ordered(count, endedMs)
  return {
    leftMs,
    goneMs,
    lastGoneMs: runningMax(goneMs),
    queue,
    acceptedMs: Float64Array.from(queue.rows, row => acceptedMs[row]!),
    leaving,
    endings: Array.from({ length: OUTCOME_COUNT }, (_, code) => onlyThose(ended, row => outcome[row] === code)),
    ...seatsOf(rows, accepted.rows, leaving, leftMs),
    lives: livesByWorker(rows.lives),
    knownUntilMs: rows.cut ? rows.sentMs[count - 1]! : Number.POSITIVE_INFINITY,
  }
}

/** The buffers of an index, to be transferred. */
export function indexBuffers({ queue, leaving, endings, lives, ...index }: LaneIndex): ArrayBuffer[] {
  const columns: ArrayBufferView[] = [index.leftMs, index.goneMs, index.lastGoneMs, index.acceptedMs, index.seat]
  for (const { rows, atMs } of [queue, leaving, ...endings]) columns.push(rows, atMs)
  columns.push(lives.firsts, lives.atMs, lives.event)
  return columns.map(column => column.buffer as ArrayBuffer)
}

/** The rows to which it happened, by when; what happened at one instant goes by `then`, and then by row. */
function ordered(count: number, atMs: Float64Array, then?: Float64Array): Ordered {
  const all: number[] = []
  for (let row = 0; row < count; row++) if (!Number.isNaN(atMs[row]!)) all.push(row)
  // Mostly in order already, and an array's own sort makes use of that; a typed array's does not.
  all.sort((a, b) => atMs[a]! - atMs[b]! || (then ? then[a]! - then[b]! : 0) || a - b)
  const rows = Uint32Array.from(all)
  return { rows, atMs: Float64Array.from(rows, row => atMs[row]!) }
}

function onlyThose({ rows, atMs }: Ordered, belongs: (row: number) => boolean): Ordered {
  return { rows: rows.filter(belongs), atMs: atMs.filter((_, place) => belongs(rows[place]!)) }
}

function runningMax(values: Float64Array): Float64Array {
  let most = Number.NEGATIVE_INFINITY
  return values.map(value => {
    if (value > most) most = value
    return most
  })
}

/** Gives out seats as requests come and go. At one instant those who leave make room for those who come. */
function seatsOf(
  { worker, acceptedMs }: Rows,
  accepted: Uint32Array,
  leaving: Ordered,
  leftMs: Float64Array,
): Pick<LaneIndex, 'seat' | 'seats'> {
  const seat = new Uint32Array(leftMs.length)
  const taken: boolean[][] = []
  /** By worker: no seat below this one is free. */
  const lowestFree: number[] = []
  let seats = 0
  let left = 0
  const stand = (row: number) => {
    taken[worker[row]!]![seat[row]!] = false
    lowestFree[worker[row]!] = Math.min(lowestFree[worker[row]!]!, seat[row]!)
  }
  for (const row of accepted) {
    const at = acceptedMs[row]!
    for (; left < leaving.rows.length && leaving.atMs[left]! <= at; left++) {
      // One that takes no time at all leaves at the instant it comes, and may not have come yet.
      if (acceptedMs[leaving.rows[left]!]! < at) stand(leaving.rows[left]!)
    }
    const of = worker[row]!
    taken[of] ??= []
    let free = lowestFree[of] ?? 0
    while (taken[of][free]) free++
    seat[row] = free
    lowestFree[of] = free
    if (leftMs[row]! === at) continue
    taken[of][free] = true
    lowestFree[of] = free + 1
    seats = Math.max(seats, free + 1)
  }
  return { seat, seats }
}
