/**
 * The friendly scenario, compiled once to the numbers the loop reads. "Never" becomes Infinity here.
 */

import { CREDIT_MS, type CreditSetup } from '../engine/credits.ts'
import { type Failure, Outcome } from '../measure/outcomes.ts'
import { creditModeOf, HOURS_OF_CREDITS } from '../scenario/machine-types.ts'
import { processesOf, type Scenario } from '../scenario/scenario.ts'
import { keepsClients, keepsConnections, SERVER_KINDS } from '../scenario/server-kinds.ts'
import { SYSTEM_MEMORY_MB } from '../scenario/work.ts'

/**
 * How long after each dropped SYN the next one follows, and after the last one how long until the kernel gives up.
 * Linux, Documentation/networking/ip-sysctl.rst: tcp_syn_retries 6, tcp_syn_linear_timeouts 4 (since 6.5).
 */
const SYN_RETRIES_MS = {
  linear: [1000, 1000, 1000, 1000, 1000, 2000, 4000, 8000, 16_000, 32_000, 64_000],
  exponential: [1000, 2000, 4000, 8000, 16_000, 32_000, 64_000],
} as const

export interface Settings {
  /** Sending stops here; the measured window is from `warmupMs` to `endMs`. */
  endMs: number
  warmupMs: number
  hasProxy: boolean
  isUnixSocket: boolean
  connectTimeoutMs: number
  readTimeoutMs: number
  workerConnections: number
  proxyCpuMs: number
  /** How long after sending an answer must be on its way to a client. */
  patienceMs: number
  /** What a client that leaves then has seen. */
  leaveOutcome: Failure
  roundTripMs: number
  clientTimeoutMs: number
  goalMs: number
  retries: number
  backoffMs: number
  hasJitter: boolean
  isClosed: boolean
  users: number
  processes: number
  threads: number
  connections: number
  isEager: boolean
  /** A main thread accepts, one connection a turn. Such a server is one process, so servers and processes share numbers. */
  isOneByOne: boolean
  isCooperative: boolean
  /** Connections that a cooperative process accepts in one round of its loop. */
  newPerRound: number
  switchIntervalMs: number
  queuePlaces: number
  watchdogMs: number
  killOutcome: Failure
  bootMs: number
  /** Until a worker that the kernel killed is back. */
  restartMs: number
  /** Requests a worker answers before it retires, and how much is drawn on top. */
  maxRequests: number
  maxRequestsJitter: number
  workersInMemory: number
  /** The server's main thread collects a request before a thread sees it; or just waits for its first bytes. */
  readsInMainThread: boolean
  polls: boolean
  /** How long a thread waits for the first bytes, and then the poller, before the connection is closed. */
  firstBytesMs: number
  keepaliveMs: number
  /** A slow client's first bytes come no earlier than the rest. */
  isSilent: boolean
  /** How long a thread waits after the answer for the client to close. */
  closeWaitMs: number
  /** Until a client's new connection is open. */
  connectMs: number
  /** Users keep their connections open; nginx closes one that has been idle for `standingMs`. */
  hasStanding: boolean
  standingMs: number
  /**
   * Idle connections to processes that nginx keeps, or users without it; that one process keeps at most; for how long;
   * and how many requests one carries.
   */
  mostKept: number
  mostIdle: number
  keptMs: number
  carriedAtMost: number
  /** Servers behind nginx, and the processes of each. */
  upstreams: number
  workersEach: number
  maxFails: number
  /** In whole seconds, as nginx counts. */
  failTimeoutSeconds: number
  passesErrorsOn: boolean
  passesTimeoutsOn: boolean
  /** Servers that nginx tries for one request at most, and for how long. */
  serversTried: number
  passOnWithinMs: number
  postShare: number
  /** Share of clients that take `uploadMs` to send a request; whether nginx collects it first. */
  slowShare: number
  uploadMs: number
  buffersRequests: boolean
  /** The server's own CPU for a request, in as many turns on the GIL: before the application, and after its I/O. */
  turnsBefore: number
  turnMsBefore: number
  turnsAfter: number
  turnMsAfter: number
  switchCostMs: number
  cores: number
  threadsPerCore: number
  hyperthreadGain: number
  /** Null when the machine computes at full speed always. */
  credits: CreditSetup | null
  tickMs: number
  resetsOnOverflow: boolean
  synRetriesMs: readonly number[]
}

