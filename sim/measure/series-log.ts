/**
 * The measured window in equal buckets. Counts go straight into the bucket that is open; levels and CPU are read off
 * their integrals when a bucket closes, so they cost nothing per event.
 */
import type { Cores, CoreTimes } from '../engine/cores.ts'
import { CREDIT_MS } from '../engine/credits.ts'
import { COARSE_BITS, FINE_BITS, histogramSize, percentile } from './histogram.ts'
import { LEVELS, Level, type Meter } from './meter.ts'
import { type Failure, OUTCOME_NAMES } from './outcomes.ts'
import { SERIES_COLUMNS, type Series, type SeriesColumn } from './result.ts'

/** As many points as a small chart can show. */
const MAX_BUCKETS = 100
const HISTOGRAM_SIZE = histogramSize(COARSE_BITS)

/** What is counted at every request, side by side; it goes into the columns when the bucket closes. */
const Tally = { Offered: 0, Ok: 1, InTime: 2, LatencySum: 3, LatencyMax: 4, QueueMax: 5 } as const

export class SeriesLog {
  readonly bucketMs: number
  readonly buckets: number
  /** When the open bucket closes (before the window: when the first one opens). */
  closesAt: number
  /** Of the next answer to be counted. */
  latencyMs = Number.NaN
  private readonly fromMs: number
  private readonly toMs: number
  private readonly coreCount: number
  /** Outside the window, counts fall into one extra bucket at the end. */
  private open: number
  private readonly columns: Record<SeriesColumn, Float64Array>
  /** Of the open bucket; outside the window, of nothing that is kept. */
  private readonly tally = new Float64Array(6)
  private readonly latencies = new Uint32Array(HISTOGRAM_SIZE)
  /** Outcome code → its column. */
  private readonly outcomeColumns: Float64Array[]
  private readonly areas = new Float64Array(LEVELS)
  private times: CoreTimes = { busyMs: 0, wastedMs: 0, proxyMs: 0, throttledMs: 0 }
  private credits: Float64Array | null = null

  constructor(fromMs: number, toMs: number, coreCount: number) {
    // Equal buckets that end with the window, about as long as the round number: a part of a bucket has no rate.
    this.buckets = Math.ceil((toMs - fromMs) / roundBucketMs(toMs - fromMs) - 1e-9)
    this.bucketMs = (toMs - fromMs) / this.buckets
    this.fromMs = fromMs
    this.toMs = toMs
    this.coreCount = coreCount
    this.closesAt = fromMs
    this.open = this.buckets
    this.columns = {} as Record<SeriesColumn, Float64Array>
    for (const name of SERIES_COLUMNS) this.columns[name] = new Float64Array(this.buckets + 1)
    this.outcomeColumns = OUTCOME_NAMES.map(name => this.columns[columnOf(name)])
  }

  countSent(isRetry: boolean): void {
    this.tally[Tally.Offered]++
    if (isRetry) this.columns.retried[this.open]++
  }

  /** A request that ended without an answer. */
  countFailure(outcome: Failure): void {
    this.outcomeColumns[outcome][this.open]++
  }

  /** @param fineBucket bucket of the latency at `FINE_BITS` */
  countAnswer(inTime: boolean, fineBucket: number): void {
    const { latencyMs, tally } = this
    tally[Tally.Ok]++
    if (inTime) tally[Tally.InTime]++
    tally[Tally.LatencySum] += latencyMs
    if (latencyMs > tally[Tally.LatencyMax]) tally[Tally.LatencyMax] = latencyMs
    this.latencies[fineBucket >> (FINE_BITS - COARSE_BITS)]++
  }

  sawQueue(length: number): void {
    if (length > this.tally[Tally.QueueMax]) this.tally[Tally.QueueMax] = length
  }

  /** Closes every bucket that ends at or before `now`. */
  closeUntil(now: number, meter: Meter, cores: Cores): void {
    while (this.closesAt <= now) {
      const times = cores.timesUntil(this.closesAt)
      if (this.open < this.buckets) this.close(meter, times, cores)
      this.remember(meter, times)
      this.tally.fill(0)
      this.latencies.fill(0)
      this.open = this.closesAt === this.fromMs ? 0 : Math.min(this.open + 1, this.buckets)
      this.sawQueue(meter.values[Level.Queue])
      this.closesAt = this.endOf(this.open)
    }
  }

