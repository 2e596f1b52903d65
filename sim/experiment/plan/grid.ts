/**
 * Workers × cores around an answer: the same server on custom machines with memory for all, every cell with its verdict.
 * The frontier is, for each number of cores, the fewest workers that hold.
 */
import { findMachineType } from '../../scenario/machine-types.ts'
import { SERVER_KINDS } from '../../scenario/server-kinds.ts'
import { workBoundPerMs } from '../../theory/bounds.ts'
import type { PlanQuestion } from './question.ts'
import type { Setup, Setups } from './setup.ts'
import { type Asking, tryAll } from './trials.ts'
import type { Judgement } from './verdict.ts'

export interface GridCell {
  workers: number
  cores: number
  /** Null where the work bound rules it out: nothing was run. */
  judgement: Judgement | null
}

export interface Grid {
  setup: Setup
  workers: readonly number[]
  cores: readonly number[]
  /** Row by row: all workers of the first number of cores, then of the second, … */
  cells: readonly GridCell[]
}

const CORES = [1, 2, 4, 8, 16]
const WORKERS = [1, 2, 3, 4, 5, 6, 8, 9, 12, 16, 17, 24, 32, 33, 48, 64]
/** Columns at most: what a screen has room for. */
const MOST_WORKERS = 16
/** Where a cell is still undecided after so many looks, that is what it says. */
const LOOKS_A_CELL = 4

export function* workersAndCores(setup: Setup, question: PlanQuestion, setups: Setups): Asking<Grid> {
  const { cores, workers } = axesFor(setup, setups)
  const places = cores.flatMap(c => workers.map(w => ({ cores: c, workers: w })))
  const open = places.filter(place => !isRuledOut({ ...setup, ...place }, question, setups))
  const runs = open.map(place =>
    setups.runOnCores(setup.kind, place.workers, setup.threads, place.cores, setup.instances),
  )
  const trials = yield* tryAll(runs, question.goals, { maxLooks: LOOKS_A_CELL })
  const cells = places.map(place => ({ ...place, judgement: trials[open.indexOf(place)]?.judgement ?? null }))
  return { setup, workers, cores, cells }
}

/** Up to four workers a core, and twice those of the answer. */
function axesFor(setup: Setup, setups: Setups): { cores: number[]; workers: number[] } {
  const { vcpus } = findMachineType(setup.type)!
  const cores = CORES.filter(count => count <= Math.max(8, 2 * vcpus))
  if (SERVER_KINDS[setup.kind].workers.fixed) return { cores, workers: [setup.workers] }
  const most = Math.max(4 * cores.at(-1)!, 2 * setup.workers)
  const slots = (setups.traffic.ratePerSecond / setup.instances) * ((setups.traffic.cpuMs + setups.traffic.ioMs) / 1000)
  const least = Number.isNaN(slots) ? 0 : slots / setup.threads / 3
  const wanted = [...new Set([...WORKERS, setup.workers, 2 * setup.workers])]
    .filter(count => count <= Math.min(most, 1000) && count >= Math.min(least, setup.workers))
    .sort((a, b) => a - b)
  if (wanted.length <= MOST_WORKERS) return { cores, workers: wanted }
  const kept = new Set(wanted.filter((_, at) => at % Math.ceil(wanted.length / MOST_WORKERS) === 0))
  return { cores, workers: wanted.filter(count => kept.has(count) || count === setup.workers) }
}

interface Sized {
  kind: Setup['kind']
  workers: number
  threads: number
  cores: number
  instances: number
}

/** The work bound lies so far below what is offered that too many requests would fail. */
export function isRuledOut(sized: Sized, { goals }: PlanQuestion, setups: Setups): boolean {
  const { cpuMs, ioMs, ratePerSecond } = setups.traffic
  const errors = goals.find(goal => goal.metric === 'errorShare')
  if (errors === undefined || Number.isNaN(ratePerSecond)) return false
  const { server } = setups.scenarioOf(sized.kind, 'custom')
  const slots =
    sized.workers * (SERVER_KINDS[sized.kind].sharing === 'cooperative' ? server.connections : sized.threads)
  const perMs = workBoundPerMs(slots, Math.min(sized.cores, sized.workers), cpuMs + server.overheadMs, ioMs)
  return 1 - (1000 * perMs * sized.instances) / ratePerSecond > errors.atMost
}

/** The fewest workers that hold with so many cores; null when none of the grid does. */
export function frontierAt({ cells }: Grid, cores: number): number | null {
  const holding = cells.filter(cell => cell.cores === cores && cell.judgement?.verdict === 'holds')
  return holding.length === 0 ? null : Math.min(...holding.map(cell => cell.workers))
}
