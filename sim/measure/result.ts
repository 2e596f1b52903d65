/**
 * What one run leaves: numbers, typed columns, and the scenario that made them. Everything is plain data, so it can be
 * cloned, and the columns can be transferred (see `resultBuffers`).
 *
 * Outcomes and latencies are of the requests *sent* in the measured window (after the warm-up, before the end);
 * throughput, CPU and the series are of what *happened* in it. Times are milliseconds since the start of the run,
 * warm-up included, and shares lie between 0 and 1.
 */
import type { Scenario } from '../scenario/scenario.ts'
import type { Lives } from './life-log.ts'
import type { OutcomeName } from './outcomes.ts'

/** Latency of answered requests (outcome 200), as the client saw it. NaN when nothing was answered. */
export interface LatencySummary {
  mean: number
  p50: number
  p90: number
  p95: number
  p99: number
  p999: number
  max: number
}

/** Mean number of requests in each place over the window; requests whose client has left are included. */
export interface Places {
  /** In nginx before a connection to the server stands: its CPU, or SYN retries. */
  proxy: number
  acceptQueue: number
  /** Accepted, but no thread has taken it yet. */
  process: number
  /** Held by a thread that has a core. */
  cpu: number
  /** Held by a thread that could compute but waits for the GIL or for a core. */
  runnable: number
  io: number
}

/** One value per bucket. Rates are per second; levels are means over the bucket. */
export const SERIES_COLUMNS = [
  'offered',
  'retried',
  'ok',
  'inTime',
  '500',
  '502',
  '504',
  'timeout',
  'refused',
  'reset',
  'cpu',
  'cpuWasted',
  'proxy',
  'acceptQueue',
  'acceptQueueMax',
  'process',
  'onCpu',
  'runnable',
  'io',
  'busyWorkers',
  'latencyP50',
  'latencyP95',
  'latencyP99',
  'latencyMax',
  'latencyMean',
] as const

export type SeriesColumn = (typeof SERIES_COLUMNS)[number]

/**
 * The window in equal buckets. `cpu` and `cpuWasted` are shares of all cores; `ok` … `reset` are counted when the client
 * learns of them; latency columns are of the answers in the bucket, NaN where there were none.
 */
export interface Series {
  fromMs: number
  bucketMs: number
  buckets: number
  columns: Record<SeriesColumn, Float64Array>
  /** CPU credits at the end of each bucket, below 0 a debt; null when the machine has none. */
  credits: Float64Array | null
}

/** CPU credits of a burstable machine in the window. One credit is a vCPU at full speed for a minute. */
export interface CreditUse {
  /** Launch credits included; below 0 a debt. */
  atStart: number
  atEnd: number
  /** When the machine was first slowed down because it had none, warm-up included; null: never. */
  spentAtMs: number | null
  /** Share of the window in which it was slowed down. */
  throttledShare: number
  /** Surplus credits that are to be paid, and what they cost. A debt that may still be earned back is not among them. */
  charged: number
  dollars: number
}

/**
 * One row per request sent, retries included, in order of sending, from the start of the run. The index is the request.
 * Times are NaN for what never happened.
 */
export interface Rows {
  count: number
  /** True when more requests were sent than rows kept. */
  cut: boolean
  sentMs: Float64Array
  /** Its first SYN found the accept queue full and was dropped. */
  droppedMs: Float64Array
  /** Its handshake ended for nginx, or for its client, and not for the server: half open from then until `queuedMs`, if ever. */
  halfOpenMs: Float64Array
  /** Entered the accept queue. */
  queuedMs: Float64Array
  /** Left the accept queue: a process accepted it. */
  acceptedMs: Float64Array
  /** A thread began to work on it. */
  startedMs: Float64Array
  /**
   * The request's data came, for which its thread had waited since `startedMs`. NaN where it was there when a thread
   * began, Infinity where a thread waited for it in vain.
   */
  dataMs: Float64Array
  /** Its application CPU was done and its I/O began. */
  ioFromMs: Float64Array
  /** Its I/O was done. */
  ioToMs: Float64Array
  /** The server was done with it, whether or not anybody waited. NaN when it never got a worker, or the worker was killed. */
  finishedMs: Float64Array
  /** Its worker was killed while it held it, whether or not anybody waited. */
  killedMs: Float64Array
  /** The client learnt the outcome. */
  endedMs: Float64Array
  cpuMs: Float64Array
  ioMs: Float64Array
  /** SYNs of it that were dropped, the first included. */
  synDrops: Uint8Array
  /** 1 when nginx sent it on a connection that was kept: it was never in the accept queue. */
  reused: Uint8Array
  /** Process that served it, from 0; -1 when none did. */
  worker: Int32Array
  outcome: Uint8Array
  /** 0 for a first try, 1 for the first retry, … */
  attempt: Uint8Array
  /** Row of the first try; its own index for a first try. */
  firstTry: Float64Array
  /** When workers went and came back. */
  lives: Lives
}

export interface Result {
  scenario: Scenario
  /** Name of the trace that was replayed, or null. */
  trace: string | null
  /** Requests sent in the window, retries included. */
  offered: number
  /** How many of them were retries. */
  retried: number
  ok: number
  outcomes: Record<OutcomeName, number>
  /** Answers that reached a waiting client in the window, per second. */
  throughputPerSecond: number
  /** The part of them that came within `client.goalMs`. */
  goodputPerSecond: number
  /** Requests the server finished in the window, per second, whether or not anybody waited. */
  servedPerSecond: number
  latencyMs: LatencySummary
  /** Share of all cores' time that was busy in the window (servers, nginx, context switches). */
  cpuUtilization: number
  /** Share of the busy time spent on requests nobody waited for any more. 0 when nothing was busy. */
  wastedCpuShare: number
  /** Mean share of workers that held a request. */
  workerUtilization: number
  /** Null when the machine has no CPU credits. */
  credits: CreditUse | null
  places: Places
  /** Error lines by kind, as nginx or the kernel would count them, in the window. */
  log: {
    connectTimedOut: number
    readTimedOut: number
    refused: number
    premature: number
    workerConnections: number
    clientLeft: number
    synDropped: number
    halfOpen: number
    reset: number
    /** nginx had no server to turn to; and how often it turned to the next one. */
    noLiveUpstreams: number
    passedOn: number
    workersKilled: number
    /** Workers that the kernel killed because the memory was full. */
    outOfMemory: number
  }
  /** Latency histogram of answered requests, see `measure/histogram.ts`. */
  histogram: Float64Array
  series: Series | null
  rows: Rows | null
  /** Simulated time when the last request had left the server. */
  drainedMs: number
  /** Set when the run was cut because it became too large: sending stopped at this time. */
  cutAtMs: number | null
  /** Events the engine handled. */
  events: number
}

/** The buffers of a result, for `postMessage(result, resultBuffers(result))`: the columns move, nothing is copied. */
export function resultBuffers(result: Result): ArrayBuffer[] {
  const columns: ArrayBufferView[] = [result.histogram]
  if (result.series) columns.push(...Object.values(result.series.columns))
  if (result.series?.credits) columns.push(result.series.credits)
  if (result.rows) {
    const { lives, ...rows } = result.rows
    columns.push(...Object.values(rows).filter(value => ArrayBuffer.isView(value)), ...Object.values(lives))
  }
  return columns.map(column => column.buffer as ArrayBuffer)
}
