/**
 * A scenario: everything that determines a run, as plain JSON, seed included. One version of the engine turns a
 * scenario into the same result bit for bit, on any machine.
 *
 * This file holds the shape only. Labels, ranges, defaults and help stand in `parameters.ts`, the one table.
 * Units are in the names; a timeout of 0 means "never".
 */

export type TrafficKind = 'open' | 'closed' | 'trace'
export type Arrivals = 'poisson' | 'even' | 'bursty'
export type Distribution = 'deterministic' | 'exponential' | 'lognormal' | 'pareto'
export type ProxyKind = 'nginx' | 'none'
export type Socket = 'tcp' | 'unix'
export type FleetLoad = 'constant' | 'daily' | 'spike'
export type FleetMetric = 'network-out' | 'cpu' | 'latency' | 'requests'
export type CreditMode = 'standard' | 'unlimited'
export type ServerKindName =
  | 'flask'
  | 'flask-threaded'
  | 'gunicorn-sync'
  | 'gunicorn-gthread'
  | 'gunicorn-gevent'
  | 'uwsgi'
  | 'waitress'
  | 'turbogears'

/** From `atSeconds` of simulated time on, requests are offered at `ratePerSecond` (0 is a pause). */
export interface RateStep {
  atSeconds: number
  ratePerSecond: number
}

export interface Scenario {
  traffic: {
    kind: TrafficKind
    ratePerSecond: number
    arrivals: Arrivals
    burstFactor: number
    burstMs: number
    steps: RateStep[]
    users: number
    thinkMs: number
  }
  request: {
    cpuMs: number
    ioMs: number
    distribution: Distribution
    cv: number
    shape: number
    slowShare: number
    slowFactor: number
    postShare: number
  }
  client: {
    timeoutMs: number
    goalMs: number
    roundTripMs: number
    connectMs: number
    keepAlive: 'off' | 'on'
    slowShare: number
    uploadMs: number
    upload: 'steady' | 'silent'
    retries: number
    backoffMs: number
    jitter: 'full' | 'none'
  }
  proxy: {
    kind: ProxyKind
    socket: Socket
    connectTimeoutMs: number
    readTimeoutMs: number
    workerConnections: number
    keepaliveMs: number
    requestBuffering: 'on' | 'off'
    cpuMs: number
    upstreams: number
    maxFails: number
    failTimeoutMs: number
    nextUpstream: 'error timeout' | 'error' | 'off'
    nextUpstreamTries: number
    nextUpstreamTimeoutMs: number
    upstreamKeepalive: number
  }
  server: {
    kind: ServerKindName
    workers: number
    threads: number
    backlog: number
    connections: number
    timeoutMs: number
    killAnswer: '500' | '502'
    bootMs: number
    maxRequests: number
    maxRequestsJitter: number
    memoryMb: number
    closeWaitMs: number
    reading: 'thread' | 'poller' | 'thread-5s'
    keepaliveMs: number
    overheadMs: number
    gilTurns: number
    switchIntervalMs: number
  }
  machine: {
    /** `custom`, or a name of `machine-types.ts`. */
    type: string
    cores: number
    threadsPerCore: number
    hyperthreadGain: number
    memoryMb: number
    switchCostUs: number
    synRetry: 'linear' | 'exponential'
    abortOnOverflow: 'off' | 'on'
    tickMs: number
    somaxconn: number
    /** What becomes of a machine that has spent its CPU credits; it has an account when `creditsPerHour` is above 0. */
    credits: 'by-type' | CreditMode | 'off'
    creditsPerHour: number
    creditsAtStart: number
    launchCredits: number
    /** What an hour of it costs; 0: not known. */
    dollarsPerHour: number
  }
  /** Only for `simulateFleet`; a plain run is one instance. */
  fleet: {
    hours: number
    load: FleetLoad
    peakFactor: number
    peakHour: number
    spikeFactor: number
    spikeHour: number
    spikeMinutes: number
    min: number
    max: number
    bootSeconds: number
    metric: FleetMetric
    networkOutUpperMb: number
    networkOutLowerMb: number
    cpuUpperPercent: number
    cpuLowerPercent: number
    latencyUpperMs: number
    latencyLowerMs: number
    requestsUpperPerSecond: number
    requestsLowerPerSecond: number
    responseBytes: number
    periodSeconds: number
    breachSeconds: number
    cooldownSeconds: number
    balancer: 'round-robin' | 'least-outstanding'
    idleTimeoutSeconds: number
    healthCheck: 'tcp' | 'http'
    checkSeconds: number
    checkTimeoutSeconds: number
    healthyChecks: number
    unhealthyChecks: number
    drainSeconds: number
  }
  run: {
    seconds: number
    warmupSeconds: number
    seed: number
    replications: number
  }
}

export type Group = keyof Scenario

/** `'traffic.ratePerSecond'` and so on: every group with every one of its fields. */
export type ParameterPath = { [G in Group]: `${G}.${Extract<keyof Scenario[G], string>}` }[Group]

/** All processes that answer: those of each server that stands behind the proxy. */
export function processesOf({ proxy, server }: Scenario): number {
  return proxy.kind === 'nginx' ? proxy.upstreams * server.workers : server.workers
}

/** A scenario with any part left out; what is missing takes its default. */
export type PartialScenario = { [G in Group]?: Partial<Scenario[G]> }

export type ParameterValue = number | string | RateStep[]

interface Place {
  group: Group
  field: string
}

const PLACES = new Map<ParameterPath, Place>()

/** Where a path leads. Kept, because every step of a slider asks for some thousand, and to split one takes 1.7 µs. */
export function placeOf(path: ParameterPath): Place {
  const known = PLACES.get(path)
  if (known) return known
  const [group, field] = path.split('.') as [Group, string]
  const place = { group, field }
  PLACES.set(path, place)
  return place
}

/** Reads one value by its path. The path is typed, so it always exists. */
export function getParameter(scenario: Scenario, path: ParameterPath): ParameterValue {
  const { group, field } = placeOf(path)
  return (scenario[group] as unknown as Record<string, ParameterValue>)[field] as ParameterValue
}

/** A copy of `scenario` with the value at `path` replaced. Not validated: see `validate.ts`. */
export function withParameter<S extends PartialScenario>(scenario: S, path: ParameterPath, value: ParameterValue): S {
  const { group, field } = placeOf(path)
  return { ...scenario, [group]: { ...scenario[group], [field]: value } }
}
