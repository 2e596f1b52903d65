/**
 * What the simulation of a fleet leaves: plain numbers and typed columns. Times are milliseconds since the start, shares
 * lie between 0 and 1, money is US dollars.
 */
import type { OutcomeName } from '../measure/outcomes.ts'
import type { LatencySummary } from '../measure/result.ts'
import type { FleetMetric, Scenario } from '../scenario/scenario.ts'

/** `503` comes from the load balancer: no instance was in service. */
export type FleetOutcome = OutcomeName | '503'

/**
 * `scale-out`: an instance is launched. `in-service`: it gets requests. `scale-in`: it gets none any more.
 * `terminated`: it is gone. `unhealthy` and `healthy`: health checks took it out, or back.
 * `credits-spent`: it is slowed down, having no CPU credits. `surplus-charged`: it pays for those it has not earned.
 * `credits-back`: it has enough again for a minute of all its vCPUs.
 */
export type FleetEventKind =
  | 'scale-out'
  | 'in-service'
  | 'scale-in'
  | 'terminated'
  | 'unhealthy'
  | 'healthy'
  | 'credits-spent'
  | 'surplus-charged'
  | 'credits-back'

export interface FleetEvent {
  atMs: number
  kind: FleetEventKind
  /** The instance it is about, from 0 in order of launch. */
  instance: number
  /** Instances of the group afterwards, those that boot included. */
  instances: number
  /** Why, when it scales: the metric's value of the period that ended, and the threshold that it is past. */
  reason: { metric: FleetMetric; value: number; threshold: number } | null
  /** Requests that failed in the ten minutes before, and in the ten after. */
  errorsBefore: number
  errorsAfter: number
}

/** One row an instance: NaN for what never happened. */
export interface InstanceRow {
  launchedMs: number
  readyMs: number
  goneMs: number
}

export const FLEET_COLUMNS = [
  'offered',
  'ok',
  'errors',
  'instances',
  'serving',
  'cpu',
  'latencyMean',
  'latencyP99',
  'dollars',
  'credits',
  'owed',
  'throttled',
] as const

export type FleetColumn = (typeof FLEET_COLUMNS)[number]

/**
 * The time in equal buckets of whole minutes. `offered`, `ok` and `errors` are a second; `instances` (paid for) and
 * `serving` are means; `cpu` is the share of all cores that were up; latencies are of the answers in the bucket, NaN where
 * there were none; `dollars` is what was spent until its end;
 * `credits` and `owed` are means over the instances at the end of the bucket, of their CPU credits and of their debt of such;
 * `throttled` is the share of their time for which they were slowed down for want of them. All three are 0 without credits.
 */
export interface FleetSeries {
  bucketMs: number
  buckets: number
  columns: Record<FleetColumn, Float64Array>
  /** The metric that scales, one value a period, NaN where there was nothing to go by; period i ends at (i + 1) × `periodMs`. */
  periodMs: number
  metric: Float64Array
}

export interface FleetResult {
  scenario: Scenario
  trace: string | null
  /** Requests sent, retries included. */
  offered: number
  ok: number
  outcomes: Record<FleetOutcome, number>
  /** The part of all requests that was not answered. */
  errorShare: number
  latencyMs: LatencySummary
  /** Share of the cores of all instances that were up. */
  cpuUtilization: number
  wastedCpuShare: number
  /** Instances added and removed by the rule. */
  scalingEvents: number
  /** The part of all errors that happened within ten minutes after one of them; 0 without errors. */
  errorsAfterScaling: number
  events: FleetEvent[]
  instances: InstanceRow[]
  instanceHours: number
  /** All of it, surplus credits included. */
  dollars: number
  /** CPU credits; null when the machines have none. */
  credits: {
    /** Share of the time of all instances in which they were slowed down. */
    throttledShare: number
    /** Surplus credits that were charged, and their part of `dollars`. */
    charged: number
    dollars: number
    /** Credits of the instances that are left at the end, below 0 what they owe and have not been charged for. */
    atEnd: number
  } | null
  /** NaN when nothing was answered, or the price is not known. */
  dollarsPerMillion: number
  series: FleetSeries
}

/** The buffers of a result, for `postMessage(result, buffers)`. */
export function fleetBuffers({ series }: FleetResult): ArrayBuffer[] {
  return [...Object.values(series.columns), series.metric].map(column => column.buffer as ArrayBuffer)
}
