/**
 * All setups that a plan may answer with, the cheapest first, and what rules some of them out before anything is run.
 */
import { findMachineType } from '../../scenario/machine-types.ts'
import type { ServerKindName } from '../../scenario/scenario.ts'
import { SERVER_KINDS } from '../../scenario/server-kinds.ts'
import { SYSTEM_MEMORY_MB } from '../../scenario/work.ts'
import { workBoundPerMs } from '../../theory/bounds.ts'
import type { PlanQuestion } from './question.ts'
import { baselineVcpus, dollarsPerMonth, type Setup, type Setups, vcpusNeeded } from './setup.ts'

/**
 * `work`: workers or cores cannot do what is offered, whatever the distributions are. `credits`: the same with what a
 * throttled instance has left. `memory`: the kernel would kill workers. `budget`: too dear.
 */
export type RuledOut = 'work' | 'credits' | 'memory' | 'budget'

export interface Candidate {
  setup: Setup
  dollars: number
}

export interface Candidates {
  /** Left to be tried, by price in whole dollars, then by instances. */
  open: Candidate[]
  ruledOut: Record<RuledOut, number>
}

/** Numbers of workers that people write into configurations. */
const WORKERS = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1000]

const THREADS: Readonly<Partial<Record<ServerKindName, readonly number[]>>> = {
  // Elastic Beanstalk sets 15.
  'gunicorn-gthread': [2, 4, 8, 15],
  uwsgi: [1, 4],
  waitress: [4, 8, 16, 32],
  turbogears: [10, 20],
}

/** More slots than this many times the load are for people with memory to spare. */
const PLENTY = 3

export function candidatesFor(question: PlanQuestion, setups: Setups): Candidates {
  const ruledOut: Record<RuledOut, number> = { work: 0, credits: 0, memory: 0, budget: 0 }
  const open: Candidate[] = []
  for (const setup of everySetup(question, setups)) {
    const dollars = dollarsPerMonth(setups, setup)
    const reason = whyNot(setup, dollars, question, setups)
    if (reason) ruledOut[reason]++
    else open.push({ setup, dollars })
  }
  open.sort((a, b) => priceStep(a) - priceStep(b) || a.setup.instances - b.setup.instances || a.dollars - b.dollars)
  return { open, ruledOut }
}

/** Setups that cost the same to the dollar cost the same. */
export function priceStep({ dollars }: Candidate): number {
  return Math.round(dollars)
}

/** Null for a setup that has to be tried. */
export function whyNot(setup: Setup, dollars: number, question: PlanQuestion, setups: Setups): RuledOut | null {
  if (question.budget !== null && dollars > question.budget) return 'budget'
  if (!fitsMemory(setup, setups)) return 'memory'
  if (isShortOf(answeredShare(setup, setups), question)) return 'work'
  if (isShortOf(paidShare(setup, setups), question)) return 'credits'
  return null
}

export function memoryMb(setup: Pick<Setup, 'workers'>, setups: Setups): number {
  return setup.workers * setups.base.server.memoryMb
}

function fitsMemory(setup: Setup, setups: Setups): boolean {
  return memoryMb(setup, setups) <= findMachineType(setup.type)!.memoryMb - SYSTEM_MEMORY_MB
}

/** What is answered at most is this share of what is sent, so the rest, in the long run, are errors. */
function isShortOf(answered: number, { goals }: PlanQuestion): boolean {
  const errors = goals.find(goal => goal.metric === 'errorShare')
  return errors !== undefined && 1 - answered > errors.atMost
}

/** The work bound min(W / (cpu + io), C / cpu), nginx’s CPU included, over what is offered. */
function answeredShare(setup: Setup, setups: Setups): number {
  const ratePerSecond = setups.traffic.ratePerSecond / setup.instances
  // A closed loop never asks for more than it gets.
  if (Number.isNaN(ratePerSecond)) return 1
  const { server } = setups.scenarioOf(setup.kind, 'custom')
  const { vcpus } = findMachineType(setup.type)!
  const { cpuMs, ioMs } = setups.traffic
  const slots =
    setup.workers * (SERVER_KINDS[setup.kind].sharing === 'cooperative' ? server.connections : setup.threads)
  const cores = Math.min(vcpus, setup.workers)
  const perMs = workBoundPerMs(slots, cores, cpuMs + server.overheadMs, ioMs)
  const coresShare = vcpus / vcpusNeeded(setups, setup)
  return Math.min((1000 * perMs) / ratePerSecond, coresShare)
}

/** A `standard` instance that has spent its credits is throttled to what it earns. */
function paidShare(setup: Setup, setups: Setups): number {
  const type = findMachineType(setup.type)!
  if (type.credits?.mode !== 'standard' || Number.isNaN(setups.traffic.ratePerSecond)) return 1
  return baselineVcpus(type) / vcpusNeeded(setups, setup)
}

function* everySetup(question: PlanQuestion, setups: Setups): Generator<Setup> {
  for (const type of question.types) {
    const { vcpus } = findMachineType(type)!
    for (let instances = question.minInstances; instances <= question.maxInstances; instances++) {
      for (const kind of question.kinds) {
        for (const threads of threadsOf(kind, question)) {
          const slotsNeeded = slotsInUse(setups, kind, instances)
          for (const workers of workersOf(kind, threads, vcpus, slotsNeeded, question)) {
            yield { kind, workers, threads, type, instances }
          }
        }
      }
    }
  }
}

/** Requests in service at once on one instance, on average, if none waits. */
function slotsInUse({ traffic, base }: Setups, kind: ServerKindName, instances: number): number {
  const holdMs = traffic.cpuMs + traffic.ioMs + SERVER_KINDS[kind].overheadMs.default
  if (!Number.isNaN(traffic.ratePerSecond)) return (traffic.ratePerSecond / instances) * (holdMs / 1000)
  return (base.traffic.users / instances) * (holdMs / (base.traffic.thinkMs + holdMs))
}

function threadsOf(kind: ServerKindName, { threads }: PlanQuestion): readonly number[] {
  const setting = SERVER_KINDS[kind].threads
  if (setting.fixed) return [setting.default]
  return threads ?? THREADS[kind] ?? [setting.default]
}

function workersOf(
  kind: ServerKindName,
  threads: number,
  vcpus: number,
  slotsNeeded: number,
  { workers }: PlanQuestion,
): readonly number[] {
  if (SERVER_KINDS[kind].workers.fixed) return [SERVER_KINDS[kind].workers.default]
  if (workers) return workers
  const most = Math.max(2 * vcpus + 1, Math.ceil((PLENTY * slotsNeeded) / threads))
  return [...new Set([...WORKERS, 2 * vcpus + 1])].filter(count => count <= most).sort((a, b) => a - b)
}
