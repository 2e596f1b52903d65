/**
 * Counts what a run's result needs while it happens. Outcomes, latencies and log lines are of requests sent in the
 * measured window; throughput, CPU and levels are of what happens in it.
 */
import type { Agenda } from '../engine/agenda.ts'
import type { Cores } from '../engine/cores.ts'
import type { CreditAccount } from '../engine/credits.ts'
import { bucketOfTaken, FINE_BITS, histogramSize, take } from './histogram.ts'
import { LEVELS, Meter } from './meter.ts'
import { type Failure, OUTCOME_COUNT, Outcome } from './outcomes.ts'
import type { Result } from './result.ts'
import { RowLog } from './row-log.ts'
import { SeriesLog } from './series-log.ts'

export interface RecorderOptions {
  fromMs: number
  toMs: number
  goalMs: number
  cores: number
  series: boolean
  rows: boolean
  maxRows: number
  /** To count latencies in, rather than in a new one; see `SimulateOptions`. */
  histogram?: Float64Array
}

export class Recorder {
  readonly meter: Meter
  readonly rows: RowLog | null
  readonly series: SeriesLog | null
  /** Of requests sent in the window. */
  offered = 0
  retried = 0
  readonly outcomes = new Float64Array(OUTCOME_COUNT)
  readonly histogram: Float64Array
  latencySumMs = 0
  latencyMaxMs = 0
  readonly log: Result['log'] = {
    connectTimedOut: 0,
    readTimedOut: 0,
    refused: 0,
    premature: 0,
    workerConnections: 0,
    clientLeft: 0,
    synDropped: 0,
    halfOpen: 0,
    reset: 0,
    noLiveUpstreams: 0,
    passedOn: 0,
    workersKilled: 0,
    outOfMemory: 0,
  }
  /** Of the next answer to be counted, from sending until the client knew. Not an argument: that would be put in a box. */
  latencyMs = Number.NaN
  /** Of what happened in the window. */
  answered = 0
  answeredInTime = 0
  served = 0
  busyMs = 0
  wastedMs = 0
  proxyMs = 0
  throttledMs = 0
  /** The machine’s CPU credits at the ends of the window; null where it has none. */
  creditsAtStart: CreditAccount | null = null
  creditsAtEnd: CreditAccount | null = null
  private readonly areas = new Float64Array(LEVELS)
  /** The next instant at which something has to be read off; never later than the next event that is counted. */
  nextBoundary: number
  /** Whether the present instant lies in the window. */
  isOpen = false
  private readonly fromMs: number
  private readonly toMs: number
  private readonly goalMs: number

  constructor(options: RecorderOptions, agenda: Agenda) {
    this.meter = new Meter(agenda)
    this.fromMs = options.fromMs
    this.toMs = options.toMs
    this.goalMs = options.goalMs
    this.nextBoundary = options.fromMs
    this.histogram = options.histogram?.fill(0) ?? new Float64Array(histogramSize(FINE_BITS))
    this.series = options.series ? new SeriesLog(options.fromMs, options.toMs, options.cores) : null
    this.rows = options.rows ? new RowLog(options.maxRows) : null
  }

  countSent(isRetry: boolean): void {
    if (this.isOpen) {
      this.offered++
      if (isRetry) this.retried++
    }
    if (this.series !== null) this.series.countSent(isRetry)
  }

  /** A client has its answer, after `latencyMs`; `isMeasured` when the request was sent in the window. */
  countAnswer(isMeasured: boolean): void {
    const { latencyMs } = this
    const inTime = latencyMs <= this.goalMs
    take(latencyMs)
    const bucket = bucketOfTaken(FINE_BITS)
    if (this.series !== null) this.countInSeries(this.series, inTime, bucket)
    if (isMeasured) {
      this.outcomes[Outcome.Ok]++
      this.histogram[bucket]++
      this.latencySumMs += latencyMs
      if (latencyMs > this.latencyMaxMs) this.latencyMaxMs = latencyMs
    }
    if (!this.isOpen) return
    this.answered++
    if (inTime) this.answeredInTime++
  }

  private countInSeries(series: SeriesLog, inTime: boolean, bucket: number): void {
    series.latencyMs = this.latencyMs
    series.countAnswer(inTime, bucket)
  }

  /** A request has ended without an answer; `isMeasured` as above. */
  countFailure(outcome: Failure, isMeasured: boolean): void {
    if (this.series !== null) this.series.countFailure(outcome)
    if (isMeasured) this.outcomes[outcome]++
  }

  countServed(): void {
    if (this.isOpen) this.served++
  }

  /** The integral of a level over the window, in its unit × ms: a difference of two that may be equal but for rounding. */
  areaOf(level: number): number {
    return Math.max(0, this.areas[level])
  }

  /** Reads off the integrals at every boundary up to `now`. */
  passBoundaries(now: number, cores: Cores): void {
    while (this.nextBoundary <= now) {
      const at = this.nextBoundary
      if (at === this.fromMs) {
        this.readOff(at, cores, -1)
        this.creditsAtStart = cores.creditsAt(at)
      }
      if (at === this.toMs) {
        this.readOff(at, cores, 1)
        this.creditsAtEnd = cores.creditsAt(at)
      }
      this.isOpen = at >= this.fromMs && at < this.toMs
      if (this.series !== null) this.series.closeUntil(at, this.meter, cores)
      this.nextBoundary = this.boundaryAfter(at)
    }
  }

  private boundaryAfter(at: number): number {
    const windowBoundary = at < this.toMs ? this.toMs : Infinity
    return this.series === null ? windowBoundary : Math.min(windowBoundary, this.series.closesAt)
  }

  /** Window totals are the integrals at its end less those at its beginning. */
  private readOff(at: number, cores: Cores, sign: 1 | -1): void {
    const times = cores.timesUntil(at)
    this.busyMs += sign * times.busyMs
    this.wastedMs += sign * times.wastedMs
    this.proxyMs += sign * times.proxyMs
    this.throttledMs += sign * times.throttledMs
    for (let level = 0; level < LEVELS; level++) this.areas[level] += sign * this.meter.areaUntil(level, at)
  }
}
