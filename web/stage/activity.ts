/** What each worker did during a while: at the pace of life a glance at one instant says little. */
import type { Rows } from '../../sim/measure/result.ts'
import { countUntil } from './bisect.ts'
import type { LaneIndex } from './lane-index.ts'
import { awayIn } from './lives.ts'

export class Activity {
  /** By worker, summed over all it had in hand. */
  readonly cpuMs: Float64Array
  readonly ioMs: Float64Array
  /** Waiting for the data of a request that a thread had begun. */
  readonly dataMs: Float64Array
  /** Away: killed or retired, and the next process not there yet. */
  readonly awayMs: Float64Array
  /** The part of the first three that was for nobody. */
  readonly forNobodyMs: Float64Array
  readonly #rows: Rows
  readonly #index: LaneIndex

  constructor(rows: Rows, index: LaneIndex, workers: number) {
    this.#rows = rows
    this.#index = index
    this.cpuMs = new Float64Array(workers)
    this.ioMs = new Float64Array(workers)
    this.dataMs = new Float64Array(workers)
    this.awayMs = new Float64Array(workers)
    this.forNobodyMs = new Float64Array(workers)
  }

  read(fromMs: number, toMs: number): void {
    this.cpuMs.fill(0)
    this.ioMs.fill(0)
    this.dataMs.fill(0)
    this.awayMs.fill(0)
    this.forNobodyMs.fill(0)
    for (const away of awayIn(this.#index.lives, fromMs, toMs)) {
      this.awayMs[away.worker]! += overlap(away.fromMs, away.toMs, fromMs, toMs)
    }
    const sent = countUntil(this.#rows.sentMs, toMs)
    for (let row = countUntil(this.#index.lastGoneMs, fromMs); row < sent; row++) {
      if (this.#rows.startedMs[row]! < toMs && this.#index.leftMs[row]! > fromMs) this.#add(row, fromMs, toMs)
    }
  }

  #add(row: number, fromMs: number, toMs: number): void {
    const { worker, startedMs, dataMs, ioFromMs, ioToMs, endedMs } = this.#rows
    const left = this.#index.leftMs[row]!
    const ioFrom = Number.isNaN(ioFromMs[row]!) ? left : ioFromMs[row]!
    const ioTo = Number.isNaN(ioToMs[row]!) ? left : ioToMs[row]!
    const io = overlap(ioFrom, ioTo, fromMs, toMs)
    const all = overlap(startedMs[row]!, left, fromMs, toMs)
    const data = Number.isNaN(dataMs[row]!) ? 0 : overlap(startedMs[row]!, Math.min(left, dataMs[row]!), fromMs, toMs)
    this.ioMs[worker[row]!]! += io
    this.dataMs[worker[row]!]! += data
    this.cpuMs[worker[row]!]! += all - io - data
    this.forNobodyMs[worker[row]!]! += overlap(Math.max(startedMs[row]!, endedMs[row]!), left, fromMs, toMs)
  }
}

function overlap(from: number, to: number, windowFrom: number, windowTo: number): number {
  return Math.max(0, Math.min(to, windowTo) - Math.max(from, windowFrom))
}
