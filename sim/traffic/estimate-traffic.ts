/**
 * From what was counted in a log to a scenario's traffic and work, with what the log cannot tell said in words.
 */
import { inEnglish } from '../scenario/in-english.ts'
import type { ParameterPath, ParameterValue } from '../scenario/scenario.ts'
import { Durations, type TrafficMeter } from './traffic-meter.ts'
import { type BadLine, LOG_FORMATS, type LogFormat, type TrafficReader } from './traffic-reader.ts'

export interface TrafficEstimate {
  path: ParameterPath
  value: ParameterValue
  from: string
}

/** How long requests took in the quiet and in the busy seconds. */
export interface TookSummary {
  requests: number
  meanMs: number
  p50: number
  p95: number
  p99: number
}

export interface Traffic {
  format: LogFormat
  lines: number
  malformed: number
  bad: BadLine[]
  requests: number
  failed: number
  clientLeft: number
  seconds: number
  meanPerSecond: number
  curve: { fromMs: number; stepMs: number; perSecond: number[] }
  took: { all: TookSummary; quiet: TookSummary; busy: TookSummary } | null
  /** Counts of times taken, in equal ratios, for a plot. */
  histogram: { fromMs: number; toMs: number; count: number }[]
  estimates: TrafficEstimate[]
  warnings: string[]
}

/** CPU utilization of all cores while the log was written, where somebody knows it. */
export interface KnownCpu {
  share: number
  cores: number
}

/** Fewer than this say too little. */
const FEWEST = 20
/** A quiet class needs this many, and this share of all. */
const FEWEST_QUIET = 100
/** Busy seconds that take longer by this much show that waiting is inside the times. */
const QUEUEING = 1.2

/** @returns a sentence when there is too little in the log. */
export function estimateTraffic(reader: TrafficReader, cpu: KnownCpu | null): Traffic | string {
  const { meter, format, lines, malformed, bad } = reader
  if (format === null || meter.requests < FEWEST) return tooLittle(reader)
  const seconds = Math.max(1, (meter.lastMs - meter.firstMs) / 1000)
  const meanPerSecond = meter.requests / seconds
  const classes = tookClasses(meter)
  const rates = meter.rates(MOST_POINTS)
  const { estimates, warnings } = estimatesOf(meter, classes, meanPerSecond, cpu)
  return {
    format,
    lines,
    malformed,
    bad,
    requests: meter.requests,
    failed: meter.failed,
    clientLeft: meter.clientLeft,
    seconds,
    meanPerSecond,
    curve: { fromMs: rates.fromMs, stepMs: rates.stepMs, perSecond: [...rates.perSecond] },
    took: classes && { all: summary(classes.all), quiet: summary(classes.quiet), busy: summary(classes.busy) },
    histogram: classes ? octaves(classes.all) : [],
    estimates,
    warnings: [...(malformed > 0 ? [malformedWords(malformed, lines)] : []), ...warnings],
  }
}

/** A chart gets no more. */
const MOST_POINTS = 240

function tooLittle({ meter, lines, format }: TrafficReader): string {
  if (lines === 0) return 'It is empty; allowed is an access log, JSON lines or CSV.'
  if (format === null || meter.requests === 0) {
    const kinds = Object.values(LOG_FORMATS).slice(0, 3).join(', ')
    return `None of its ${inEnglish(lines)} lines is a request; allowed is ${kinds}, or what log_format says. What wrk, hey and k6 print is read by prefork calibrate.`
  }
  return `It has ${meter.requests} requests; allowed are at least ${FEWEST}, because fewer say too little.`
}

function malformedWords(malformed: number, lines: number): string {
  return `${inEnglish(malformed)} of ${inEnglish(lines)} lines were not understood and are left out.`
}

interface Classes {
  all: Durations
  quiet: Durations
  busy: Durations
}

/** The quietest seconds with enough requests in them, and the busiest. */
function tookClasses({ byLevel }: TrafficMeter): Classes | null {
  const all = new Durations()
  for (const level of byLevel) all.addAll(level)
  if (all.count < FEWEST) return null
  const enough = Math.max(FEWEST_QUIET, all.count / 100)
  return { all, quiet: gathered(byLevel, enough), busy: gathered([...byLevel].reverse(), enough) }
}

function gathered(levels: readonly Durations[], enough: number): Durations {
  const gathered = new Durations()
  for (const level of levels) {
    if (gathered.count >= enough) break
    gathered.addAll(level)
  }
  return gathered
}

function summary(durations: Durations): TookSummary {
  const { count, meanMs } = durations
  return { requests: count, meanMs, p50: durations.at(0.5), p95: durations.at(0.95), p99: durations.at(0.99) }
}

