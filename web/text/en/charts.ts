/** Charts over time: what each shows, its summary for whoever cannot see it, and what stands around it. */
import type { OutcomeName } from '../../../sim/measure/outcomes.ts'
import { compact, duration, percent, plural } from '../format.ts'

/** One of several lanes, and what is told of it. */
interface Told {
  name: string
}

export const overTime = 'Over time'
export const nothingFailed = 'Nothing failed.'
export const nothingAnswered = 'Nothing was answered.'
export const to = ({ low, high }: { low: string; high: string }) => `${low} to ${high}`
/** "504, A pool of three". */
export const ofLane = ({ what, lane }: { what: string; lane: string }) => `${what}, ${lane}`
/** "A pool of three, busy". */
export const laneIs = ({ what, lane }: { what: string; lane: string }) => `${lane}, ${what}`

/** A chart's name where nothing stands around it. */
export const overTimeName = ({ title }: { title: string }) => `${title} over time`
export const byLatencyName = ({ title }: { title: string }) => `${title} by latency`
export const acrossName = ({ title, across }: { title: string; across: string }) => `${title} across ${across}`
/** The same after a title that stands there already. */
export const where = {
  overTime: 'over time',
  byLatency: 'by latency',
  across: ({ across }: { across: string }) => `across ${across}`,
}
/** Title and lane; `<lane>` is where its name stands, in its colour. */
export const titleOfLane = ({ title }: { title: string }) => `${title}, <lane></lane>`

export const units = { perSecond: 'per second', requests: 'requests', share: 'share' }

export const chart = {
  axes: { time: 'Time', hours: 'Time', latency: 'Latency' },
  copyOrSave: 'Copy or save',
  showAsTable: 'Show as table',
  asTable: ({ name }: { name: string }) => `${name}, as table`,
  day: ({ day }: { day: number }) => `day ${day}`,
}

export const options = {
  byCore: { ask: 'By core', end: 'Without cores' },
  withMean: { ask: 'Show the mean', end: 'Hide the mean' },
  ownScale: { ask: 'Own scale', end: 'Same scale' },
}

export const throughput = {
  title: 'Throughput',
  subtitle: 'answers a second; grey: offered',
  subtitleInTime: ({ goalMs }: { goalMs: number | null }) =>
    `answers a second; grey: offered; dashed: in time${goalMs === null ? '' : ` (${duration(goalMs)})`}`,
  offered: 'offered',
  inTime: 'in time',
  summary: ({ lanes, offered }: { lanes: (Told & { ok: number; inTime: number })[]; offered: number }) =>
    `Answers a second, on average: ${each(lanes, ({ ok, inTime }) => `${compact(ok)}, in time ${compact(inTime)}`)}. Offered: ${compact(offered)}.`,
}

export const errors = {
  title: 'Errors',
  subtitle: 'failures a second, by kind; pale: whose',
  kinds: {
    '500': '500',
    '502': '502',
    '504': '504',
    timeout: 'left',
    refused: 'refused',
    reset: 'closed',
  } as Record<Exclude<OutcomeName, '200'>, string>,
  summary: ({ kinds }: { kinds: (Told & { kind: string; rate: number })[] }) =>
    `Failures a second, on average: ${kinds.map(({ kind, name, rate }) => `${kind}, ${name}: ${compact(rate)}`).join('; ')}.`,
}

export const cpu = {
  title: 'CPU',
  subtitle: 'busy share of all cores; pale: for nobody; above: idle',
  busy: 'busy',
  forNobody: 'for nobody',
  idle: 'idle',
  summary: ({ lanes }: { lanes: (Told & { busy: number; wasted: number })[] }) =>
    `Cores busy, on average: ${each(lanes, ({ busy, wasted }) => `${percent(busy)}, of all cores ${percent(wasted)} for nobody`)}.`,
}

export const latency = {
  title: 'Latency',
  subtitle: 'of answers, as clients saw it: p95; pale: down to p50; thin: p99',
  columns: { p50: 'p50', p95: 'p95', p99: 'p99', max: 'max', mean: 'mean' },
  summary: ({ lanes }: { lanes: (Told & { p95: number })[] }) =>
    `Latency that 95 % of the answers stayed within, on average over time: ${each(lanes, ({ p95 }) => duration(p95))}.`,
  meanNote: ({ lanes }: { lanes: (Told & { mean: number; faster: number })[] }) =>
    `The mean of all answers: ${each(lanes, ({ mean, faster }) => `${duration(mean)}, and ${percent(faster)} of its answers were faster`)}. A few slow answers raise it, and what failed has no part in it. How long people waited is what percentiles say.`,
}

