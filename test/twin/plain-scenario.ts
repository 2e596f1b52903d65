/**
 * A scenario in which nothing costs anything, kernel timers are exact and no timeout fires: the ground on which a test puts what it is about.
 */
import type { PartialScenario, Scenario } from '../../sim/scenario/scenario.ts'
import { NO_FLEET } from '../scenario/no-fleet.ts'

const PLAIN: Scenario = {
  traffic: {
    kind: 'trace',
    ratePerSecond: 1,
    arrivals: 'poisson',
    burstFactor: 1,
    burstMs: 1000,
    steps: [],
    users: 1,
    thinkMs: 0,
  },
  request: {
    cpuMs: 0,
    ioMs: 0,
    distribution: 'deterministic',
    cv: 1,
    shape: 2,
    slowShare: 0,
    slowFactor: 1,
    postShare: 0,
  },
  client: {
    timeoutMs: 0,
    goalMs: 1000,
    roundTripMs: 0,
    connectMs: 0,
    keepAlive: 'off',
    slowShare: 0,
    uploadMs: 0,
    upload: 'steady',
    retries: 0,
    backoffMs: 100,
    jitter: 'none',
  },
  proxy: {
    kind: 'nginx',
    socket: 'tcp',
    connectTimeoutMs: 0,
    readTimeoutMs: 0,
    workerConnections: 1024,
    keepaliveMs: 75_000,
    cpuMs: 0,
    requestBuffering: 'on',
    upstreams: 1,
    maxFails: 1,
    failTimeoutMs: 10_000,
    nextUpstream: 'error timeout',
    nextUpstreamTries: 0,
    nextUpstreamTimeoutMs: 0,
    upstreamKeepalive: 0,
  },
  server: {
    kind: 'gunicorn-sync',
    workers: 1,
    threads: 1,
    backlog: 100,
    connections: 1,
    timeoutMs: 0,
    killAnswer: '500',
    bootMs: 1000,
    maxRequests: 0,
    maxRequestsJitter: 0,
    memoryMb: 0,
    closeWaitMs: 0,
    reading: 'thread-5s',
    keepaliveMs: 2000,
    overheadMs: 0,
    gilTurns: 2,
    switchIntervalMs: 5,
  },
  machine: {
    type: 'custom',
    cores: 1,
    threadsPerCore: 1,
    hyperthreadGain: 1.25,
    switchCostUs: 0,
    synRetry: 'linear',
    abortOnOverflow: 'off',
    tickMs: 0,
    somaxconn: 4096,
    memoryMb: 0,
    credits: 'by-type',
    creditsPerHour: 0,
    creditsAtStart: 0,
    launchCredits: 0,
    dollarsPerHour: 0,
  },
  fleet: NO_FLEET,
  run: { seconds: 100, warmupSeconds: 0, seed: 1, replications: 1 },
}

/** The plain scenario with `changes` made to it. */
export function plainScenario(changes: PartialScenario = {}): Scenario {
  const groups = Object.entries(PLAIN).map(([group, fields]) => [
    group,
    { ...fields, ...changes[group as keyof Scenario] },
  ])
  return Object.fromEntries(groups) as Scenario
}
