/**
 * The friendly scenario, compiled once to the numbers the loop reads. "Never" becomes Infinity here.
 */

import { Outcome } from '../measure/outcomes.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { SERVER_KINDS } from '../scenario/server-kinds.ts'

/**
 * When a dropped SYN is sent again, ms after the first, and when the kernel gives up (the last entry).
 * Linux, Documentation/networking/ip-sysctl.rst: tcp_syn_retries 6, tcp_syn_linear_timeouts 4 (since 6.5).
 */
const SYN_SCHEDULES = {
  linear: [1000, 2000, 3000, 4000, 5000, 7000, 11_000, 19_000, 35_000, 67_000, 131_000],
  exponential: [1000, 3000, 7000, 15_000, 31_000, 63_000, 127_000],
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
  isCooperative: boolean
  switchIntervalMs: number
  queuePlaces: number
  watchdogMs: number
  killOutcome: Outcome
  bootMs: number
  overheadBeforeMs: number
  overheadAfterMs: number
  switchCostMs: number
  cores: number
  synSchedule: readonly number[]
}

export function compileSettings(scenario: Scenario): Settings {
  const { traffic, client, proxy, server, machine, run } = scenario
  const kind = SERVER_KINDS[server.kind]
  return {
    warmupMs: run.warmupSeconds * 1000,
    endMs: (run.warmupSeconds + run.seconds) * 1000,
    hasProxy: proxy.kind === 'nginx',
    isUnixSocket: proxy.kind === 'nginx' && proxy.socket === 'unix',
    connectTimeoutMs: neverIfZero(proxy.connectTimeoutMs),
    readTimeoutMs: neverIfZero(proxy.readTimeoutMs),
    workerConnections: proxy.workerConnections,
    proxyCpuMs: proxy.cpuMs,
    clientTimeoutMs: neverIfZero(client.timeoutMs),
    goalMs: client.goalMs,
    retries: client.retries,
    backoffMs: client.backoffMs,
    hasJitter: client.jitter === 'full',
    isClosed: traffic.kind === 'closed',
    users: traffic.users,
    processes: server.workers,
    threads: server.threads,
    connections: server.connections,
    isEager: kind.acceptance === 'eager',
    isCooperative: kind.sharing === 'cooperative',
    switchIntervalMs: server.switchIntervalMs,
    queuePlaces: Math.min(server.backlog, machine.somaxconn) + 1,
    watchdogMs: neverIfZero(server.timeoutMs),
    killOutcome: server.killAnswer === '500' ? Outcome.ServerError : Outcome.BadGateway,
    bootMs: server.bootMs,
    // Reading and parsing before the application runs, writing and closing after: an even split, an assumption.
    overheadBeforeMs: server.overheadMs / 2,
    overheadAfterMs: server.overheadMs / 2,
    switchCostMs: machine.switchCostUs / 1000,
    cores: machine.cores,
    synSchedule: SYN_SCHEDULES[machine.synRetry],
  }
}

function neverIfZero(timeoutMs: number): number {
  return timeoutMs === 0 ? Infinity : timeoutMs
}
