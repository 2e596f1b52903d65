/**
 * The one entry to the simulator.
 */
import type { Result } from './measure/result.ts'
import type { Scenario } from './scenario/scenario.ts'

/** A recorded load: one request per index. All columns have the same length; `sentMs` never falls. */
export interface Trace {
  name: string
  sentMs: Float64Array
  cpuMs: Float64Array
  ioMs: Float64Array
}

export interface SimulateOptions {
  /** Required when `traffic.kind` is `trace`; it then replaces arrivals and demands. */
  trace?: Trace
  /** Keep one row per request. Off by default. */
  rows?: boolean
  /** Most rows kept; further requests are simulated but not listed. */
  maxRows?: number
  /** Keep series over time. On by default. */
  series?: boolean
  /** Sending stops, and `cutAtMs` says when, once this many requests were sent. */
  maxRequests?: number
}

/**
 * Runs one scenario to its end and returns what happened. Pure: the same arguments give the same result bit for bit.
 *
 * @throws RangeError when `traffic.kind` is `trace` and no trace is given.
 */
export function simulate(_scenario: Scenario, _options: SimulateOptions = {}): Result {
  throw new Error('the engine is not here yet')
}
