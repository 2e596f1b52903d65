/**
 * What breaks first: the load is raised slowly, and each thing that can run out is noted with the load at which it does.
 *
 * Of each the answer is an interval of loads: at its lower end no run had it, at its upper end every run had. Credits and
 * memory are arithmetic and need no run.
 */
import { findMachineType } from '../../scenario/machine-types.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { SYSTEM_MEMORY_MB } from '../../scenario/work.ts'
import { memoryMb } from './candidates.ts'
import { canGrow, withLoad } from './load.ts'
import type { Observation, PlanRun } from './observation.ts'
import { baselineVcpus, type Setup, type Setups, vcpusNeeded } from './setup.ts'
import { type Asking, replicate } from './trials.ts'

export type Resource = 'workers' | 'cores' | 'accept-queue' | 'connections' | 'timeouts' | 'memory' | 'credits'

export interface Saturation {
  resource: Resource
  /** Times the asked load between which it goes; `to` null: not within what was looked at. Both 1 or less: it is gone already. */
  from: number
  to: number | null
  /** Some runs above `from` had it, and at no load all of them. */
  isSeldom: boolean
  /** From theory, where it has a word for this: cores go not before, workers not after, credits just then. */
  theory: number | null
  /** In the run at `to`: what a sentence about it may quote. */
  seen: Observation | null
}

/** Busy for this share of the time is full: what is left is chance. */
export const FULL = 0.95
/** Of requests: one in a thousand is no chance any more. */
const RARE = 0.001

const GONE: Readonly<Partial<Record<Resource, (seen: Observation) => boolean>>> = {
  workers: seen => seen.threadUtilization >= FULL,
  cores: seen => seen.metrics.cpuUtilization >= FULL,
  'accept-queue': seen => seen.queueFullShare > RARE,
  connections: seen => seen.noConnectionShare > RARE,
  timeouts: seen => seen.gaveUpShare > RARE,
}

const LOOKED_FOR = Object.keys(GONE) as Resource[]

/** Overload for so long: a queue of a few hundred fills up, and every timeout of a minute can pass. */
export const WINDOW_SECONDS = 120
const REPLICATIONS = 3
const STEP = 1.3
const LEAST_TIMES = 0.5
/** Past the load that fills all cores so many times over nothing new happens. */
const PAST_CORES = 2
const NEAR = 1.06
/** Of one run, so that a fast machine does not make the search long. */
const MOST_REQUESTS = 60_000

type Seen = Map<number, Observation[]>

/** In the order in which things go; what does not go comes last. */
export function* saturationOrder(setup: Setup, setups: Setups): Asking<Saturation[]> {
  const run = longer(setups.runOf(setup), setups)
  const most = (PAST_CORES * run.scenario.machine.cores) / vcpusNeeded(setups, setup)
  const counted = canGrow(run.scenario) ? yield* raise(run, most) : []
  const all = [
    ...counted.map(one => ({ ...one, theory: theoryOf(one.resource, run, setups, setup) })),
    memory(setup, setups),
  ]
  const credits = creditsOf(setup, setups)
  if (credits) all.push(credits)
  const at = ({ from, to }: Saturation) => (to === null ? Infinity : (from + to) / 2)
  return all.sort((one, other) => at(one) - at(other))
}

function* raise(run: PlanRun, most: number): Asking<Saturation[]> {
  const seen: Seen = new Map()
  const coarse: number[] = []
  for (let times = LEAST_TIMES; times <= Math.max(most, 1); times *= STEP) coarse.push(times)
  yield* look(run, coarse, seen)
  for (;;) {
    const middles = new Set(LOOKED_FOR.flatMap(resource => middleOf(resource, seen) ?? []))
    if (middles.size === 0) break
    const before = seen.size
    yield* look(run, [...middles], seen)
    if (seen.size === before) break
  }
  return LOOKED_FOR.map(resource => saturationOf(resource, seen))
}

