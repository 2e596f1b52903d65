/**
 * What the formulas take for granted, and where a scenario does not grant it: one sentence each, for a reader who knows
 * the server and not the theory. An assumption that is broken by so little that no line would show it is passed over.
 */
import { creditModeOf, HOURS_OF_CREDITS } from '../scenario/machine-types.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { SERVER_KINDS } from '../scenario/server-kinds.ts'
import { SYSTEM_MEMORY_MB } from '../scenario/work.ts'
import type { AsQueue } from './as-queue.ts'
import type { FormulaName } from './beside.ts'
import { type SharedQueue, waitOfSpread } from './shared-queue.ts'

export interface Case {
  scenario: Scenario
  queue: AsQueue
  shared: SharedQueue
  formula: FormulaName
}

/** A share of requests, or of a time, below which nothing is said. */
const RARE = 0.001
/** A difference of a latency below which nothing is said. */
const SLIGHT = 0.02

/** The assumptions that no longer hold, the most telling first. Empty: the formula is as good as its name. */
export function brokenAssumptions(here: Case): string[] {
  return CHECKS.map(check => check(here)).filter(sentence => sentence !== null)
}

type Check = (here: Case) => string | null

const overload: Check = ({ queue, shared, scenario }) => {
  if (shared.load < 1) return null
  const times = figure(shared.load)
  if (!queue.losesAtOnce) {
    return `${times} times as much is offered as the workers can do: the queue grows as long as the run lasts, and a long run has no mean latency.`
  }
  const fillSeconds = queue.places / (queue.ratePerMs - shared.capacityPerMs) / 1000
  const runSeconds = scenario.run.warmupSeconds + scenario.run.seconds
  if (fillSeconds < SLIGHT * runSeconds) return null
  return `The queue of ${queue.places} places takes ${figure(fillSeconds)} s to fill; the formula is of the time after.`
}

const rateOverTime: Check = ({ scenario }) =>
  scenario.traffic.kind === 'open' && scenario.traffic.steps.length > 0
    ? 'The rate changes over time; the formula is of one rate for ever, the first.'
    : null

const randomArrivals: Check = ({ scenario: { traffic } }) => {
  if (traffic.kind !== 'open' || traffic.arrivals === 'poisson') return null
  if (traffic.arrivals === 'even') return 'Requests come evenly spaced, not at random (Poisson): they wait less.'
  return traffic.burstFactor > 1 ? 'Requests come in bursts, not each at random (Poisson): they wait longer.' : null
}

const exponentialService: Check = ({ formula, queue, shared }) => {
  const { cv } = queue.holdingMs
  if (cv === Infinity) return 'Service times have no finite variance: now and then one outweighs all others.'
  if (formula === 'M/G/1' || formula === 'M/G/c-PS' || formula === 'workers as one server') return null
  if (shared.load >= 1 && !queue.losesAtOnce) return null
  const change = waitOfSpread(cv) - 1
  if (Math.abs(change) * waitShare(shared) < SLIGHT) return null
  const than = change < 0 ? 'less' : 'more'
  const waits = change < 0 ? 'shorter' : 'longer'
  return `Service times vary ${than} than exponential ones (standard deviation ${figure(cv)} of the mean, not 1): waits are up to ${percent(Math.abs(change))} ${waits}.`
}

const oneQueue: Check = ({ scenario: { server, proxy } }) => {
  if (proxy.kind === 'nginx' && proxy.upstreams > 1) {
    return `Each of ${proxy.upstreams} servers has a queue of its own, though another may be free: waits are longer than in one queue.`
  }
  return SERVER_KINDS[server.kind].acceptance === 'eager' && server.workers > 1
    ? `Each of ${server.workers} processes takes requests for itself, though another may be free: waits are longer than in one queue.`
    : null
}

const oneLock: Check = ({ queue, scenario: { server } }) =>
  server.threads > 1 && queue.cores > 1 && queue.cpuMs.mean > 0
    ? 'Threads of one process share its GIL: a core may be free while two threads of another process want to compute.'
    : null

const evenSharing: Check = ({ queue, shared, scenario: { server } }) => {
  if (server.threads === 1 || queue.holdingMs.mean > (1 - SLIGHT) * shared.residenceMs) return null
  if (SERVER_KINDS[server.kind].sharing === 'cooperative') {
    return 'Greenlets keep the core until they wait, in order of arrival; the formula has them share it evenly.'
  }
  // Each piece of a request may wait for somebody else's turn to end.
  const turnsMs = server.gilTurns * server.switchIntervalMs * Math.min(1, shared.throughputPerMs * queue.cpuMs.mean)
  if (turnsMs < SLIGHT * shared.residenceMs) return null
  return `Threads compute in turns of ${server.switchIntervalMs} ms, and each piece of a request waits for a turn; the formula has them share the core evenly.`
}

const patience: Check = ({ queue, shared, scenario: { client, proxy } }) => {
  const limits: [string, number][] = [['Clients leave', client.timeoutMs]]
  if (proxy.kind === 'nginx') {
    limits.push(['nginx gives up', proxy.readTimeoutMs], ['nginx gives up connecting', proxy.connectTimeoutMs])
  }
  const [who, limitMs] = limits.filter(([, ms]) => ms > 0).toSorted((a, b) => a[1] - b[1])[0] ?? ['', Infinity]
  if (limitMs === Infinity) return null
  // As if residence were exponential, which its tail nearly is.
  const late = shared.load >= 1 && !queue.losesAtOnce ? 1 : Math.exp(-limitMs / (shared.residenceMs + queue.outsideMs))
  if (late < RARE) return null
  const share = late === 1 ? 'sooner or later every request' : `about ${percent(late)} of requests`
  return `${who} after ${duration(limitMs)}, and ${share} would take longer; the formula has everybody wait.`
}

