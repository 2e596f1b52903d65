/**
 * What a plan wants to know of a run: its numbers, where requests waited, and what ran out. Plain numbers, so that a
 * worker sends little.
 */
import type { Places, Result } from '../../measure/result.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { Trace } from '../../simulate.ts'
import { type RunSummary, summariseRun } from '../metrics.ts'
import { numbersOf } from '../numbers-of.ts'

/** One of `instances` that share the traffic in turns. */
export interface PlanRun {
  scenario: Scenario
  instances: number
}

export interface Observation {
  metrics: RunSummary
  places: Places
  /** Mean share of threads that held a request. */
  threadUtilization: number
  /** Events by requests offered: SYNs that found the accept queue full, and refusals of a full unix socket. */
  queueFullShare: number
  /** Requests that found none of nginx's connections free. */
  noConnectionShare: number
  /** Answers given up: by nginx, by the client, or because a watchdog killed the worker. */
  gaveUpShare: number
  readTimedOut: number
  connectTimedOut: number
  clientLeft: number
  workersKilled: number
  outOfMemory: number
}

/** Pure: the same run gives the same observation. */
export function observe({ scenario, instances }: PlanRun, trace: Trace | null = null): Observation {
  return numbersOf(scenario, { instances, ...(trace && { trace }) }, observationOf)
}

export function observationOf(result: Result): Observation {
  const { places, log, offered, outcomes, scenario } = result
  const held = places.cpu + places.runnable + places.io
  const share = (count: number) => (offered === 0 ? 0 : count / offered)
  return {
    metrics: summariseRun(result),
    places,
    threadUtilization: held / (scenario.server.workers * scenario.server.threads),
    queueFullShare: share(log.synDropped + log.refused),
    noConnectionShare: share(log.workerConnections),
    gaveUpShare: share(outcomes['504'] + outcomes.timeout + log.workersKilled),
    readTimedOut: log.readTimedOut,
    connectTimedOut: log.connectTimedOut,
    clientLeft: outcomes.timeout,
    workersKilled: log.workersKilled,
    outOfMemory: log.outOfMemory,
  }
}