function* look(run: PlanRun, loads: readonly number[], seen: Seen): Asking<void> {
  const runs = loads.flatMap(times => {
    const more = withLoad(run, times)
    return more === null ? [] : [{ times, more: capped(more) }]
  })
  const asked = runs.flatMap(({ more }) => Array.from({ length: REPLICATIONS }, (_, at) => replicate(more, at)))
  if (asked.length === 0) return
  const answers = yield asked
  for (const [at, { times }] of runs.entries()) {
    seen.set(times, answers.slice(at * REPLICATIONS, (at + 1) * REPLICATIONS))
  }
}

/** The highest load below which no run ever had it, and the least from which on all had. */
function saturationOf(resource: Resource, seen: Seen): Saturation {
  const { from, to, isSeldom } = sidesOf(resource, seen)
  return { resource, from, to, isSeldom, theory: null, seen: to === null ? null : seen.get(to)![0]! }
}

function sidesOf(resource: Resource, seen: Seen): Pick<Saturation, 'from' | 'to' | 'isSeldom'> {
  const gone = GONE[resource]!
  const loads = [...seen.keys()].sort((a, b) => a - b)
  const first = loads.findIndex(load => seen.get(load)!.some(gone))
  const all = loads.find((load, at) => at >= first && first >= 0 && seen.get(load)!.every(gone))
  const from = first < 0 ? (loads.at(-1) ?? 1) : first === 0 ? 0 : loads[first - 1]!
  return { from, to: all ?? null, isSeldom: first >= 0 && all === undefined }
}

/** Where to look next for this resource; null when its two sides are near each other. */
function middleOf(resource: Resource, seen: Seen): number | null {
  const { from, to } = sidesOf(resource, seen)
  if (to === null || from === 0 || to / from < NEAR) return null
  const middle = Math.sqrt(from * to)
  const known = [...seen.keys()].filter(load => load > from && load < to)
  // Between the sides there may be loads at which some runs had it and some did not: no look makes that clearer.
  return known.length > 0 ? null : middle
}

function longer(run: PlanRun, { base }: Setups): PlanRun {
  const { scenario } = run
  if (base.traffic.kind === 'trace' || base.traffic.steps.length > 0) return run
  return { ...run, scenario: { ...scenario, run: { ...scenario.run, seconds: WINDOW_SECONDS } } }
}

function capped(run: PlanRun): PlanRun {
  const { scenario, instances } = run
  const { traffic } = scenario
  if (traffic.kind !== 'open' || traffic.steps.length > 0) return run
  const seconds = Math.min(scenario.run.seconds, Math.max(30, (MOST_REQUESTS * instances) / traffic.ratePerSecond))
  return { ...run, scenario: { ...scenario, run: { ...scenario.run, seconds } } }
}

/** Times the asked load at which theory says it is gone. */
function theoryOf(resource: Resource, run: PlanRun, setups: Setups, setup: Setup): number | null {
  if (Number.isNaN(setups.traffic.ratePerSecond)) return null
  if (resource === 'cores') return (FULL * run.scenario.machine.cores) / vcpusNeeded(setups, setup)
  if (resource === 'workers')
    return (FULL * 1000 * slotsPerMs(run.scenario, setups)) / (setups.traffic.ratePerSecond / setup.instances)
  return null
}

/** Requests that the threads finish in a millisecond if none of them ever waits for a core: they are full by then. */
function slotsPerMs({ server }: Scenario, { traffic }: Setups): number {
  return (server.workers * server.threads) / (traffic.cpuMs + traffic.ioMs + server.overheadMs)
}

/** Load changes nothing about it: the workers are there whether or not anybody asks. */
function memory(setup: Setup, setups: Setups): Saturation {
  const fits = memoryMb(setup, setups) <= findMachineType(setup.type)!.memoryMb - SYSTEM_MEMORY_MB
  return {
    resource: 'memory',
    from: fits ? Infinity : 0,
    to: fits ? null : 0,
    isSeldom: false,
    theory: null,
    seen: null,
  }
}

/** The load at which credits are spent as fast as they are earned. */
function creditsOf(setup: Setup, setups: Setups): Saturation | null {
  const baseline = baselineVcpus(findMachineType(setup.type)!)
  if (baseline === Infinity) return null
  const times = baseline / vcpusNeeded(setups, setup)
  return { resource: 'credits', from: times, to: times, isSeldom: false, theory: times, seen: null }
}
