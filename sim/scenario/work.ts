/**
 * How much a scenario asks of the simulator, estimated before it runs. Every field may be in range and the whole
 * still too much: a day of simulated time at 100,000 requests a second is 8.6 thousand million of them.
 */

import type { Trace } from '../simulate.ts'
import { inEnglish, roundedInEnglish } from './in-english.ts'
import { creditModeOf } from './machine-types.ts'
import type { Problem } from './problem.ts'
import { getParameter, type ParameterPath, type RateStep, type Scenario } from './scenario.ts'
import { SERVER_KINDS } from './server-kinds.ts'

/** Memory that the system and nginx keep for themselves: about 0.3 GB on a small instance. */
export const SYSTEM_MEMORY_MB = 300

/** Requests of one run, retries included: about a minute of computing. */
export const MAX_REQUESTS = 50_000_000

/** Turns at the GIL of one run, a minute of computing as well. */
export const MAX_GIL_TURNS = 500_000_000

/**
 * How many requests a run may send, warm-up included, each with all its retries. An open loop is exact in the mean; a
 * closed loop is bounded by its fastest cycle, a user who thinks and is answered or refused without any waiting. Of a
 * recording it is the rows; 0 while there is none.
 */
export function expectedRequests(scenario: Scenario, trace: Trace | null = null): number {
  const tries = (1 + scenario.client.retries) * serversTried(scenario)
  if (scenario.traffic.kind === 'open') return openArrivals(scenario) * tries
  if (scenario.traffic.kind === 'closed') return closedCycles(scenario) * tries
  return (trace?.sentMs.length ?? 0) * tries
}

/** nginx may pass a request on to each of its servers. */
function serversTried({ proxy }: Scenario): number {
  if (proxy.kind === 'none' || proxy.nextUpstream === 'off') return 1
  return proxy.nextUpstreamTries === 0 ? proxy.upstreams : Math.min(proxy.upstreams, proxy.nextUpstreamTries)
}

/** What is too much about a scenario whose every field is allowed; empty when it can be run. */
export function workProblems(scenario: Scenario, trace: Trace | null = null): Problem[] {
  if (!holdsOneWorker(scenario)) return [tooLittleMemory(scenario)]
  const requests = expectedRequests(scenario, trace)
  if (requests > MAX_REQUESTS) return [tooManyRequests(scenario, requests)]
  const turns = gilTurns(scenario, requests, meanCpuMs(scenario, trace))
  return turns > MAX_GIL_TURNS ? [tooManyTurns(scenario, turns)] : []
}

/** A machine on which every worker is killed as soon as it is up would never answer, and its run never end. */
function holdsOneWorker({ machine, server }: Scenario): boolean {
  return machine.memoryMb === 0 || machine.memoryMb - SYSTEM_MEMORY_MB >= server.memoryMb
}

function tooLittleMemory({ machine, server }: Scenario): Problem {
  const needed = server.memoryMb + SYSTEM_MEMORY_MB
  const message = `machine.memoryMb is ${machine.memoryMb}; allowed is at least ${needed} MB, ${SYSTEM_MEMORY_MB} for the system and ${server.memoryMb} for one worker, or 0 for enough.`
  return { path: 'machine.memoryMb', value: machine.memoryMb, message }
}

function sendingSeconds(scenario: Scenario): number {
  return scenario.run.warmupSeconds + scenario.run.seconds
}

/** The integral of the rate over the run. Bursts do not change its mean. */
function openArrivals(scenario: Scenario): number {
  const end = sendingSeconds(scenario)
  const { ratePerSecond, steps } = scenario.traffic
  const pieces: RateStep[] = [{ atSeconds: 0, ratePerSecond }, ...steps]
  return pieces.reduce((sum, piece, at) => {
    const until = Math.min(end, pieces[at + 1]?.atSeconds ?? end)
    return sum + piece.ratePerSecond * Math.max(0, until - piece.atSeconds)
  }, 0)
}

function closedCycles(scenario: Scenario): number {
  const fastest = Math.min(meanWorkMs(scenario), ...quickEndsMs(scenario))
  return (scenario.traffic.users * sendingSeconds(scenario) * 1000) / (scenario.traffic.thinkMs + fastest)
}

