/**
 * Theory beside simulation: which formula a scenario is a case of, what it says in the same words as a run's result, what
 * bounds hold whatever the distributions are, and which of the formula's assumptions the scenario breaks.
 */
import type { Metric } from '../experiment/metrics.ts'
import { processesOf, type Scenario } from '../scenario/scenario.ts'
import { type AsQueue, asQueue } from './as-queue.ts'
import { brokenAssumptions } from './assumptions.ts'
import { closedBounds, workBoundPerMs } from './bounds.ts'
import { inOrderOfArrival } from './general-service.ts'
import { residencePercentileMs } from './many-servers.ts'
import { type SharedQueue, sharedQueue, waitOfSpread } from './shared-queue.ts'

export type FormulaName = 'M/G/1' | 'M/M/c' | 'M/M/c/K' | 'M/G/c-PS' | 'M/M/c//N' | 'workers as one server'

export interface Formula {
  name: FormulaName
  /** What it is called, for a legend: at most some forty characters. */
  label: string
  /** False: close where its assumptions hold, and not exact. */
  isExact: boolean
}

/** What no run of this scenario can pass, but by chance in a short window. */
export interface Bound {
  metric: Metric
  is: 'at most' | 'at least'
  value: number
  /** Where it comes from, in a few words. */
  of: string
}

export interface TheoryBeside {
  /** The nearest formula; null where there is none (a recording, or requests that need nothing). */
  formula: Formula | null
  /** What the formula says, in the units of a sweep's metrics. A metric it says nothing of is missing. */
  lines: Partial<Record<Metric, number>>
  bounds: Bound[]
  /** One sentence for each assumption of the formula that this scenario breaks. Empty: the lines hold here. */
  broken: string[]
}

/** Pure; a few milliseconds at most. `scenario` must be valid (see `scenario/validate.ts`). */
export function theoryBeside(scenario: Scenario): TheoryBeside {
  const nothing = { formula: null, lines: {}, bounds: [] }
  if (scenario.traffic.kind === 'trace') {
    return { ...nothing, broken: ['A recording is replayed: its arrivals and its work follow no formula.'] }
  }
  const queue = asQueue(scenario)
  if (queue.holdingMs.mean === 0) {
    return { ...nothing, broken: ['Requests need neither CPU nor I/O: there is nothing to wait for.'] }
  }
  const shared = sharedQueue(queue)
  const formula = formulaFor(queue, shared)
  const broken = brokenAssumptions({ scenario, queue, shared, formula: formula.name })
  const lines = finite(linesOf(formula.name, scenario, queue, shared))
  return { formula, lines, bounds: boundsOf(scenario, queue), broken }
}

/** A share of requests so small that the formula without it serves as well. */
const RARE = 0.001

function formulaFor(queue: AsQueue, shared: SharedQueue): Formula {
  const needsApproximation = !queue.hasCoresForAll && queue.ioMs.mean > 0 && shared.allBusyShare > RARE
  if (queue.users > 0) {
    return { name: 'M/M/c//N', label: 'closed loop (machine repairman)', isExact: !needsApproximation }
  }
  const loses = queue.losesAtOnce && shared.lossProbability > RARE
  if (needsApproximation) {
    return { name: 'workers as one server', label: 'workers as one server (approximate)', isExact: false }
  }
  if (loses) return { name: 'M/M/c/K', label: `M/M/${serversOf(queue)}/${queue.places}`, isExact: true }
  if (queue.slots === 1) return { name: 'M/G/1', label: 'M/G/1 (Pollaczek–Khinchine)', isExact: true }
  if (!queue.hasCoresForAll && shared.allBusyShare < RARE) {
    return { name: 'M/G/c-PS', label: 'processor sharing', isExact: true }
  }
  return { name: 'M/M/c', label: `M/M/${serversOf(queue)} (Erlang C)`, isExact: true }
}

/** Workers, where each has a core or needs none; else the cores that they share. */
function serversOf({ slots, cores, hasCoresForAll }: AsQueue): number {
  return hasCoresForAll ? slots : Math.min(slots, cores)
}

