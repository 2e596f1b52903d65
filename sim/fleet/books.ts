/**
 * The books of a fleet: what all its instances together counted, minute by minute, those that are gone included.
 */
import { FINE_BITS, histogramSize, percentile } from '../measure/histogram.ts'
import { OUTCOME_COUNT, Outcome } from '../measure/outcomes.ts'
import type { LatencySummary } from '../measure/result.ts'
import { surplusDollars } from '../scenario/machine-types.ts'
import { add, COUNTS, Count, countersAt } from './counters.ts'
import type { Instance } from './instance.ts'
import type { FleetColumn, FleetSeries } from './result.ts'

const MINUTE_MS = 60_000
/** So many buckets at most are drawn. */
const MAX_BUCKETS = 350
const BUCKET_MINUTES = [1, 2, 5, 10, 15, 30, 60]

export class Books {
  readonly minutes: number
  /** Minute → requests that ended in an error, or found no instance. */
  readonly errors: Float64Array
  /** Requests that found no instance in service. */
  unserved = 0
  readonly histogram = new Float64Array(histogramSize(FINE_BITS))
  latencyMaxMs = 0
  /** CPU credits of all instances that are there, at the end of the minute. */
  creditsAtEnd = 0
  private readonly gone = new Float64Array(COUNTS)
  private readonly bucketMinutes: number
  private readonly columns: FleetSeries['columns']
  private readonly endMs: number
  private minute = 0
  private errorsBefore = 0
  /** At the end of the bucket before. */
  private before = new Float64Array(COUNTS)
  private histogramBefore = new Float64Array(histogramSize(FINE_BITS))
  private unservedBefore = 0
  private paidBefore = 0
  private upBefore = 0
  private servingSum = 0

  constructor(endMs: number) {
    this.endMs = endMs
    this.minutes = Math.ceil(endMs / MINUTE_MS - 1e-9)
    this.errors = new Float64Array(this.minutes)
    this.bucketMinutes = BUCKET_MINUTES.find(minutes => this.minutes / minutes <= MAX_BUCKETS) ?? 60
    const buckets = Math.ceil(this.minutes / this.bucketMinutes)
    const column = () => new Float64Array(buckets)
    this.columns = {
      offered: column(),
      ok: column(),
      errors: column(),
      instances: column(),
      serving: column(),
      cpu: column(),
      latencyMean: column(),
      latencyP99: column(),
      dollars: column(),
      credits: column(),
      owed: column(),
      throttled: column(),
    }
  }

  /** When the minute that is open ends. */
  get minuteEnds(): number {
    return this.minute < this.minutes ? Math.min((this.minute + 1) * MINUTE_MS, this.endMs) : Infinity
  }

  /** An instance is gone: what it counted stays. */
  close(instance: Instance, at: number): void {
    add(this.gone, countersAt(instance, at))
    this.addLatencies(instance)
  }

  /** Ends the minute, with all instances at its end; `living` are those not closed. */
  endMinute(instances: readonly Instance[], living: readonly Instance[], dollarsPerHour: number): void {
    const now = this.minuteEnds
    const totals = this.totalsAt(living, now)
    const errors = errorsOf(totals) + this.unserved
    this.errors[this.minute] = errors - this.errorsBefore
    this.errorsBefore = errors
    this.servingSum += living.filter(({ life }) => life === 'serving').length
    this.creditsAtEnd = living.reduce((sum, one) => sum + (one.isUp() ? one.creditsAt(now) : 0), 0)
    this.minute++
    if (this.minute % this.bucketMinutes === 0 || this.minute === this.minutes) {
      this.endBucket(totals, instances, living, now, dollarsPerHour)
    }
  }

  /** Counters of all instances there ever were. */
  totalsAt(living: readonly Instance[], now: number): Float64Array<ArrayBuffer> {
    return living.reduce((sum, instance) => add(sum, countersAt(instance, now)), new Float64Array(this.gone))
  }

