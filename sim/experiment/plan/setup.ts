/**
 * A setup: one answer that a plan may give. What it costs, and the scenario that one of its instances is.
 */
import { findMachineType, type MachineType, SURPLUS_DOLLARS_PER_VCPU_HOUR } from '../../scenario/machine-types.ts'
import { PARAMETERS } from '../../scenario/parameters.ts'
import { type PartialScenario, type Scenario, type ServerKindName, withParameter } from '../../scenario/scenario.ts'
import { SERVER_KINDS } from '../../scenario/server-kinds.ts'
import { completeScenario } from '../../scenario/validate.ts'
import { expectedRequests } from '../../scenario/work.ts'
import type { Trace } from '../../simulate.ts'
import { demandOf } from '../../theory/demand.ts'
import type { PlanRun } from './observation.ts'
import type { Goal, PlanQuestion } from './question.ts'

export interface Setup {
  kind: ServerKindName
  workers: number
  threads: number
  /** A name of `machine-types.ts`. */
  type: string
  instances: number
}

/** 365 days of 24 hours, over twelve months. */
export const HOURS_A_MONTH = 730

/** What all setups meet, in numbers that need no run. */
export interface Traffic {
  /** Requests a second for all instances together; NaN of a closed loop. */
  ratePerSecond: number
  /** Mean CPU and I/O of a request in the application. */
  cpuMs: number
  ioMs: number
}

export function trafficOf(scenario: Scenario, trace: Trace | null): Traffic {
  if (trace) {
    const mean = (column: Float64Array) => column.reduce((sum, ms) => sum + ms, 0) / Math.max(1, column.length)
    const seconds = (trace.sentMs.at(-1) ?? 0) / 1000
    return { ratePerSecond: trace.sentMs.length / seconds, cpuMs: mean(trace.cpuMs), ioMs: mean(trace.ioMs) }
  }
  const { cpuMs, ioMs } = demandOf(scenario.request)
  const { run, client, traffic } = scenario
  const tries = 1 + client.retries
  const seconds = run.warmupSeconds + run.seconds
  const rate = traffic.kind === 'open' ? expectedRequests(scenario) / tries / seconds : Number.NaN
  return { ratePerSecond: rate, cpuMs: cpuMs.mean, ioMs: ioMs.mean }
}

/**
 * The setups’ scenarios. Defaults depend on the kind of server, so they are filled in once for each.
 */
export class Setups {
  readonly traffic: Traffic
  readonly base: Scenario
  private readonly question: PlanQuestion
  private readonly trace: Trace | null
  private readonly known = new Map<ServerKindName, Scenario>()

  /** `question.scenario` must be valid. */
  constructor(question: PlanQuestion, trace: Trace | null = null) {
    const base = completeScenario(question.scenario)
    if (!base.ok) throw new RangeError(base.problems[0]!.message)
    this.base = base.value
    this.question = question
    this.trace = trace
    this.traffic = trafficOf(this.base, trace)
  }

  /** An instance of the setup, with a window long enough for a verdict. */
  runOf(setup: Setup): PlanRun {
    const scenario = this.scenarioOf(setup.kind, setup.type)
    const { workers, threads, instances } = setup
    const sized = { ...scenario, server: { ...scenario.server, workers, threads } }
    return { scenario: this.windowed(shared(sized, instances), instances), instances }
  }

  /** The same server on a custom machine with so many cores, and memory for all. */
  runOnCores(kind: ServerKindName, workers: number, threads: number, cores: number, instances: number): PlanRun {
    const { server, machine, ...rest } = this.scenarioOf(kind, 'custom')
    const sized = { ...rest, server: { ...server, workers, threads }, machine: { ...machine, cores } }
    return { scenario: this.windowed(shared(sized, instances), instances), instances }
  }

  /** A server of this kind on a machine of this type, or on a custom one; its workers are not those of any setup. */
  scenarioOf(kind: ServerKindName, type: string): Scenario {
    const known = this.known.get(kind) ?? this.complete(kind)
    this.known.set(kind, known)
    return onMachine(known, type)
  }

  private complete(kind: ServerKindName): Scenario {
    const complete = completeScenario(partialFor(this.question.scenario, this.base, kind))
    if (!complete.ok) throw new RangeError(complete.problems[0]!.message)
    return complete.value
  }