function linesOf(name: FormulaName, scenario: Scenario, queue: AsQueue, shared: SharedQueue): TheoryBeside['lines'] {
  const { machine, server } = scenario
  const perMs = shared.throughputPerMs
  const lines: TheoryBeside['lines'] = {
    throughputPerSecond: 1000 * perMs,
    cpuUtilization: Math.min(1, (perMs * (queue.cpuMs.mean + queue.proxyMs)) / machine.cores),
  }
  if (server.threads === 1) lines.workerUtilization = shared.inService / processesOf(scenario)
  const settles = shared.load < 1 || queue.losesAtOnce
  if (!settles) return lines
  lines.errorShare = queue.losesAtOnce ? shared.lossProbability : 0
  lines.latencyMeanMs = residenceMs(name, queue, shared) + queue.outsideMs
  if (!isExponentialInOrder(name, queue)) return lines
  const percentile = (quantile: number) =>
    residencePercentileMs(queue.ratePerMs, queue.holdingMs.mean, queue.slots, quantile) + queue.outsideMs
  return {
    ...lines,
    latencyP50Ms: percentile(0.5),
    latencyP90Ms: percentile(0.9),
    latencyP95Ms: percentile(0.95),
    latencyP99Ms: percentile(0.99),
  }
}

/** Without what has no long-run mean: an infinite wait, or one of infinite variance. */
function finite(lines: TheoryBeside['lines']): TheoryBeside['lines'] {
  return Object.fromEntries(Object.entries(lines).filter(([, value]) => Number.isFinite(value)))
}

function residenceMs(name: FormulaName, queue: AsQueue, shared: SharedQueue): number {
  const { ratePerMs, holdingMs } = queue
  if (name === 'M/G/1') return inOrderOfArrival(ratePerMs, holdingMs.mean, holdingMs.cv).residenceMs
  if (name !== 'workers as one server') return shared.residenceMs
  const waiting = shared.inSystem - shared.inService
  return (shared.inService + waiting * waitOfSpread(holdingMs.cv)) / shared.throughputPerMs
}

/** Percentiles are known in order of arrival with exponential service and room for all. */
function isExponentialInOrder(name: FormulaName, { holdingMs, hasCoresForAll }: AsQueue): boolean {
  return (name === 'M/M/c' || name === 'M/G/1') && hasCoresForAll && Math.abs(holdingMs.cv - 1) < 0.02
}

function boundsOf(scenario: Scenario, queue: AsQueue): Bound[] {
  const { slots, cores, cpuMs, ioMs, holdingMs, users, thinkMs, outsideMs } = queue
  const workBound = workBoundPerMs(slots, cores, cpuMs.mean, ioMs.mean)
  const isOpen = users === 0
  // One slot alone: the two are the same but for rounding.
  const bottleneckMs = Math.min(1 / workBound, holdingMs.mean)
  const closed = isOpen ? null : closedBounds(users, thinkMs, holdingMs.mean, bottleneckMs)
  const offered = closed ? users / (holdingMs.mean + thinkMs) : queue.ratePerMs
  const hasOneRate = !isOpen || scenario.traffic.steps.length === 0
  const bounds: Bound[] = [atMost('throughputPerSecond', 1000 * workBound, 'the work bound')]
  if (hasOneRate) {
    const of = isOpen ? 'what is offered' : 'Little’s law'
    bounds.push(atMost('throughputPerSecond', 1000 * offered, of))
  }
  // Who is answered is not an average request where long ones are given up.
  if (waitsFarLongerThan(holdingMs.mean, scenario)) {
    const of = closed && closed.residenceMs > holdingMs.mean ? 'Little’s law' : 'the work of a request'
    const leastMs = (closed?.residenceMs ?? holdingMs.mean) + outsideMs
    bounds.push({ metric: 'latencyMeanMs', is: 'at least', value: leastMs, of })
  }
  return bounds
}

function atMost(metric: Metric, value: number, of: string): Bound {
  return { metric, is: 'at most', value, of }
}

function waitsFarLongerThan(ms: number, { client, proxy, server }: Scenario): boolean {
  const limits = [client.timeoutMs, server.timeoutMs]
  if (proxy.kind === 'nginx') limits.push(proxy.connectTimeoutMs, proxy.readTimeoutMs)
  return limits.every(limitMs => limitMs === 0 || limitMs > 10 * ms)
}
