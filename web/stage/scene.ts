/**
 * The marks of a lane at one instant: which, where and in what form. A function of the run and the playhead alone; a
 * mark that travels is where its row and the clock say. The columns are kept and used again, so a frame allocates nothing.
 */
import { Outcome } from '../../sim/measure/outcomes.ts'
import type { Rows } from '../../sim/measure/result.ts'
import { countUntil } from './bisect.ts'
import type { LaneIndex } from './lane-index.ts'
import type { LaneToDraw } from './lane-layout.ts'
import { type Box, type Layout, queueX, queueY, roomX, roomY, seatX, seatY } from './layout.ts'
import { Form } from './marks.ts'
import { type Moment, Spot } from './moment.ts'

/** What was answered, and what failed, is seen for so many travels. */
const SEEN_FOR = 6
/** When nothing travels, for so long in simulated time. */
const SEEN_MS = 1000
/** More than so many on their way out, falling, or waiting as clients would only hide each other; numbers stand beside. */
const MOST_LEAVING = 100
const MOST_FALLING = 60
const MOST_CLIENTS = 128
/** From here on, those without a connection are dots. */
const CROWD_AT_DOOR = 60

/** Clients stand in cells, so that they do not hide each other; neighbours in time are no neighbours in place. */
const CLIENT_COLUMNS = 8
const CLIENT_CELLS = 64
const CLIENT_STEP = 27

/** A cell of the accept queue below this pitch is drawn as a square; see `queue-squares.ts`. */
export const MARK_PITCH = 7

export class Scene {
  count = 0
  /** The request; -1 for what is not to be pointed at. */
  row = new Int32Array(512)
  x = new Float32Array(512)
  y = new Float32Array(512)
  form = new Uint8Array(512)
  /** Which of the drawn sizes; see `marks.ts`. */
  size = new Uint8Array(512)
  /** 0 … 1, for what fades. */
  strength = new Float32Array(512)
  /** Since when it stands where it is, or until when it is on its way there, in the time of movement. */
  restsMs = new Float64Array(512)
  readonly #rows: Rows
  readonly #index: LaneIndex
  readonly #cores: number
  readonly #layout: Layout
  #clients = 0
  #atMs = 0
  #motionMs = 0
  #travelMs = 0
  /** Where the mark that was computed last stands. */
  #px = 0
  #py = 0

  constructor({ result, index }: LaneToDraw, layout: Layout) {
    if (!result.rows) throw new Error('A lane without rows has no scene.')
    this.#rows = result.rows
    this.#index = index
    this.#cores = result.scenario.machine.cores
    this.#layout = layout
  }

  /**
   * @param moment Who is where now.
   * @param motionMs How far movement has come: now, or a little later.
   * @param travelMs How long a movement takes; 0 when nothing moves.
   */
  set(moment: Moment, motionMs: number, travelMs: number): void {
    this.count = 0
    this.#clients = 0
    this.#atMs = moment.at
    this.#motionMs = motionMs
    this.#travelMs = travelMs
    for (let entry = 0; entry < moment.count; entry++) this.#setOne(moment, entry)
    this.#setQueue(moment)
    this.#setLeaving()
    for (let outcome = Outcome.Ok + 1; outcome < this.#index.endings.length; outcome++) this.#setFalling(outcome)
  }

  #setOne(moment: Moment, entry: number): void {
    const row = moment.rows[entry]!
    const spot = moment.spots[entry]!
    const orphaned = moment.orphaned[entry] === 1
    if (!orphaned && this.#clients++ < MOST_CLIENTS) {
      this.#toClient(row)
      this.#add(-1, Form.Client, 2)
    }
    if (spot === Spot.Connecting) {
      this.#toDoor(row)
      this.#travelFrom(row, this.#rows.sentMs[row]!)
      const size = moment.here[Spot.Connecting]! > CROWD_AT_DOOR ? 3 : 1
      this.#add(row, orphaned ? Form.CrossedHollow : Form.Hollow, size, 1, this.#rows.sentMs[row]! + this.#travelMs)
      return
    }
    if (spot < Spot.Inside || spot > Spot.Io || !this.#toSeat(row)) return
    this.#travelToSeat(row)
    const restsMs = this.#rows.acceptedMs[row]! + this.#travelMs
    this.#add(row, this.#formOf(moment, row, spot, orphaned), sizeAt(this.#layout.rooms.seats.pitch), 1, restsMs)
  }

  #formOf(moment: Moment, row: number, spot: number, orphaned: boolean): Form {
    if (spot === Spot.Inside) return orphaned ? Form.CrossedHollow : Form.Hollow
    if (spot === Spot.Io) return orphaned ? Form.CrossedDashed : Form.Dashed
    if (orphaned) return Form.CrossedSolid
    const shares = moment.workers.cpu[this.#rows.worker[row]!]! > 1 || moment.computing > this.#cores
    return shares ? Form.Part : Form.Solid
  }

  /** Those in the accept queue: each moves up a place when the head is accepted. */
  #setQueue({ queueFrom, queueTo }: Moment): void {
    const { queue } = this.#layout
    if (queue.pitch < MARK_PITCH) return
    const { rows } = this.#index.queue
    const behind = this.#movingUp(queueFrom)
    for (let at = queueFrom; at < queueTo; at++) {
      const row = rows[at]!
      const arriving = this.#motionMs - this.#rows.queuedMs[row]! < this.#travelMs
      this.#toPlace(at - queueFrom + (arriving ? 0 : behind))
      if (arriving) this.#travelFrom(row, this.#rows.queuedMs[row]!)
      this.#add(row, this.#rows.endedMs[row]! <= this.#atMs ? Form.CrossedHollow : Form.Hollow, 1)
    }
  }