  /**
   * Traffic without steps is the same at any time, so a window may be as long as the verdict needs: the rarer what is
   * asked about, the longer. Anything else is played as it is.
   */
  private windowed(scenario: Scenario, instances: number): Scenario {
    const { traffic, run } = scenario
    if (this.trace || traffic.steps.length > 0 || traffic.kind === 'trace') return scenario
    const rate =
      traffic.kind === 'open'
        ? traffic.ratePerSecond / instances
        : (1000 * traffic.users) / (traffic.thinkMs + this.traffic.cpuMs + this.traffic.ioMs)
    const seconds = Math.ceil(requestsWanted(this.question.goals) / rate)
    return { ...scenario, run: { ...run, seconds: Math.min(LONGEST_SECONDS, Math.max(SHORTEST_SECONDS, seconds)) } }
  }
}

const SHORTEST_SECONDS = 30
const LONGEST_SECONDS = 7200
const FEWEST_REQUESTS = 2000
const MOST_REQUESTS = 50_000

/** Twenty requests in the tail that p99 is about; one error where so many are allowed. */
function requestsWanted(goals: readonly Goal[]): number {
  const rarest = goals.filter(
    ({ metric, atMost }) => metric.startsWith('share') || (metric === 'errorShare' && atMost > 0),
  )
  const wanted = rarest.map(({ atMost }) => (atMost > 0 ? 1 / atMost : 0))
  return Math.min(MOST_REQUESTS, Math.max(FEWEST_REQUESTS, ...wanted))
}

/** Users of a closed loop stay with one instance; the one that has one more than others is looked at. */
function shared(scenario: Scenario, instances: number): Scenario {
  const { traffic } = scenario
  if (traffic.kind !== 'closed') return scenario
  return { ...scenario, traffic: { ...traffic, users: Math.ceil(traffic.users / instances) } }
}

/** What was said about the server holds for the kind it was said of; the machine is custom, with memory for all. */
function partialFor(asked: PartialScenario, base: Scenario, kind: ServerKindName): PartialScenario {
  const { type: _type, cores: _cores, memoryMb: _memory, dollarsPerHour: _price, ...machine } = asked.machine ?? {}
  const { workers: _workers, threads: _threads, ...server } = asked.server ?? {}
  const isSame = kind === base.server.kind
  return { ...asked, server: isSame ? { ...server, kind } : { kind, memoryMb: base.server.memoryMb }, machine }
}

/** The same on a machine that has what its type has. */
function onMachine(scenario: Scenario, name: string): Scenario {
  const type = findMachineType(name)
  if (type === null) return scenario
  const ofType = PARAMETERS.flatMap(parameter => {
    const setting = parameter.kind === 'number' ? parameter.ofMachine?.(type) : undefined
    return setting ? [[parameter.path, setting.default] as const] : []
  })
  const typed = withParameter(scenario, 'machine.type', name)
  return ofType.reduce((one, [path, value]) => withParameter(one, path, value), typed)
}

/** vCPUs that one instance computes on, on average. */
export function vcpusNeeded({ traffic, base }: Setups, { kind, instances }: Pick<Setup, 'kind' | 'instances'>): number {
  const overheadMs = base.server.kind === kind ? base.server.overheadMs : SERVER_KINDS[kind].overheadMs.default
  const proxyMs = base.proxy.kind === 'nginx' ? base.proxy.cpuMs : 0
  const holdMs = traffic.cpuMs + traffic.ioMs + overheadMs
  // A closed loop asks at most this often: nobody waits.
  const rate = Number.isNaN(traffic.ratePerSecond)
    ? (1000 * Math.ceil(base.traffic.users / instances)) / (base.traffic.thinkMs + holdMs)
    : traffic.ratePerSecond / instances
  return (rate * (traffic.cpuMs + overheadMs + proxyMs)) / 1000
}

/** vCPUs that the type’s credits pay for without end; Infinity for a type without credits. */
export function baselineVcpus({ credits }: MachineType): number {
  return credits === null ? Infinity : credits.perHour / 60
}

/** US dollars for all instances, without load balancer, storage and traffic; credits beyond what is earned included. */
export function dollarsPerMonth(setups: Setups, setup: Setup): number {
  const type = findMachineType(setup.type)!
  const surplus =
    type.credits?.mode === 'unlimited'
      ? Math.max(0, Math.min(type.vcpus, vcpusNeeded(setups, setup)) - baselineVcpus(type))
      : 0
  const anHour = type.dollarsPerHour + surplus * SURPLUS_DOLLARS_PER_VCPU_HOUR
  return HOURS_A_MONTH * setup.instances * anHour
}