/** CPU and I/O of an average request on an idle machine. */
function meanWorkMs(scenario: Scenario): number {
  const { cpuMs, ioMs } = scenario.request
  return (cpuMs + ioMs) * slowMean(scenario) + scenario.server.overheadMs + proxyCpuMs(scenario)
}

/** After how long a request can end without having been served. */
function quickEndsMs(scenario: Scenario): number[] {
  const { client, proxy, traffic, server, machine } = scenario
  const ends = [client.timeoutMs]
  if (proxy.kind === 'nginx') {
    ends.push(proxy.connectTimeoutMs, proxy.readTimeoutMs)
    // Each proxied request holds two connections; a client that finds none is closed at once.
    if (traffic.users * 2 > proxy.workerConnections) return [0]
    const places = Math.min(server.backlog, machine.somaxconn) + 1
    if (proxy.socket === 'unix' && traffic.users > places) return [proxy.cpuMs]
    // With all servers left out nginx answers at once.
    if (proxy.upstreams > 1) ends.push(Math.max(proxy.cpuMs, Number.MIN_VALUE))
  }
  return ends.filter(ms => ms > 0)
}

function proxyCpuMs(scenario: Scenario): number {
  return scenario.proxy.kind === 'nginx' ? scenario.proxy.cpuMs : 0
}

/** By how much the slow requests raise the mean. */
function slowMean(scenario: Scenario): number {
  return 1 + scenario.request.slowShare * (scenario.request.slowFactor - 1)
}

/** Turns that threads of one process take at its GIL; without a second thread nobody takes turns. */
function gilTurns(scenario: Scenario, requests: number, cpuMs: number): number {
  const { server } = scenario
  if (SERVER_KINDS[server.kind].sharing !== 'gil' || server.threads === 1) return 0
  return requests * ((cpuMs + server.overheadMs) / server.switchIntervalMs) * slowdown(scenario)
}

/** By how much a machine without CPU credits is slower, with all its cores busy: turns take as long as ever. */
function slowdown(scenario: Scenario): number {
  const { cores, creditsPerHour } = scenario.machine
  return creditModeOf(scenario) === 'standard' ? Math.max(1, (60 * cores) / creditsPerHour) : 1
}

function meanCpuMs(scenario: Scenario, trace: Trace | null): number {
  if (scenario.traffic.kind !== 'trace') return scenario.request.cpuMs * slowMean(scenario)
  if (trace === null) return 0
  return trace.cpuMs.reduce((sum, ms) => sum + ms, 0) / trace.cpuMs.length
}

/** The field that says how many requests there are, as far as one does. */
function fieldOfRequests({ traffic }: Scenario): ParameterPath {
  if (traffic.kind === 'trace') return 'client.retries'
  if (traffic.kind === 'closed') return 'traffic.users'
  return traffic.steps.length > 0 ? 'traffic.steps' : 'traffic.ratePerSecond'
}

function tooManyRequests(scenario: Scenario, requests: number): Problem {
  const { traffic, client } = scenario
  const path = fieldOfRequests(scenario)
  const value = getParameter(scenario, path)
  const is = typeof value === 'number' ? roundedInEnglish(value, 3) : `a list of ${value.length}`
  const retries = client.retries > 0 ? ` with ${client.retries} retries each` : ''
  const count = Number.isFinite(requests) ? `up to ${millions(requests)} requests` : 'requests without end'
  const remedy = traffic.kind === 'closed' ? ' A longer traffic.thinkMs would help.' : ''
  const message = `${path} is ${is}, which over ${seconds(scenario)}${retries} makes ${count}; allowed are ${millions(MAX_REQUESTS)} in one run.${remedy}`
  return { path, value, message }
}

function tooManyTurns(scenario: Scenario, turns: number): Problem {
  const value = scenario.server.switchIntervalMs
  const message = `server.switchIntervalMs is ${value}, which over ${seconds(scenario)} makes up to ${millions(turns)} turns at the GIL; allowed are ${millions(MAX_GIL_TURNS)} in one run.`
  return { path: 'server.switchIntervalMs', value, message }
}

function seconds(scenario: Scenario): string {
  return `${roundedInEnglish(sendingSeconds(scenario), 3)} s`
}

function millions(count: number): string {
  return `${inEnglish(Math.ceil(count / 1e6))} million`
}