export function compileSettings(scenario: Scenario): Settings {
  const { traffic, client, proxy, server, machine, run } = scenario
  const kind = SERVER_KINDS[server.kind]
  return {
    warmupMs: run.warmupSeconds * 1000,
    endMs: (run.warmupSeconds + run.seconds) * 1000,
    hasProxy: proxy.kind === 'nginx',
    isUnixSocket: proxy.kind === 'nginx' && proxy.socket === 'unix',
    connectTimeoutMs: proxy.kind === 'nginx' ? neverIfZero(proxy.connectTimeoutMs) : Infinity,
    readTimeoutMs: proxy.kind === 'nginx' ? neverIfZero(proxy.readTimeoutMs) : Infinity,
    workerConnections: proxy.workerConnections,
    proxyCpuMs: proxy.cpuMs,
    patienceMs: client.timeoutMs === 0 ? Infinity : Math.max(0, client.timeoutMs - client.roundTripMs),
    leaveOutcome: Outcome.Timeout,
    roundTripMs: client.roundTripMs,
    connectMs: client.connectMs,
    clientTimeoutMs: client.timeoutMs,
    goalMs: client.goalMs,
    retries: client.retries,
    backoffMs: client.backoffMs,
    hasJitter: client.jitter === 'full',
    isClosed: traffic.kind === 'closed',
    users: traffic.users,
    processes: processesOf(scenario),
    ...upstreamSettings(scenario),
    threads: server.threads,
    connections: server.connections,
    isEager: kind.acceptance !== 'when-idle',
    isOneByOne: kind.acceptance === 'one by one',
    isCooperative: kind.sharing === 'cooperative',
    newPerRound: server.workers > 1 ? 1 : Infinity,
    switchIntervalMs: server.switchIntervalMs,
    queuePlaces: Math.min(server.backlog, machine.somaxconn) + 1,
    watchdogMs: neverIfZero(server.timeoutMs),
    killOutcome: server.killAnswer === '500' ? Outcome.ServerError : Outcome.BadGateway,
    bootMs: server.bootMs,
    restartMs: Math.max(server.bootMs, OUT_OF_MEMORY_PAUSE_MS),
    maxRequests: neverIfZero(server.maxRequests),
    maxRequestsJitter: server.maxRequestsJitter,
    workersInMemory: workersInMemory(scenario),
    ...readingSettings(scenario),
    ...keepAliveSettings(scenario),
    closeWaitMs: proxy.kind === 'nginx' ? 0 : server.closeWaitMs,
    slowShare: client.slowShare,
    uploadMs: client.uploadMs,
    // Before it has the head of a request, nginx has nothing to pass on.
    buffersRequests: proxy.kind === 'nginx' && (proxy.requestBuffering === 'on' || client.upload === 'silent'),
    isSilent: client.upload === 'silent',
    // Reading and parsing before the application runs, writing and closing after: an even split, an assumption.
    turnsBefore: Math.ceil(server.gilTurns / 2),
    turnMsBefore: server.overheadMs / 2 / Math.ceil(server.gilTurns / 2),
    turnsAfter: Math.floor(server.gilTurns / 2),
    turnMsAfter: server.overheadMs / 2 / Math.floor(server.gilTurns / 2),
    switchCostMs: machine.switchCostUs / 1000,
    cores: machine.cores,
    threadsPerCore: machine.threadsPerCore,
    hyperthreadGain: machine.hyperthreadGain,
    credits: creditSetup(scenario),
    tickMs: machine.tickMs,
    resetsOnOverflow: machine.abortOnOverflow === 'on',
    synRetriesMs: SYN_RETRIES_MS[machine.synRetry],
  }
}

