/**
 * One row per request sent, in order of sending; the index is the request's serial. Columns grow as needed.
 */
import { copyInto } from '../engine/event-list.ts'
import { LifeLog } from './life-log.ts'
import type { Rows } from './result.ts'

const TIMES = [
  'sentMs',
  'droppedMs',
  'halfOpenMs',
  'queuedMs',
  'acceptedMs',
  'startedMs',
  'dataMs',
  'ioFromMs',
  'ioToMs',
  'finishedMs',
  'killedMs',
  'endedMs',
  'cpuMs',
  'ioMs',
  'firstTry',
] as const

/** What a server does with a request. */
const OF_A_SERVER = [
  'droppedMs',
  'halfOpenMs',
  'queuedMs',
  'acceptedMs',
  'startedMs',
  'dataMs',
  'ioFromMs',
  'ioToMs',
  'finishedMs',
  'killedMs',
] as const

export class RowLog {
  sentMs: Float64Array
  droppedMs: Float64Array
  halfOpenMs: Float64Array
  queuedMs: Float64Array
  acceptedMs: Float64Array
  startedMs: Float64Array
  dataMs: Float64Array
  ioFromMs: Float64Array
  ioToMs: Float64Array
  finishedMs: Float64Array
  killedMs: Float64Array
  endedMs: Float64Array
  cpuMs: Float64Array
  ioMs: Float64Array
  firstTry: Float64Array
  synDrops: Uint8Array
  reused: Uint8Array
  worker: Int32Array
  outcome: Uint8Array
  attempt: Uint8Array
  readonly lives: LifeLog
  private count = 0
  private capacity: number
  private readonly maxRows: number

  constructor(maxRows: number) {
    this.maxRows = maxRows
    this.lives = new LifeLog(maxRows)
    this.capacity = Math.min(4096, maxRows)
    const times = () => new Float64Array(this.capacity).fill(Number.NaN)
    this.sentMs = times()
    this.droppedMs = times()
    this.halfOpenMs = times()
    this.queuedMs = times()
    this.acceptedMs = times()
    this.startedMs = times()
    this.dataMs = times()
    this.ioFromMs = times()
    this.ioToMs = times()
    this.finishedMs = times()
    this.killedMs = times()
    this.endedMs = times()
    this.cpuMs = times()
    this.ioMs = times()
    this.firstTry = times()
    this.synDrops = new Uint8Array(this.capacity)
    this.reused = new Uint8Array(this.capacity)
    this.worker = new Int32Array(this.capacity).fill(-1)
    this.outcome = new Uint8Array(this.capacity)
    this.attempt = new Uint8Array(this.capacity)
  }

  /** Begins row `serial`. A row past the limit is not kept: writes to it, here and later, fall off the columns' end. */
  begin(serial: number, sentMs: number, cpuMs: number, ioMs: number, attempt: number, firstTry: number): void {
    if (serial >= this.maxRows) return
    if (serial === this.capacity) this.grow()
    this.count = serial + 1
    this.sentMs[serial] = sentMs
    this.cpuMs[serial] = cpuMs
    this.ioMs[serial] = ioMs
    this.attempt[serial] = attempt
    this.firstTry[serial] = firstTry
  }

  /** What became of row `serial` since it was sent is forgotten. */
  startOver(serial: number): void {
    for (const column of OF_A_SERVER) this[column][serial] = Number.NaN
    this.synDrops[serial] = 0
    this.reused[serial] = 0
    this.worker[serial] = -1
  }

  /** The columns, cut to the rows they hold. `sent` is how many requests were sent in all. */
  rows(sent: number): Rows {
    const { count } = this
    return {
      count,
      cut: sent > count,
      sentMs: this.sentMs.slice(0, count),
      droppedMs: this.droppedMs.slice(0, count),
      halfOpenMs: this.halfOpenMs.slice(0, count),
      queuedMs: this.queuedMs.slice(0, count),
      acceptedMs: this.acceptedMs.slice(0, count),
      startedMs: this.startedMs.slice(0, count),
      dataMs: this.dataMs.slice(0, count),
      ioFromMs: this.ioFromMs.slice(0, count),
      ioToMs: this.ioToMs.slice(0, count),
      finishedMs: this.finishedMs.slice(0, count),
      killedMs: this.killedMs.slice(0, count),
      endedMs: this.endedMs.slice(0, count),
      cpuMs: this.cpuMs.slice(0, count),
      ioMs: this.ioMs.slice(0, count),
      synDrops: this.synDrops.slice(0, count),
      reused: this.reused.slice(0, count),
      worker: this.worker.slice(0, count),
      outcome: this.outcome.slice(0, count),
      attempt: this.attempt.slice(0, count),
      firstTry: this.firstTry.slice(0, count),
      lives: this.lives.lives(),
    }
  }

  private grow(): void {
    const capacity = Math.min(2 * this.capacity, this.maxRows)
    for (const column of TIMES) this[column] = copyInto(new Float64Array(capacity).fill(Number.NaN), this[column])
    this.synDrops = copyInto(new Uint8Array(capacity), this.synDrops)
    this.reused = copyInto(new Uint8Array(capacity), this.reused)
    this.worker = copyInto(new Int32Array(capacity).fill(-1), this.worker)
    this.outcome = copyInto(new Uint8Array(capacity), this.outcome)
    this.attempt = copyInto(new Uint8Array(capacity), this.attempt)
    this.capacity = capacity
  }
}
