/**
 * One run as text for people: what was set up, what came out, where the time went, and a sentence at the end.
 */
import { ERROR_OUTCOMES } from '../experiment/metrics.ts'
import { COUNTED_OUTCOMES } from '../measure/outcomes.ts'
import type { LatencySummary, Places, Result, Series } from '../measure/result.ts'
import { findMachineType } from '../scenario/machine-types.ts'
import { defaultOf, PARAMETERS } from '../scenario/parameters.ts'
import { shown } from '../scenario/problem.ts'
import { getParameter, processesOf, type Scenario } from '../scenario/scenario.ts'
import { SERVER_KINDS } from '../scenario/server-kinds.ts'
import { formatValue } from '../scenario/text.ts'
import { findingOf } from './finding.ts'
import {
  alignColumns,
  formatCount,
  formatMs,
  formatNumber,
  formatShare,
  type Pen,
  plural,
  shrink,
  sparkline,
  withDecimals,
  wrap,
} from './format.ts'
import { LOG_WORDS, OUTCOME_WORDS } from './outcome-words.ts'

const WIDTH = 80
const SPARK_WIDTH = 60

/** The whole report, its last line ended. `replications` are further lines, or none. */
export function runReport(result: Result, replications: readonly string[], pen: Pen): string {
  const parts = [
    headingLines(result, pen),
    outcomeLines(result, pen),
    overTimeLines(result, pen),
    latencyLines(result.latencyMs, pen),
    placeLines(result, pen),
    busyLines(result, pen),
    logLines(result, pen),
    replications,
    settingLines(result.scenario, pen),
    wrap(findingOf(result), WIDTH),
  ]
  return `${parts
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n')}\n`
}

function headingLines({ scenario, trace, cutAtMs }: Result, pen: Pen): string[] {
  const { server, machine, run, proxy } = scenario
  const kind = SERVER_KINDS[server.kind]
  const place = `${proxy.kind === 'nginx' ? 'behind nginx, ' : ''}on ${plural(machine.cores, 'core')}`
  const warmup = run.warmupSeconds > 0 ? `after ${run.warmupSeconds} s of warm-up` : 'from the start'
  const span = `${run.seconds} s measured ${warmup}, seed ${run.seed}`
  const cut = cutAtMs === null ? [] : [`Sending was cut off at ${formatMs(cutAtMs)}: the run became too large.`]
  return [
    pen.strong(`${kind.label}, ${place}`),
    pen.quiet(kind.configLine(server)),
    trafficLine(scenario, trace),
    span,
    ...cut,
  ]
}

function trafficLine({ traffic }: Scenario, trace: string | null): string {
  if (traffic.kind === 'trace') return `Requests as recorded in ${shown(trace)}`
  if (traffic.kind === 'closed')
    return `${plural(traffic.users, 'user')}, thinking for ${formatMs(traffic.thinkMs)} on average`
  const steps = traffic.steps.length > 0 ? ', then in steps' : ''
  return `${plural(traffic.ratePerSecond, 'request')} a second${steps}`
}

function outcomeLines(result: Result, pen: Pen): string[] {
  const { offered, retried } = result
  const share = (count: number) => (offered > 0 ? formatShare(count / offered) : '–')
  const rows = COUNTED_OUTCOMES.filter(name => name === '200' || result.outcomes[name] > 0).map(name => {
    const row = [name, OUTCOME_WORDS[name], formatCount(result.outcomes[name]), share(result.outcomes[name])]
    return name === '200' ? row : row.map(text => pen.alarm(text))
  })
  const sent = `${formatCount(offered)} sent${retried > 0 ? `, ${formatCount(retried)} of them retries` : ''}`
  return [
    `${pen.strong('Requests')}  ${sent}`,
    ...alignColumns(rows, ['left', 'left', 'right', 'right'], '  '),
    rateLine(result),
  ]
}

function rateLine({ throughputPerSecond, goodputPerSecond, scenario }: Result): string {
  if (throughputPerSecond === 0) return '  no answer reached a client in the measured time'
  const goal = formatMs(scenario.client.goalMs)
  const inTime =
    goodputPerSecond === throughputPerSecond ? 'all' : goodputPerSecond === 0 ? 'none' : formatNumber(goodputPerSecond)
  return `  ${formatNumber(throughputPerSecond)} answers a second, ${inTime} of them within ${goal}`
}

function overTimeLines({ series }: Result, pen: Pen): string[] {
  if (!series) return []
  const { columns } = series
  const errors = sumColumns(ERROR_OUTCOMES.map(name => columns[name]))
  // The peak is that of what is drawn: means over the time that one character stands for.
  const answered = peakOf(columns.ok)
  const failed = peakOf(errors)
  const top = Math.max(answered, failed, peakOf(columns.offered))
  const peak = (perSecond: number) => `peak ${formatNumber(perSecond)}/s`
  const rows = [
    ['offered', sparkline(columns.offered, top, SPARK_WIDTH), peak(peakOf(columns.offered))],
    ['answered', sparkline(columns.ok, top, SPARK_WIDTH), peak(answered)],
    failed > 0 ? ['errors', ...[sparkline(errors, top, SPARK_WIDTH), peak(failed)].map(pen.alarm)] : ['errors', 'none'],
  ]
  return [
    `${pen.strong('Over time')}  ${pen.quiet(spanWords(series))}`,
    ...alignColumns(rows, ['left', 'left', 'left'], '  '),
  ]
}