/** A worker killed for memory is not back sooner than this: the machine has other things to do. */
const OUT_OF_MEMORY_PAUSE_MS = 1000

function workersInMemory({ machine, server }: Scenario): number {
  if (machine.memoryMb === 0 || server.memoryMb === 0) return Infinity
  // Validation refuses a machine that holds none.
  return Math.max(1, Math.floor((machine.memoryMb - SYSTEM_MEMORY_MB) / server.memoryMb))
}

/** gunicorn@26.1.0 workers/gthread.py:38: a thread waits so long for the first bytes, since 25.2. */
const FIRST_BYTES_MS = 5000

function readingSettings({ server }: Scenario) {
  const { reading } = SERVER_KINDS[server.kind]
  const version = reading === 'by version' ? server.reading : 'thread'
  return {
    readsInMainThread: reading === 'main thread',
    polls: version === 'poller',
    firstBytesMs: version === 'thread-5s' ? FIRST_BYTES_MS : Infinity,
    keepaliveMs: server.keepaliveMs,
  }
}

/** keepalive_timeout and keepalive_requests of an upstream block (ngx_http_upstream_keepalive_module.c). */
const NGINX_KEEPS_MS = 60_000
const NGINX_SENDS_AT_MOST = 1000

function keepAliveSettings(scenario: Scenario) {
  const { proxy, server, traffic } = scenario
  const hasProxy = proxy.kind === 'nginx'
  const hasStanding = keepsClients(scenario)
  const mostKept = hasProxy ? proxy.upstreamKeepalive : hasStanding ? traffic.users : 0
  return {
    hasStanding,
    standingMs: proxy.keepaliveMs,
    mostKept: keepsConnections(server) ? mostKept : 0,
    // gthread's `max_keepalived` (gunicorn@26.1.0 workers/gthread.py, `__init__`).
    mostIdle: server.kind === 'gunicorn-gthread' ? server.connections - server.threads : Infinity,
    keptMs: hasProxy ? Math.min(server.keepaliveMs, NGINX_KEEPS_MS) : server.keepaliveMs,
    carriedAtMost: hasProxy ? NGINX_SENDS_AT_MOST : Infinity,
  }
}

function creditSetup(scenario: Scenario): CreditSetup | null {
  const { creditsPerHour, creditsAtStart, launchCredits } = scenario.machine
  const mode = creditModeOf(scenario)
  if (mode === null) return null
  const limit = HOURS_OF_CREDITS * creditsPerHour
  return {
    isUnlimited: mode === 'unlimited',
    earned: creditsPerHour / 60,
    limitMs: limit * CREDIT_MS,
    startMs: Math.min(limit, creditsAtStart) * CREDIT_MS,
    launchMs: mode === 'standard' ? launchCredits * CREDIT_MS : 0,
  }
}

function upstreamSettings({ proxy, server, request }: Scenario) {
  const upstreams = proxy.kind === 'nginx' ? proxy.upstreams : 1
  return {
    upstreams,
    workersEach: server.workers,
    maxFails: proxy.maxFails === 0 ? Infinity : proxy.maxFails,
    failTimeoutSeconds: Math.floor(proxy.failTimeoutMs / 1000),
    passesErrorsOn: proxy.nextUpstream !== 'off',
    passesTimeoutsOn: proxy.nextUpstream === 'error timeout',
    serversTried: proxy.nextUpstreamTries === 0 ? upstreams : Math.min(upstreams, proxy.nextUpstreamTries),
    passOnWithinMs: neverIfZero(proxy.nextUpstreamTimeoutMs),
    postShare: request.postShare,
  }
}

function neverIfZero(timeoutMs: number): number {
  return timeoutMs === 0 ? Infinity : timeoutMs
}