/** Counts between powers of √2. */
function octaves({ counts }: Durations): Traffic['histogram'] {
  const perBar = 32
  const bars = Array.from({ length: Math.ceil(counts.length / perBar) }, (_, bar) => ({
    fromMs: 2 ** (bar / 2 - 7),
    toMs: 2 ** ((bar + 1) / 2 - 7),
    count: counts.slice(bar * perBar, (bar + 1) * perBar).reduce((sum, count) => sum + count, 0),
  }))
  const first = bars.findIndex(({ count }) => count > 0)
  return first < 0 ? [] : bars.slice(first, bars.findLastIndex(({ count }) => count > 0) + 1)
}

/** Three digits are more than a log is good for. */
function round(value: number): number {
  return Number(value.toPrecision(3))
}

function estimatesOf(meter: TrafficMeter, classes: Classes | null, meanPerSecond: number, cpu: KnownCpu | null) {
  const estimates: TrafficEstimate[] = [
    { path: 'traffic.kind', value: 'open', from: 'a log says nothing of clients that wait for each other' },
    {
      path: 'traffic.ratePerSecond',
      value: round(meanPerSecond),
      from: 'requests over the time from the first to the last',
    },
  ]
  const warnings: string[] = []
  addArrivals(meter, estimates, warnings)
  if (classes) addWork(classes, meanPerSecond, cpu, estimates, warnings)
  else warnings.push('The log does not say how long a request took; add $request_time to nginx’s log_format.')
  return { estimates, warnings }
}

/**
 * Whether counts vary as Poisson's do. Of n neighbouring seconds the measure is 1 ± √(3/n) for Poisson arrivals (the mean
 * square successive difference: J. von Neumann et al., Ann. Math. Stat. 12 (1941), p. 153); three of these are no chance.
 */
function addArrivals(meter: TrafficMeter, estimates: TrafficEstimate[], warnings: string[]): void {
  const { dispersion, secondsCompared } = meter
  if (!(secondsCompared >= 30)) return
  const arrivals = dispersion < 0.5 ? 'even' : 'poisson'
  const from = `counts of neighbouring seconds vary ${dispersion.toFixed(2)} times as much as Poisson’s`
  estimates.push({ path: 'traffic.arrivals', value: arrivals, from })
  if (dispersion > 1.2 + 3 * Math.sqrt(3 / secondsCompared)) {
    warnings.push(
      `Arrivals are clustered: ${from}. traffic.arrivals=bursty with a burstFactor of your choice comes nearer than poisson.`,
    )
  }
}

function addWork(
  { quiet, busy }: Classes,
  rate: number,
  cpu: KnownCpu | null,
  estimates: TrafficEstimate[],
  warnings: string[],
): void {
  const service = quiet.meanMs
  const from = `the mean of ${inEnglish(quiet.count)} requests in the quietest seconds, ${round(service)} ms`
  const cpuMs = cpu ? (cpu.share * cpu.cores * 1000) / rate : 0
  if (cpu)
    estimates.push({
      path: 'request.cpuMs',
      value: round(Math.min(cpuMs, service)),
      from: 'CPU used a request, by the utilization law',
    })
  else {
    estimates.push({ path: 'request.cpuMs', value: 0, from: 'not known: all of the time is taken as waiting' })
    warnings.push(
      'A log cannot tell computing from waiting. The CPU utilization of that time divides the two: --cpu 0.62 of prefork traffic.',
    )
  }
  estimates.push({
    path: 'request.ioMs',
    value: round(Math.max(0, service - cpuMs)),
    from: cpu ? `${from}, less the CPU` : from,
  })
  addDistribution(quiet, estimates)
  if (busy.meanMs > QUEUEING * quiet.meanMs) {
    warnings.push(
      `Waiting in queues is inside these times: in the busiest seconds a request took ${round(busy.meanMs)} ms, in the quietest ${round(quiet.meanMs)} ms. The quiet ones are used; they may still have waited.`,
    )
  } else {
    warnings.push(
      'Busy seconds took no longer than quiet ones, so little waiting in queues is inside these times; how much, the log cannot tell.',
    )
  }
}

function addDistribution({ cv }: Durations, estimates: TrafficEstimate[]): void {
  const from = `the standard deviation is ${cv.toFixed(2)} times the mean`
  if (cv < 0.1) estimates.push({ path: 'request.distribution', value: 'deterministic', from })
  else if (cv > 0.85 && cv < 1.15) estimates.push({ path: 'request.distribution', value: 'exponential', from })
  else {
    estimates.push({ path: 'request.distribution', value: 'lognormal', from })
    estimates.push({ path: 'request.cv', value: Math.min(10, round(cv)), from })
  }
}