export const cores = {
  title: 'CPU by core',
  subtitle: 'darker: busier. The k-th is busy while at least k processes compute; nginx is left out',
  core: ({ core }: { core: number }) => `core ${core}`,
  coresTo: ({ from, to }: { from: number; to: number }) => `cores ${from} to ${to}`,
  all: ({ cores }: { cores: number }) => plural(cores, 'core'),
  summary: ({ name, cores }: Told & { cores: { title: string; busy: number }[] }) =>
    `${name}, busy on average: ${cores.map(({ title, busy }) => `${title} ${percent(busy)}`).join(', ')}.`,
}

export const places = {
  title: 'Where requests are',
  subtitle: 'number of requests, stacked; those that nobody waits for are included',
  names: {
    onCpu: 'on CPU',
    runnable: 'without a core',
    io: 'in I/O',
    process: 'in process',
    acceptQueue: 'accept queue',
    proxy: 'at nginx',
  },
  summary: ({ name, places }: Told & { places: { place: string; mean: number }[] }) =>
    `${name}, requests in each place on average: ${places.map(({ place, mean }) => `${place} ${compact(mean)}`).join(', ')}.`,
  empty: 'Nobody is there.',
}

export const heat = {
  title: 'How long answers took',
  subtitle: 'darker: more of them',
  subtitleFailed: 'darker: more of them; red, above: ended without one',
  answered: 'answered',
  failed: 'failed',
  summary: ({ name, p50, p95, ok }: Told & { p50: number; p95: number; ok: number }) =>
    `${name}: half of the answers took at most ${duration(p50)}, 95 % at most ${duration(p95)}, on average over time; ${compact(ok)} answers a second.`,
  until: ({ ms }: { ms: number }) =>
    `Density until ${duration(ms)}: later rows are not kept. Percentiles are of all answers.`,
}

export const distribution = {
  title: 'Latency distribution',
  subtitle: 'share of all requests answered within this time; red: never answered',
  noneAnswered: ({ name, never }: Told & { never: number }) =>
    `${name}: ${percent(never)} of the requests were never answered.`,
  summary: ({ name, p50, p95, p99, never }: Told & { p50: number; p95: number; p99: number; never: number }) =>
    `${name}: of the answers half came within ${duration(p50)}, 95 % within ${duration(p95)}, 99 % within ${duration(p99)}; ${percent(never)} of the requests were never answered.`,
}

export const workers = {
  title: 'Workers over time',
  asTable: 'Workers over time, as table',
  subtitle: 'a line each; tall: computing, thin: waiting on I/O, dotted: for data, pale: for nobody, hatched: away',
  showAll: 'Show the whole run',
  zoom: ({ seconds }: { seconds: number }) => `Zoom to ${seconds} s`,
  until: ({ ms }: { ms: number }) => `, until ${duration(ms)}: later rows are not kept`,
  more: ({ workers }: { workers: number }) => `, and ${plural(workers, 'worker')} more`,
  worker: ({ name, worker }: Told & { worker: number }) => `${name}, ${worker}`,
  columns: {
    worker: 'Worker',
    done: 'requests done',
    computing: 'computing',
    io: 'waiting on I/O',
    data: 'waiting for data',
    forNobody: 'of it for nobody',
    away: 'away',
  },
  /** Shares of the time of a worker. */
  summary: (of: Told & { cpu: number; io: number; forNobody: number; data: number; away: number }) => {
    const data = of.data > 0 ? ` A worker waits for a request’s data ${percent(of.data)} of the time.` : ''
    const away = of.away > 0 ? ` A worker is away ${percent(of.away)} of the time.` : ''
    return `${of.name}: a worker computes ${percent(of.cpu)} of the time and waits on I/O ${percent(of.io)}; ${percent(of.forNobody)} of it for nobody.${data}${away}`
  },
  csv: 'a line for each request in a worker',
}

function each<T extends Told>(lanes: readonly T[], tell: (lane: T) => string): string {
  return lanes.map(lane => `${lane.name} ${tell(lane)}`).join('; ')
}

export const exported = {
  computedFrom: 'Computed from:',
  copied: ({ what }: { what: string }) => `${what} copied.`,
  notCopied: ({ what }: { what: string }) => `${what} could not be copied here. Save it as a file instead.`,
  saved: ({ what }: { what: string }) => `${what} saved.`,
  notMade: ({ what }: { what: string }) => `${what} could not be made here.`,
  linkCopied: 'Link copied.',
  linkNotCopied: 'The link could not be copied here; it stands in the address bar.',
  copy: 'Copy',
  copyAs: ({ what }: { what: string }) => `Copy as ${what}`,
  save: 'Save',
  saveAs: ({ what }: { what: string }) => `Save as ${what}`,
  link: 'Link',
  copyLink: 'Copy the link',
  heads: { hours: 'time (h)', time: 'time (s)', latency: 'latency (ms)' },
  head: ({ title, unit }: { title: string; unit: string }) => `${title} (${unit})`,
  low: ({ title, unit }: { title: string; unit: string }) => `${title}, low (${unit})`,
  high: ({ title, unit }: { title: string; unit: string }) => `${title}, high (${unit})`,
}