function spanWords({ fromMs, bucketMs, buckets }: Series): string {
  const seconds = (ms: number) => Number((ms / 1000).toFixed(3))
  return `second ${seconds(fromMs)} to ${seconds(fromMs + bucketMs * buckets)}, one scale for all three`
}

function sumColumns(columns: readonly Float64Array[]): Float64Array {
  return columns[0]!.map((_, bucket) => columns.reduce((sum, column) => sum + column[bucket]!, 0))
}

function peakOf(column: Float64Array): number {
  return Math.max(0, ...shrink(column, SPARK_WIDTH))
}

const LATENCIES: readonly [keyof LatencySummary, string][] = [
  ['p50', 'p50'],
  ['p90', 'p90'],
  ['p95', 'p95'],
  ['p99', 'p99'],
  ['p999', 'p99.9'],
  ['max', 'max'],
  ['mean', 'mean'],
]

export function latencyLines(latency: LatencySummary, pen: Pen): string[] {
  if (Number.isNaN(latency.p50)) return [`${pen.strong('Latency')}  nothing was answered`]
  const names = LATENCIES.map(([, name]) => pen.quiet(name))
  // One unit for all of them, so that they can be compared at a glance.
  const format = latency.max >= 10_000 ? (ms: number) => `${formatNumber(ms / 1000)} s` : formatMs
  const values = LATENCIES.map(([key]) => format(latency[key]))
  return [
    `${pen.strong('Latency')}  ${pen.quiet('of answered requests')}`,
    ...alignColumns(
      [names, values],
      LATENCIES.map(() => 'right' as const),
      '  ',
    ),
  ]
}

const PLACE_WORDS: readonly [keyof Places, string][] = [
  ['proxy', 'in nginx, or trying to connect'],
  ['acceptQueue', 'in the accept queue'],
  ['process', 'accepted, waiting for a thread'],
  ['runnable', 'waiting for a core or the GIL'],
  ['cpu', 'computing'],
  ['io', 'waiting on I/O'],
]

const MAX_BAR = 30

/** Fewer than this on average are none, as far as two decimals can tell. */
const HARDLY_ANY = 0.005

function placeLines({ places }: Result, pen: Pen): string[] {
  const most = Math.max(...Object.values(places))
  const rows = PLACE_WORDS.filter(([place]) => places[place] >= HARDLY_ANY).map(([place, words]) => [
    words,
    withDecimals(places[place], 2),
    '▪'.repeat(Math.round((places[place] / most) * MAX_BAR)),
  ])
  if (rows.length === 0) return []
  return [
    `${pen.strong('Where requests were')}  ${pen.quiet('how many on average, those nobody waits for included')}`,
    ...alignColumns(rows, ['left', 'right', 'left'], '  '),
  ]
}

function busyLines(result: Result, pen: Pen): string[] {
  const { cpuUtilization, wastedCpuShare, workerUtilization, scenario } = result
  const { machine } = scenario
  const wasted = wastedCpuShare > 0 ? `, ${formatShare(wastedCpuShare)} of it for clients that had left` : ''
  const credits = scenario.machine.creditsPerHour > 0 ? creditRows(result) : []
  const rows = [
    ['CPU', formatShare(cpuUtilization), `of ${plural(machine.cores, 'core')}${wasted}`],
    ['workers', formatShare(workerUtilization), `of ${plural(processesOf(scenario), 'process', 'processes')}`],
    ...credits,
  ]
  return [pen.strong('Busy'), ...alignColumns(rows, ['left', 'right', 'left'], '  ')]
}

function creditRows({ credits, series }: Result): string[][] {
  if (credits === null) return []
  const { atStart, atEnd, spentAtMs, throttledShare, charged, dollars } = credits
  const spent =
    spentAtMs === null
      ? ''
      : `, spent after ${formatMs(spentAtMs)}, slowed down ${formatShare(throttledShare)} of the time`
  const surplus = charged > 0 ? `, ${formatNumber(charged)} charged, $${withDecimals(dollars, 2)}` : ''
  const balance = series?.credits ? sparkline(series.credits.map(positive), Math.max(1e-9, ...series.credits), 20) : ''
  const words = `CPU credits at the end, ${formatNumber(atStart)} at the start${spent}${surplus}`
  return [['credits', formatNumber(atEnd), balance === '' ? words : `${words}  ${balance}`]]
}

const positive = (credits: number) => Math.max(0, credits)

function logLines({ log }: Result, pen: Pen): string[] {
  const lines = (Object.keys(LOG_WORDS) as (keyof Result['log'])[]).filter(line => log[line] > 0)
  if (lines.length === 0) return []
  const rows = lines.map(line => [formatCount(log[line]), LOG_WORDS[line]])
  return [`${pen.strong('In the logs')}`, ...alignColumns(rows, ['right', 'left'], '  ')]
}

/** What differs from the defaults, which depend on the server: with it the run can be repeated. */
export function settingLines(scenario: Scenario, pen: Pen): string[] {
  const kind = SERVER_KINDS[scenario.server.kind]
  const rows = PARAMETERS.flatMap(parameter => {
    const value = formatValue(parameter, getParameter(scenario, parameter.path))
    const usual = formatValue(parameter, defaultOf(parameter, kind, findMachineType(scenario.machine.type)))
    return value === usual ? [] : [[`${parameter.path}=${value}`, pen.quiet(`default ${usual}`)]]
  })
  if (rows.length === 0) return [`${pen.strong('Settings')}  all at their defaults`]
  return [
    `${pen.strong('Settings')}  ${pen.quiet('that differ from the default')}`,
    ...alignColumns(rows, ['left', 'left'], '  '),
  ]
}