  /** How many places those in the queue have yet to move up, after the heads that were accepted just now. */
  #movingUp(queueFrom: number): number {
    let behind = 0
    for (let head = queueFrom - 1; head >= 0; head--) {
      const since = this.#motionMs - this.#index.acceptedMs[head]!
      if (since >= this.#travelMs) break
      behind += 1 - eased(since / this.#travelMs)
    }
    return behind
  }

  /** Done by the server: out at the right, pale when nobody waits for it. */
  #setLeaving(): void {
    const { rows, atMs } = this.#index.leaving
    const { leaving } = this.#layout
    const seenMs = this.#seenMs()
    const to = countUntil(atMs, this.#atMs)
    const from = Math.max(countUntil(atMs, this.#motionMs - seenMs), to - MOST_LEAVING)
    for (let at = from; at < to; at++) {
      const row = rows[at]!
      if (Number.isNaN(this.#rows.finishedMs[row]!)) continue
      const age = (this.#motionMs - atMs[at]!) / seenMs
      const forNobody = this.#rows.outcome[row] !== Outcome.Ok
      const fromSeat = this.#toSeat(row)
      const [seatAtX, seatAtY] = [this.#px, this.#py]
      this.#px = leaving.x + 6 + age * (leaving.w - 12)
      this.#py = leaving.y + (forNobody ? leaving.h - 48 : 12)
      if (fromSeat) this.#comeFrom(seatAtX, seatAtY, (this.#motionMs - atMs[at]!) / this.#travelMs)
      this.#add(row, forNobody ? Form.CrossedHollow : Form.Solid, 1, Math.min(1, 3 * (1 - age)) * (forNobody ? 0.6 : 1))
    }
  }

  /** Failures fall out where they happen: at nginx, or where the client is who leaves. */
  #setFalling(outcome: number): void {
    const { rows, atMs } = this.#index.endings[outcome]!
    const { clients, proxy } = this.#layout
    const box: Box = outcome === Outcome.Timeout ? clients : proxy
    const seenMs = this.#seenMs()
    const to = countUntil(atMs, this.#atMs)
    const from = Math.max(countUntil(atMs, this.#motionMs - seenMs), to - MOST_FALLING)
    for (let at = from; at < to; at++) {
      const age = (this.#motionMs - atMs[at]!) / seenMs
      this.#px = box.x + 8 + scattered(rows[at]!) * (box.w - 16)
      this.#py = box.y + box.h + 3 + 8 * age * (2 - age)
      this.#add(rows[at]!, Form.Failure, 1, Math.min(1, 2.5 * (1 - age)))
    }
  }

  #seenMs(): number {
    return this.#travelMs > 0 ? SEEN_FOR * this.#travelMs : SEEN_MS
  }

  #toClient(row: number): void {
    const { clients } = this.#layout
    const turn = Math.floor(row / CLIENT_CELLS) * CLIENT_STEP
    const cell = ((row + turn) * CLIENT_STEP) % CLIENT_CELLS
    const [cellW, cellH] = [clients.w / CLIENT_COLUMNS, clients.h / (CLIENT_CELLS / CLIENT_COLUMNS)]
    this.#px = clients.x + ((cell % CLIENT_COLUMNS) + 0.2 + 0.6 * scattered(row)) * cellW
    this.#py = clients.y + (Math.floor(cell / CLIENT_COLUMNS) + 0.2 + 0.6 * scattered(row + 7)) * cellH
  }

  #toDoor(row: number): void {
    const { door } = this.#layout
    this.#px = door.x + 4 + scattered(row) * (door.w - 8)
    this.#py = door.y + 4 + scattered(row + 3) * (door.h - 8)
  }

  #toPlace(place: number): void {
    this.#px = queueX(this.#layout.queue, place)
    this.#py = queueY(this.#layout.queue, place)
  }

  /** False when its worker has no room of its own, or its seat none in it. */
  #toSeat(row: number): boolean {
    const { rooms } = this.#layout
    const worker = this.#rows.worker[row]!
    const seat = this.#index.seat[row]!
    if (worker >= rooms.shown || seat >= rooms.seats.columns * rooms.seats.rows) return false
    this.#px = roomX(rooms, worker) + seatX(rooms.seats, seat)
    this.#py = roomY(rooms, worker) + seatY(rooms.seats, seat)
    return true
  }

  /** On the way from its client to where it was put, since `sinceMs`. */
  #travelFrom(row: number, sinceMs: number): void {
    const part = (this.#motionMs - sinceMs) / this.#travelMs
    if (!(part < 1)) return
    const [x, y] = [this.#px, this.#py]
    if (sinceMs - this.#rows.sentMs[row]! > this.#travelMs) this.#toDoor(row)
    else this.#toClient(row)
    const [fromX, fromY] = [this.#px, this.#py]
    this.#px = x
    this.#py = y
    this.#comeFrom(fromX, fromY, part)
  }

  /** On the way to its seat: from the head of the queue, or from its client when it never stood there. */
  #travelToSeat(row: number): void {
    const { queuedMs, acceptedMs } = this.#rows
    const acceptedAt = acceptedMs[row]!
    // Whoever stays shortly arrives before half of it is over.
    const travel = Math.min(this.#travelMs, (this.#index.leftMs[row]! - acceptedAt) / 2)
    const part = (this.#motionMs - acceptedAt) / travel
    if (!(part < 1)) return
    const [x, y] = [this.#px, this.#py]
    const waited = (acceptedAt - queuedMs[row]!) / this.#travelMs
    this.#toClient(row)
    const [clientX, clientY] = [this.#px, this.#py]
    this.#toPlace(0)
    this.#comeFrom(clientX, clientY, waited)
    const [fromX, fromY] = [this.#px, this.#py]
    this.#px = x
    this.#py = y
    this.#comeFrom(fromX, fromY, part)
  }

  /** So much of the way from there to where the mark is to be. */
  #comeFrom(x: number, y: number, part: number): void {
    if (!(part < 1)) return
    const done = eased(part)
    this.#px = x + (this.#px - x) * done
    this.#py = y + (this.#py - y) * done
  }

  #add(row: number, form: Form, size: number, strength = 1, restsMs = Number.NaN): void {
    if (this.count === this.x.length) this.#grow()
    const at = this.count++
    this.row[at] = row
    this.x[at] = this.#px
    this.y[at] = this.#py
    this.form[at] = form
    this.size[at] = size
    this.strength[at] = strength
    this.restsMs[at] = restsMs
  }

  #grow(): void {
    const length = 2 * this.x.length
    const larger = <T extends Int32Array | Float32Array | Float64Array | Uint8Array>(column: T, next: T): T => {
      next.set(column)
      return next
    }
    this.row = larger(this.row, new Int32Array(length))
    this.x = larger(this.x, new Float32Array(length))
    this.y = larger(this.y, new Float32Array(length))
    this.form = larger(this.form, new Uint8Array(length))
    this.size = larger(this.size, new Uint8Array(length))
    this.strength = larger(this.strength, new Float32Array(length))
    this.restsMs = larger(this.restsMs, new Float64Array(length))
  }
}

/** Which size of mark has room at this distance. */
function sizeAt(pitch: number): number {
  if (pitch >= 14) return 0
  return pitch >= MARK_PITCH ? 2 : 3
}

/** Fast at first, and gently to its end. */
function eased(part: number): number {
  const left = 1 - Math.max(0, part)
  return 1 - left * left * left
}

/** The same number between 0 and 1 for the same row, and another for its neighbour. */
export function scattered(row: number): number {
  let mixed = Math.imul(row + 1, 0x9e3779b1)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca77)
  return ((mixed ^ (mixed >>> 13)) >>> 0) / 2 ** 32
}
