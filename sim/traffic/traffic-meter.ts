/**
 * What a stream of logged requests comes to, in memory that does not grow with it: counts over time, and how long
 * requests took in busy and in quiet seconds.
 */
import { bucketOf, COARSE_BITS, histogramSize, percentile } from '../measure/histogram.ts'
import type { LoggedRequest } from './log-line.ts'

/** Buckets of time that are kept; when there are more, two become one. */
const MOST_BUCKETS = 20_000

/** Requests a second in powers of two: 1, 2 to 3, 4 to 7, … */
const LEVELS = 24

/** How long requests took in seconds that had about as many of them. */
export class Durations {
  count = 0
  sumMs = 0
  sumSquares = 0
  maxMs = 0
  readonly counts = new Uint32Array(histogramSize(COARSE_BITS))

  add(ms: number): void {
    this.count++
    this.sumMs += ms
    this.sumSquares += ms * ms
    if (ms > this.maxMs) this.maxMs = ms
    this.counts[bucketOf(ms, COARSE_BITS)]!++
  }

  /** Everything that `other` counted, too: histograms add and moments combine. */
  addAll(other: Durations): void {
    this.count += other.count
    this.sumMs += other.sumMs
    this.sumSquares += other.sumSquares
    this.maxMs = Math.max(this.maxMs, other.maxMs)
    for (let at = 0; at < this.counts.length; at++) this.counts[at] = this.counts[at]! + other.counts[at]!
  }

  get meanMs(): number {
    return this.sumMs / this.count
  }

  /** Coefficient of variation. */
  get cv(): number {
    return Math.sqrt(Math.max(0, this.sumSquares / this.count - this.meanMs ** 2)) / this.meanMs
  }

  at(share: number): number {
    return percentile(this.counts, COARSE_BITS, this.count, this.maxMs, share)
  }
}

export class TrafficMeter {
  requests = 0
  failed = 0
  clientLeft = 0
  firstMs = Infinity
  lastMs = -Infinity
  /** By the number of requests in their second, in powers of two. */
  readonly byLevel = Array.from({ length: LEVELS }, () => new Durations())
  /** Seconds of the width of one bucket, a power of two. */
  bucketSeconds = 1
  private counts = new Map<number, number>()
  /** The second being read, and how long its requests took. */
  private second = Number.NaN
  private inSecond = 0
  private tookMs: number[] = []
  /** For the dispersion of counts: squared differences of neighbouring seconds. */
  private lastCount = -1
  private squaredSteps = 0
  private stepped = 0
  private steppedSum = 0

  add({ atMs, tookMs, status }: LoggedRequest): void {
    this.requests++
    if (status >= 500) this.failed++
    if (status === 499) this.clientLeft++
    this.firstMs = Math.min(this.firstMs, atMs)
    this.lastMs = Math.max(this.lastMs, atMs)
    this.count(atMs)
    const second = Math.floor(atMs / 1000)
    if (second !== this.second) this.closeSecond(second)
    this.inSecond++
    // What failed was not served, and says nothing about how long that takes.
    if (tookMs >= 0 && status < 400) this.tookMs.push(tookMs)
    if (this.tookMs.length >= 65_536) this.file()
  }

  /** Ends the last second. Nothing is added after it. */
  finish(): void {
    this.closeSecond(Number.NaN)
  }

  /** Variance of the count in a second over its mean, without slow changes of the rate: 1 for Poisson, 0 for even. */
  get dispersion(): number {
    return this.steppedSum > 0 ? this.squaredSteps / 2 / this.steppedSum : Number.NaN
  }

  /** Neighbouring seconds that the dispersion is of. */
  get secondsCompared(): number {
    return this.stepped
  }

  /** Requests a second over time, oldest first, in at most `most` equal stretches. */
  rates(most: number): { fromMs: number; stepMs: number; perSecond: Float64Array } {
    const [first, last] = [this.bucket(this.firstMs), this.bucket(this.lastMs)]
    const each = Math.max(1, Math.ceil((last - first + 1) / most))
    const perSecond = new Float64Array(Math.ceil((last - first + 1) / each))
    const stepMs = each * this.bucketSeconds * 1000
    for (const [bucket, count] of this.counts)
      perSecond[Math.floor((bucket - first) / each)]! += (count / stepMs) * 1000
    return { fromMs: first * this.bucketSeconds * 1000, stepMs, perSecond }
  }

  private bucket(atMs: number): number {
    return Math.floor(atMs / 1000 / this.bucketSeconds)
  }

  private count(atMs: number): void {
    const bucket = this.bucket(atMs)
    this.counts.set(bucket, (this.counts.get(bucket) ?? 0) + 1)
    while (
      this.counts.size > MOST_BUCKETS ||
      this.bucket(this.lastMs) - this.bucket(this.firstMs) > 50 * MOST_BUCKETS
    ) {
      this.halve()
    }
  }

  private halve(): void {
    this.bucketSeconds *= 2
    const halved = new Map<number, number>()
    for (const [bucket, count] of this.counts) {
      const half = Math.floor(bucket / 2)
      halved.set(half, (halved.get(half) ?? 0) + count)
    }
    this.counts = halved
  }

  private closeSecond(next: number): void {
    this.file()
    if (this.inSecond > 0) {
      if (this.lastCount >= 0) {
        this.squaredSteps += (this.inSecond - this.lastCount) ** 2
        this.steppedSum += (this.inSecond + this.lastCount) / 2
        this.stepped++
      }
      // Only seconds that follow each other directly are compared; a gap would be a change of the rate.
      this.lastCount = next === this.second + 1 ? this.inSecond : -1
    }
    this.second = next
    this.inSecond = 0
  }

  private file(): void {
    const level = Math.min(LEVELS - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, this.inSecond)))))
    for (const ms of this.tookMs) this.byLevel[level]!.add(ms)
    this.tookMs = []
  }
}
