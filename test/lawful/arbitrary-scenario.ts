/**
 * Random scenarios over every parameter, each small enough that thousands run in seconds. What is drawn is mostly
 * without a unit (load, multiples of the work, parts of the run), so that a run is neither idle nor endless whatever its
 * scale, and so that shrinking one draw leaves the others alone.
 */
import fc from 'fast-check'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { SERVER_KIND_NAMES, SERVER_KINDS, type Setting } from '../../sim/scenario/server-kinds.ts'
import { SYSTEM_MEMORY_MB } from '../../sim/scenario/work.ts'
import type { SimulateOptions, Trace } from '../../sim/simulate.ts'
import { NO_FLEET } from '../scenario/no-fleet.ts'

/** What `simulate` is called with. */
export interface Case {
  scenario: Scenario
  options: SimulateOptions
}

/** A closed loop whose users think for no time can send any number; this many is enough for a law to break. */
const MAX_REQUESTS = 1500

/** A thousand values between the limits: enough to vary, and none so close to 0 that a failure is only about rounding. */
const double = (min: number, max: number) =>
  fc.integer({ min: 0, max: 1000 }).map(part => min + ((max - min) * part) / 1000)
const log = (min: number, max: number) => double(Math.log(min), Math.log(max)).map(Math.exp)
const sometimes = (value: fc.Arbitrary<number>) => fc.oneof(fc.constant(0), value)
const coin = <T extends string>(...values: [T, ...T[]]) => fc.constantFrom(...values)

const draws = fc.record({
  seed: fc.integer({ min: 0, max: 2_147_483_647 }),
  /** Requests expected in the whole run. */
  requests: fc.integer({ min: 5, max: 200 }),
  warmupShare: sometimes(double(0, 0.5)),
  /** Work brought, as a multiple of what the server can do. */
  load: log(0.1, 4),
  /** CPU and I/O of a request together. */
  workMs: log(0.2, 60),
  cpuShare: fc.oneof(fc.constantFrom(0, 1), double(0, 1)),
  traffic: fc.record({
    kind: fc.constantFrom('open', 'open', 'closed', 'trace'),
    arrivals: coin('poisson', 'even', 'bursty'),
    burstFactor: log(1, 20),
    burstPart: log(0.01, 0.5),
    steps: fc.array(fc.record({ part: double(0, 1), factor: sometimes(log(0.1, 5)) }), { maxLength: 3 }),
    users: fc.integer({ min: 1, max: 30 }),
    thinkTimes: sometimes(log(0.1, 20)),
    /** Gaps and work of a trace's requests, as multiples of their means. */
    trace: fc.array(fc.tuple(sometimes(log(0.01, 5)), sometimes(log(0.01, 5)), sometimes(log(0.01, 5))), {
      minLength: 1,
      maxLength: 60,
    }),
  }),
  request: fc.record({
    distribution: coin('deterministic', 'exponential', 'lognormal', 'pareto'),
    cv: log(0.05, 5),
    shape: double(1.05, 5),
    slowShare: sometimes(double(0, 0.6)),
    postShare: sometimes(double(0, 1)),
    slowFactor: sometimes(log(0.1, 20)),
  }),
  client: fc.record({
    patience: sometimes(log(0.5, 50)),
    goalMs: log(0.1, 1000),
    roundTripMs: sometimes(log(0.1, 20)),
    connectMs: sometimes(log(0.1, 20)),
    keepAlive: coin('off', 'on'),
    slowShare: sometimes(double(0, 1)),
    uploadTimes: sometimes(log(0.1, 20)),
    upload: coin('steady', 'silent'),
    retries: fc.integer({ min: 0, max: 3 }),
    backoffTimes: sometimes(log(0.1, 20)),
    jitter: coin('full', 'none'),
  }),
  proxy: fc.record({
    kind: coin('nginx', 'none'),
    socket: coin('tcp', 'unix'),
    connectTimes: sometimes(log(0.5, 200)),
    readTimes: sometimes(log(0.5, 50)),
    requestBuffering: coin('on', 'off'),
    workerConnections: fc.oneof(fc.constant(1024), fc.integer({ min: 4, max: 60 })),
    keepaliveMs: sometimes(log(1, 3000)),
    cpuMs: sometimes(log(0.01, 5)),
    /** Several servers have laws of their own, see `arbitraryUpstreamCase`. */
    upstreams: fc.constant(1),
    maxFails: fc.integer({ min: 0, max: 3 }),
    failTimeoutMs: fc.constantFrom(0, 1000, 10_000),
    nextUpstream: coin('error timeout', 'error', 'off'),
    nextUpstreamTries: fc.integer({ min: 0, max: 3 }),
    nextUpstreamTimes: sometimes(log(1, 50)),
    upstreamKeepalive: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constant(32)),
  }),
  server: fc.record({
    kind: fc.constantFrom(...SERVER_KIND_NAMES),
    workers: fc.integer({ min: 1, max: 6 }),
    threads: fc.integer({ min: 1, max: 5 }),
    backlog: fc.oneof(fc.integer({ min: 0, max: 10 }), fc.constant(2048)),
    connections: fc.integer({ min: 1, max: 12 }),
    watchdogTimes: sometimes(log(0.5, 50)),
    killAnswer: coin('500', '502'),
    bootMs: sometimes(log(1, 3000)),
    maxRequests: sometimes(fc.integer({ min: 1, max: 40 })),
    maxRequestsJitter: sometimes(fc.integer({ min: 1, max: 10 })),
    memoryMb: fc.integer({ min: 10, max: 100 }),
    closeWaitMs: sometimes(log(0.1, 20)),
    reading: coin('thread', 'poller', 'thread-5s'),
    keepaliveMs: sometimes(log(1, 3000)),
    overheadMs: sometimes(log(0.01, 5)),
    gilTurns: fc.integer({ min: 2, max: 7 }),
    switchIntervalMs: log(0.5, 20),
  }),
  machine: fc.record({
    cores: fc.integer({ min: 1, max: 6 }),
    threadsPerCore: fc.constantFrom(1, 2),
    hyperthreadGain: double(1, 2),
    /** Room for so many workers; 0: for all. */
    workersInMemory: sometimes(fc.integer({ min: 1, max: 6 })),
    switchCostUs: sometimes(log(1, 1000)),
    synRetry: coin('linear', 'exponential'),
    abortOnOverflow: coin('off', 'on'),
    tickMs: fc.constantFrom(0, 1, 4, 10),
    somaxconn: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.constant(4096)),
    credits: coin('by-type', 'standard', 'unlimited', 'off'),
    creditsPerHour: sometimes(log(5, 300)),
    creditsAtStart: sometimes(log(0.001, 1)),
    launchCredits: sometimes(log(0.001, 1)),
  }),
})