  private endOf(bucket: number): number {
    if (bucket >= this.buckets) return Infinity
    return bucket === this.buckets - 1 ? this.toMs : this.fromMs + (bucket + 1) * this.bucketMs
  }

  private close(meter: Meter, times: CoreTimes, cores: Cores): void {
    const { columns, open, bucketMs, areas, closesAt } = this
    // Differences of integrals that may be equal but for rounding: 0 is the least they can be.
    const mean = (level: number) => Math.max(0, meter.areaUntil(level, closesAt) - areas[level]) / bucketMs
    const busy = (times.busyMs - this.times.busyMs) / bucketMs
    const onCpu = Math.max(0, busy - (times.proxyMs - this.times.proxyMs) / bucketMs)
    columns.cpu[open] = busy / this.coreCount
    columns.cpuWasted[open] = (times.wastedMs - this.times.wastedMs) / bucketMs / this.coreCount
    columns.proxy[open] = mean(Level.Proxy)
    columns.acceptQueue[open] = mean(Level.Queue)
    columns.process[open] = mean(Level.Process)
    columns.onCpu[open] = onCpu
    columns.runnable[open] = Math.max(0, mean(Level.Cpu) - onCpu)
    columns.io[open] = mean(Level.Io)
    columns.busyWorkers[open] = mean(Level.BusyWorkers)
    this.writeTally()
    const account = cores.creditsAt(closesAt)
    if (account === null) return
    this.credits ??= new Float64Array(this.buckets)
    this.credits[open] = account.balanceMs / CREDIT_MS
  }

  private writeTally(): void {
    const { columns, open, tally } = this
    columns.offered[open] = tally[Tally.Offered]
    columns.ok[open] = tally[Tally.Ok]
    columns.inTime[open] = tally[Tally.InTime]
    columns.acceptQueueMax[open] = tally[Tally.QueueMax]
    this.writeLatency(tally[Tally.Ok])
  }

  private writeLatency(answered: number): void {
    const { columns, open, tally, latencies } = this
    const max = answered > 0 ? tally[Tally.LatencyMax] : Number.NaN
    const at = (q: number) => percentile(latencies, COARSE_BITS, answered, max, q)
    columns.latencyMax[open] = max
    columns.latencyMean[open] = answered > 0 ? tally[Tally.LatencySum] / answered : Number.NaN
    columns.latencyP50[open] = at(0.5)
    columns.latencyP95[open] = at(0.95)
    columns.latencyP99[open] = at(0.99)
  }

  private remember(meter: Meter, times: CoreTimes): void {
    for (let level = 0; level < LEVELS; level++) this.areas[level] = meter.areaUntil(level, this.closesAt)
    this.times = times
  }

  /** Turns counts into rates. The log is of no use afterwards. */
  series(): Series {
    const { columns, buckets, bucketMs } = this
    for (const name of RATES) {
      for (let bucket = 0; bucket < buckets; bucket++) columns[name][bucket] /= bucketMs / 1000
    }
    for (const name of SERIES_COLUMNS) columns[name] = columns[name].slice(0, buckets)
    return { fromMs: this.fromMs, bucketMs, buckets, columns, credits: this.credits }
  }
}

/** Pending requests are never counted; their place in the list is filled by any column. */
function columnOf(outcome: (typeof OUTCOME_NAMES)[number]): SeriesColumn {
  return outcome === '200' || outcome === 'pending' ? 'ok' : outcome
}

const RATES = ['offered', 'retried', 'ok', 'inTime', '500', '502', '504', 'timeout', 'refused', 'reset'] as const

/** The shortest of 1, 2, 5, 10, 20, 50 … ms that needs at most `MAX_BUCKETS` buckets. */
function roundBucketMs(windowMs: number): number {
  for (let decade = 0.1; ; decade *= 10) {
    for (const step of [1, 2, 5]) {
      const bucketMs = step * decade
      if (windowMs / bucketMs <= MAX_BUCKETS) return bucketMs
    }
  }
}
