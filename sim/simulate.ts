/**
 * The one entry to the simulator.
 */
import { createAgenda } from './engine/agenda.ts'
import { createStreams, type Streams } from './engine/random.ts'
import { Recorder } from './measure/recorder.ts'
import type { Result } from './measure/result.ts'
import { summarise } from './measure/summary.ts'
import { type Arrivals, EveryNthArrival, NO_ARRIVALS, OpenArrivals, TraceArrivals } from './model/arrivals.ts'
import { Demands } from './model/demands.ts'
import { runToEnd } from './model/run.ts'
import { compileSettings } from './model/settings.ts'
import { World } from './model/world.ts'
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
  /**
   * Simulates one of so many instances behind a load balancer that gives each its turn: it gets every n-th request of the
   * open loop or the trace, which is just what such a fleet's instance gets as long as nobody retries. A closed loop is
   * left as it is.
   */
  instances?: number
  /** Counts latencies here, emptied first, and the result has it, instead of a new one; `histogramSize(FINE_BITS)` long. */
  histogram?: Float64Array
}

/**
 * Runs one scenario to its end and returns what happened. Pure: the same arguments give the same result bit for bit.
 *
 * @throws RangeError when `traffic.kind` is `trace` and no trace is given.
 */
export function simulate(scenario: Scenario, options: SimulateOptions = {}): Result {
  const settings = compileSettings(scenario)
  const streams = createStreams(scenario.run.seed)
  const demands = new Demands(scenario, streams)
  const agenda = createAgenda()
  const recorder = new Recorder(
    {
      fromMs: settings.warmupMs,
      toMs: settings.endMs,
      goalMs: settings.goalMs,
      cores: settings.cores,
      series: options.series ?? true,
      rows: options.rows ?? false,
      maxRows: options.maxRows ?? Infinity,
      ...(options.histogram && { histogram: options.histogram }),
    },
    agenda,
  )
  const world = new World({
    agenda,
    settings,
    streams,
    arrivals: shareOf(createArrivals(scenario, options.trace, streams, demands), options.instances ?? 1),
    demands,
    recorder,
    maxSent: options.maxRequests ?? Infinity,
  })
  const events = runToEnd(world)
  const drainedMs = world.now
  recorder.passBoundaries(Math.max(drainedMs, settings.endMs), world.cores)
  return summarise(scenario, recorder, {
    trace: options.trace?.name ?? null,
    sent: world.sent,
    events,
    drainedMs,
    cutAtMs: Number.isNaN(world.cutAt) ? null : world.cutAt,
  })
}

function shareOf(arrivals: Arrivals, instances: number): Arrivals {
  return instances === 1 ? arrivals : new EveryNthArrival(arrivals, instances)
}

function createArrivals(scenario: Scenario, trace: Trace | undefined, streams: Streams, demands: Demands): Arrivals {
  const { traffic, run } = scenario
  const endAt = (run.warmupSeconds + run.seconds) * 1000
  if (traffic.kind === 'closed') return NO_ARRIVALS
  if (traffic.kind === 'open') return new OpenArrivals(traffic, streams, demands, endAt)
  if (trace === undefined) throw new RangeError('traffic.kind is "trace", so a trace is needed, and none was given.')
  return new TraceArrivals(trace, endAt)
}
