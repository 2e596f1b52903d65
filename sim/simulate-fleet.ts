/**
 * The entry to the simulation of a fleet: several instances of one scenario behind a load balancer, over hours or days.
 */

import type { Streams } from './engine/random.ts'
import { createStreams } from './engine/random.ts'
import { markErrors } from './fleet/around-events.ts'
import { errorsOf } from './fleet/books.ts'
import { Count } from './fleet/counters.ts'
import { Fleet } from './fleet/fleet.ts'
import type { FleetOutcome, FleetResult } from './fleet/result.ts'
import { fleetTraffic } from './fleet/traffic.ts'
import { COUNTED_OUTCOMES, OUTCOME_NAMES, Outcome } from './measure/outcomes.ts'
import { type Arrivals, OpenArrivals, TraceArrivals } from './model/arrivals.ts'
import { Demands } from './model/demands.ts'
import { compileSettings, type Settings } from './model/settings.ts'
import { creditModeOf, surplusDollars } from './scenario/machine-types.ts'
import type { Scenario } from './scenario/scenario.ts'
import type { Trace } from './simulate.ts'

export interface FleetOptions {
  /** Required when `traffic.kind` is `trace`. */
  trace?: Trace
  /** Told now and then which part of the time has passed, from 0 to 1. */
  progress?: (share: number) => void
}

/**
 * Simulates a fleet for `fleet.hours`. Pure: the same arguments give the same result bit for bit. `run.seconds` and
 * `run.warmupSeconds` have no part in it; everything that is sent is counted.
 *
 * @throws RangeError when the traffic is a closed loop, or a trace that is not given; `fleetProblems` says so before.
 */
export function simulateFleet(scenario: Scenario, options: FleetOptions = {}): FleetResult {
  const settings = instanceSettings(scenario)
  const streams = createStreams(scenario.run.seed)
  const demands = new Demands(scenario, streams)
  const arrivals = createArrivals(scenario, settings, streams, demands, options.trace)
  const fleet = new Fleet(scenario, { settings, seed: scenario.run.seed, streams, demands }, arrivals)
  fleet.run(options.progress)
  return summarise(scenario, fleet, options.trace?.name ?? null)
}

/** As for a run, but counted from the first request on, and with a load balancer that may be less patient than a client. */
function instanceSettings(scenario: Scenario): Settings {
  const settings = compileSettings(asMetByBalancer(scenario))
  const idleMs = scenario.fleet.idleTimeoutSeconds * 1000
  const isImpatient = idleMs < settings.patienceMs
  return {
    ...settings,
    warmupMs: 0,
    endMs: scenario.fleet.hours * 3_600_000,
    patienceMs: Math.min(idleMs, settings.patienceMs),
    leaveOutcome: isImpatient ? Outcome.GatewayTimeout : settings.leaveOutcome,
  }
}

/** Clients' connections end at the load balancer: opening one adds to what they see, like the way there and back. */
function asMetByBalancer(scenario: Scenario): Scenario {
  const { roundTripMs, connectMs } = scenario.client
  return { ...scenario, client: { ...scenario.client, connectMs: 0, roundTripMs: roundTripMs + connectMs } }
}

function createArrivals(
  scenario: Scenario,
  { endMs }: Settings,
  streams: Streams,
  demands: Demands,
  trace: Trace | undefined,
): Arrivals {
  const { kind } = scenario.traffic
  if (kind === 'open') return new OpenArrivals(fleetTraffic(scenario), streams, demands, endMs)
  if (kind === 'closed') throw new RangeError('A fleet has an open loop or a trace, not a closed loop.')
  if (trace === undefined) throw new RangeError('traffic.kind is "trace", so a trace is needed, and none was given.')
  return new TraceArrivals(trace, endMs)
}

function summarise(scenario: Scenario, fleet: Fleet, trace: string | null): FleetResult {
  const { books, instances, events } = fleet
  const { dollarsPerHour, cores } = scenario.machine
  const endMs = scenario.fleet.hours * 3_600_000
  const totals = fleet.totals()
  const errors = errorsOf(totals) + books.unserved
  const ok = totals[Outcome.Ok]
  const paidMs = instances.reduce((sum, instance) => sum + instance.paidMs(endMs), 0)
  const upMs = instances.reduce((sum, instance) => sum + instance.upMs(endMs), 0)
  const instanceHours = paidMs / 3_600_000
  const charged = totals[Count.Charged]
  const surplus = surplusDollars(charged)
  const dollars = instanceHours * dollarsPerHour + surplus
  const credits = creditModeOf(scenario) && {
    throttledShare: Math.max(0, totals[Count.ThrottledMs]) / upMs,
    charged,
    dollars: surplus,
    atEnd: books.creditsAtEnd,
  }
  const around = markErrors(events, books.errors)
  return {
    scenario,
    trace,
    offered: totals[Count.Offered] + books.unserved,
    ok,
    outcomes: outcomesOf(totals, books.unserved),
    errorShare: errors / Math.max(1, ok + errors),
    latencyMs: books.latencies(totals),
    cpuUtilization: totals[Count.BusyMs] / (upMs * cores),
    wastedCpuShare: totals[Count.BusyMs] > 0 ? totals[Count.WastedMs] / totals[Count.BusyMs] : 0,
    scalingEvents: around.events.filter(({ reason }) => reason !== null).length,
    errorsAfterScaling: around.shareAfterScaling,
    events: around.events,
    instances: instances.map(({ launchedMs, readyMs, goneMs }) => ({
      launchedMs,
      readyMs: readyMs < endMs ? readyMs : Number.NaN,
      goneMs: goneMs <= endMs ? goneMs : Number.NaN,
    })),
    instanceHours,
    dollars,
    credits,
    dollarsPerMillion: ok > 0 && dollarsPerHour > 0 ? dollars / (ok / 1e6) : Number.NaN,
    series: books.series(fleet.metric, scenario.fleet.periodSeconds * 1000),
  }
}

function outcomesOf(totals: Float64Array, unserved: number): Record<FleetOutcome, number> {
  const counted = COUNTED_OUTCOMES.map(name => [name, totals[OUTCOME_NAMES.indexOf(name)]])
  return { ...(Object.fromEntries(counted) as Record<FleetOutcome, number>), '503': unserved }
}