type Draws = typeof draws extends fc.Arbitrary<infer T> ? T : never

/** Random calls of `simulate`, rows and series on. */
export const arbitraryCase: fc.Arbitrary<Case> = draws.map(toCase)

/** The same, with several servers behind nginx: a row tells of the last of them alone. */
export const arbitraryUpstreamCase: fc.Arbitrary<Case> = fc
  .record({ drawn: arbitraryCase, upstreams: fc.integer({ min: 2, max: 4 }) })
  .map(({ drawn: { scenario, options }, upstreams }) => ({
    scenario: { ...scenario, proxy: { ...scenario.proxy, kind: 'nginx', upstreams } },
    options,
  }))

/** Random open loops without retries: what is sent then owes nothing to the server. */
export const arbitraryOpenCase: fc.Arbitrary<Case> = arbitraryCase.map(({ scenario, options }) => ({
  scenario: { ...scenario, traffic: { ...scenario.traffic, kind: 'open' }, client: { ...scenario.client, retries: 0 } },
  options,
}))

/** Where a server has no such setting, its one value. */
const settable = (setting: Setting, value: number) => (setting.fixed ? setting.default : value)

function toCase(drawn: Draws): Case {
  const { workMs } = drawn
  const server = toServer(drawn)
  const slots = server.workers * Math.min(server.threads, 20)
  const cpuMs = workMs * drawn.cpuShare
  const capacityPerMs = Math.min(slots / workMs, drawn.machine.cores / Math.max(cpuMs, 1e-3))
  // A run lasts at least a tenth of a second, so a small one needs a low rate.
  const ratePerSecond = Math.min(1000 * drawn.load * capacityPerMs, drawn.requests * 10)
  const totalSeconds = Math.max(drawn.requests / ratePerSecond, 0.1 / (1 - drawn.warmupShare))
  const scenario: Scenario = {
    traffic: toTraffic(drawn, ratePerSecond, totalSeconds),
    request: toRequest(drawn, cpuMs),
    client: toClient(drawn),
    proxy: toProxy(drawn),
    server,
    machine: toMachine(drawn),
    fleet: NO_FLEET,
    run: {
      seconds: Math.max(0.1, totalSeconds * (1 - drawn.warmupShare)),
      warmupSeconds: totalSeconds * drawn.warmupShare,
      seed: drawn.seed,
      replications: 1,
    },
  }
  const options: SimulateOptions = { rows: true, series: true, maxRequests: MAX_REQUESTS }
  if (scenario.traffic.kind === 'trace') options.trace = toTrace(drawn, ratePerSecond, cpuMs)
  return { scenario, options }
}