const roomForAll: Check = ({ queue, shared }) =>
  !queue.losesAtOnce && shared.load < 1 && shared.lossProbability > RARE
    ? `${percent(shared.lossProbability)} of connections find the accept queue full and come again a second or more later; the formula would lose them.`
    : null

const sentOnce: Check = here => {
  const fails = here.shared.lossProbability > RARE || here.shared.load >= 1 || patience(here) !== null
  return here.scenario.client.retries > 0 && fails
    ? 'Failed requests are sent again, so that more arrives than the rate says.'
    : null
}

const lastingWorkers: Check = ({ queue, shared, scenario: { server, machine } }) => {
  if (server.timeoutMs > 0 && Math.exp(-server.timeoutMs / queue.holdingMs.mean) > RARE / 2) {
    return `The watchdog kills a worker whose request lasts longer than ${duration(server.timeoutMs)}.`
  }
  const lifeMs = ((server.maxRequests + server.maxRequestsJitter / 2) * server.workers) / shared.throughputPerMs
  if (server.maxRequests > 0 && server.bootMs / lifeMs > SLIGHT / 2) {
    return `Workers retire after ${server.maxRequests} requests and are away for ${duration(server.bootMs)} each time.`
  }
  const fit = Math.floor((machine.memoryMb - SYSTEM_MEMORY_MB) / server.memoryMb)
  return machine.memoryMb > 0 && fit < server.workers
    ? `The machine’s memory holds ${fit} of ${server.workers} workers; the kernel kills the others.`
    : null
}

const onlyService: Check = ({ scenario: { client, proxy, server } }) => {
  if (client.slowShare > 0 && client.uploadMs > 0) {
    const isBuffered = proxy.kind === 'nginx' && (proxy.requestBuffering === 'on' || client.upload === 'silent')
    const what = isBuffered ? 'the formula leaves that time out' : 'and hold a worker meanwhile'
    return `${percent(client.slowShare)} of clients take ${duration(client.uploadMs)} to send a request${isBuffered ? '; ' : ' '}${what}.`
  }
  return proxy.kind === 'none' && server.closeWaitMs > 0
    ? `After each answer a thread waits ${server.closeWaitMs} ms for the client to close.`
    : null
}

const coresOfItsOwn: Check = ({ queue, shared, scenario: { machine, server } }) => {
  const share = (queue.proxyMs * shared.throughputPerMs) / machine.cores
  return share > SLIGHT && queue.cpuMs.mean > 0 && server.workers >= machine.cores
    ? `nginx computes on the same cores (${percent(share)} of their time).`
    : null
}

/** A machine that spends more CPU credits than it earns is slow once they are gone, and the formula knows nothing of it. */
const enoughCredits: Check = ({ queue, shared, scenario }) => {
  if (creditModeOf(scenario) !== 'standard') return null
  const { machine, run } = scenario
  const earned = machine.creditsPerHour / 60
  const spent = Math.min(machine.cores, shared.throughputPerMs * (queue.cpuMs.mean + queue.proxyMs))
  if (spent <= earned) return null
  const credits = Math.min(machine.creditsAtStart, HOURS_OF_CREDITS * machine.creditsPerHour) + machine.launchCredits
  const seconds = (60 * credits) / (spent - earned)
  if (seconds > run.warmupSeconds + run.seconds) return null
  const when = credits === 0 ? 'There are no CPU credits' : `CPU credits are spent after ${duration(1000 * seconds)}`
  return `${when}: from then on all vCPUs together do the work of ${figure(earned)}, and the formula has them at full speed.`
}

const timeToSettle: Check = ({ queue, shared, scenario: { run } }) => {
  if (queue.users > 0 || shared.load >= 1) return null
  // Relaxation time of M/M/1, 1 / (√μ − √λ)²: P. M. Morse, Journal of the Operations Research Society of America 3 (1955), p. 255.
  const relaxMs = 1 / (Math.sqrt(shared.capacityPerMs) - Math.sqrt(queue.ratePerMs)) ** 2
  const runMs = 1000 * (run.warmupSeconds + run.seconds)
  if (runMs > 3 * relaxMs) return null
  return `So near to capacity a queue takes some ${duration(relaxMs)} to settle; the run lasts ${duration(runMs)}.`
}

const CHECKS: readonly Check[] = [
  overload,
  enoughCredits,
  rateOverTime,
  randomArrivals,
  patience,
  sentOnce,
  roomForAll,
  oneQueue,
  oneLock,
  exponentialService,
  evenSharing,
  lastingWorkers,
  onlyService,
  coresOfItsOwn,
  timeToSettle,
]

/** Share of the residence that passes before a worker is free: what the spread of service times changes. */
function waitShare({ inService, inSystem }: SharedQueue): number {
  return 1 - inService / inSystem
}

function figure(value: number): string {
  return String(Number(value.toPrecision(2)))
}

function percent(share: number): string {
  return `${figure(100 * share)} %`
}

function duration(ms: number): string {
  return ms < 1000 ? `${figure(ms)} ms` : `${figure(ms / 1000)} s`
}