  latencies(totals: Float64Array): LatencySummary {
    const answered = totals[Outcome.Ok]
    const max = answered > 0 ? this.latencyMaxMs : Number.NaN
    const at = (q: number) => percentile(this.histogram, FINE_BITS, answered, max, q)
    const mean = answered > 0 ? totals[Count.LatencyMs] / answered : Number.NaN
    return { mean, p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), p999: at(0.999), max }
  }

  series(metric: readonly number[], periodMs: number): FleetSeries {
    const bucketMs = this.bucketMinutes * MINUTE_MS
    const buckets = this.columns.offered.length
    return { bucketMs, buckets, columns: this.columns, periodMs, metric: Float64Array.from(metric) }
  }

  addLatencies({ world }: Instance): void {
    add(this.histogram, world.recorder.histogram)
    this.latencyMaxMs = Math.max(this.latencyMaxMs, world.recorder.latencyMaxMs)
  }

  private endBucket(
    totals: Float64Array<ArrayBuffer>,
    instances: readonly Instance[],
    living: readonly Instance[],
    now: number,
    dollarsPerHour: number,
  ): void {
    const bucket = Math.ceil(this.minute / this.bucketMinutes) - 1
    const fromMs = bucket * this.bucketMinutes * MINUTE_MS
    const lengthMs = now - fromMs
    const put = (column: FleetColumn, value: number) => {
      this.columns[column][bucket] = value
    }
    const perSecond = (count: number) => (1000 * count) / lengthMs
    const delta = add(totals.slice(), this.before, -1)
    const unserved = this.unserved - this.unservedBefore
    const paidMs = instances.reduce((sum, instance) => sum + instance.paidMs(now), 0)
    const upMs = instances.reduce((sum, instance) => sum + instance.upMs(now), 0)
    const cores = instances[0]!.world.settings.cores
    put('offered', perSecond(delta[Count.Offered] + unserved))
    put('ok', perSecond(delta[Outcome.Ok]))
    put('errors', perSecond(errorsOf(delta) + unserved))
    put('instances', (paidMs - this.paidBefore) / lengthMs)
    put('serving', this.servingSum / Math.ceil(lengthMs / MINUTE_MS - 1e-9))
    put('cpu', delta[Count.BusyMs] / (cores * (upMs - this.upBefore)))
    put('latencyMean', delta[Count.LatencyMs] / delta[Outcome.Ok])
    put('latencyP99', this.p99(living, delta[Outcome.Ok]))
    put('dollars', (paidMs / 3_600_000) * dollarsPerHour + surplusDollars(totals[Count.Charged]))
    const up = living.filter(instance => instance.isUp())
    const mean = (of: (credits: number) => number) =>
      up.reduce((sum, instance) => sum + Math.max(0, of(instance.creditsAt(now))), 0) / Math.max(1, up.length)
    put(
      'credits',
      mean(credits => credits),
    )
    put(
      'owed',
      mean(credits => -credits),
    )
    put('throttled', Math.max(0, delta[Count.ThrottledMs]) / Math.max(1, upMs - this.upBefore))
    this.before = totals
    this.unservedBefore = this.unserved
    this.paidBefore = paidMs
    this.upBefore = upMs
    this.servingSum = 0
  }

  /** Of the answers since the bucket before. */
  private p99(living: readonly Instance[], answered: number): number {
    const all = living.reduce((sum, { world }) => add(sum, world.recorder.histogram), new Float64Array(this.histogram))
    const since = add(all.slice(), this.histogramBefore, -1)
    this.histogramBefore = all
    return percentile(since, FINE_BITS, answered, Infinity, 0.99)
  }
}

/** Every outcome that is not an answer. */
export function errorsOf(counters: Float64Array): number {
  let errors = 0
  for (let outcome = Outcome.Ok + 1; outcome < OUTCOME_COUNT; outcome++) errors += counters[outcome]
  return errors
}