function toServer({ server, workMs }: Draws): Scenario['server'] {
  const kind = SERVER_KINDS[server.kind]
  return {
    kind: server.kind,
    workers: settable(kind.workers, server.workers),
    threads: settable(kind.threads, server.threads),
    backlog: settable(kind.backlog, server.backlog),
    connections: settable(kind.connections, server.connections),
    timeoutMs: settable(kind.timeoutMs, server.watchdogTimes * workMs),
    killAnswer: server.killAnswer,
    bootMs: server.bootMs,
    maxRequests: settable(kind.maxRequests, server.maxRequests),
    maxRequestsJitter: settable(kind.maxRequestsJitter, server.maxRequestsJitter),
    memoryMb: server.memoryMb,
    closeWaitMs: settable(kind.closeWaitMs, server.closeWaitMs),
    reading: server.reading,
    keepaliveMs: settable(kind.keepaliveMs, server.keepaliveMs),
    overheadMs: server.overheadMs,
    gilTurns: settable(kind.gilTurns, server.gilTurns),
    switchIntervalMs: server.switchIntervalMs,
  }
}

function toTraffic({ traffic, workMs }: Draws, ratePerSecond: number, totalSeconds: number): Scenario['traffic'] {
  const steps = traffic.steps
    .map(({ part, factor }) => ({ atSeconds: part * totalSeconds, ratePerSecond: factor * ratePerSecond }))
    .sort((a, b) => a.atSeconds - b.atSeconds)
    .filter((step, at, all) => at === 0 || step.atSeconds > all[at - 1]!.atSeconds)
  return {
    kind: traffic.kind,
    ratePerSecond,
    arrivals: traffic.arrivals,
    burstFactor: traffic.burstFactor,
    burstMs: Math.max(1, traffic.burstPart * totalSeconds * 1000),
    steps,
    users: traffic.users,
    thinkMs: traffic.thinkTimes * workMs,
  }
}

function toRequest({ request, workMs }: Draws, cpuMs: number): Scenario['request'] {
  return { ...request, cpuMs, ioMs: workMs - cpuMs }
}

function toClient({ client, workMs }: Draws): Scenario['client'] {
  const { patience, backoffTimes, uploadTimes, ...rest } = client
  return {
    ...rest,
    timeoutMs: patience * workMs,
    backoffMs: backoffTimes * workMs,
    uploadMs: uploadTimes * workMs,
  }
}

function toProxy({ proxy, workMs }: Draws): Scenario['proxy'] {
  const { connectTimes, readTimes, nextUpstreamTimes, ...rest } = proxy
  return {
    ...rest,
    connectTimeoutMs: connectTimes * workMs,
    readTimeoutMs: readTimes * workMs,
    nextUpstreamTimeoutMs: nextUpstreamTimes * workMs,
  }
}

function toMachine({ machine, server }: Draws): Scenario['machine'] {
  const { workersInMemory, ...rest } = machine
  return {
    type: 'custom',
    dollarsPerHour: 0,
    ...rest,
    memoryMb: workersInMemory === 0 ? 0 : SYSTEM_MEMORY_MB + workersInMemory * server.memoryMb,
  }
}

function toTrace({ traffic, workMs }: Draws, ratePerSecond: number, cpuMs: number): Trace {
  const count = traffic.trace.length
  const trace = {
    name: 'drawn',
    sentMs: new Float64Array(count),
    cpuMs: new Float64Array(count),
    ioMs: new Float64Array(count),
  }
  let now = 0
  for (const [row, [gap, cpu, io]] of traffic.trace.entries()) {
    now += (gap * 1000) / ratePerSecond
    trace.sentMs[row] = now
    trace.cpuMs[row] = cpu * cpuMs
    trace.ioMs[row] = io * (workMs - cpuMs)
  }
  return trace
}
