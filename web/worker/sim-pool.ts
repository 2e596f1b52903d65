/**
 * The simulator as the page uses it: functions that return promises. Nothing outside this folder knows that there are
 * workers, or comlink.
 */
import { proxy } from 'comlink'
import type { CellSummary } from '../../sim/experiment/metrics.ts'
import type { PlanRun } from '../../sim/experiment/plan/observation.ts'
import type { Plan } from '../../sim/experiment/plan/plan.ts'
import type { PlanQuestion } from '../../sim/experiment/plan/question.ts'
import type { FleetResult } from '../../sim/fleet/result.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import type { TheoryBeside } from '../../sim/theory/beside.ts'
import { createWorker } from './create-worker.ts'
import { WorkerLost, WorkerPool } from './pool.ts'
import type { LaneRun, SimApi } from './sim-api.ts'

export interface SimPool {
  /** One run for the picture on the page; goes before every sweep. */
  runOnce(scenario: Scenario, maxRequests: number, maxRows: number, signal: AbortSignal): Promise<LaneRun>
  /** One cell of a sweep, in the background. */
  summarise(scenario: Scenario, replications: number, signal: AbortSignal): Promise<CellSummary>
  /** Hours of a fleet, in the foreground; `progress` is told which part of them is done. */
  fleet(scenario: Scenario, progress: (share: number) => void, signal: AbortSignal): Promise<FleetResult>
  /** What theory says of such a cell. */
  theory(scenario: Scenario, signal: AbortSignal): Promise<TheoryBeside>
  /** A plan. One worker decides, all others run what it asks for; `tell` hears what is known so far. */
  plan(question: PlanQuestion, tell: (plan: Plan) => void, signal: AbortSignal): Promise<Plan>
}

/** More than this would only take memory: a sweep has about ten cells. */
const MOST_WORKERS = 8

/** Runs of a plan that a worker is given at once: few, so that all workers end together. */
const RUNS_A_JOB = 4
const PLAN_LIMIT_MS = 600_000

const RUN_LIMIT_MS = 60_000
const CELL_LIMIT_MS = 300_000

/** One worker for each core of this machine, and one more that only ever draws what the reader is changing now. */
export function createSimPool(): SimPool {
  const pool = new WorkerPool<SimApi>({
    createWorker,
    size: Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 2) + 1,
    reserved: 1,
    graceMs: 250,
    hearingMs: 2000,
    loadingMs: 20_000,
  })
  const observeAll = async (runs: readonly PlanRun[], signal: AbortSignal) => {
    const parts = Array.from({ length: Math.ceil(runs.length / RUNS_A_JOB) }, (_, at) =>
      runs.slice(at * RUNS_A_JOB, (at + 1) * RUNS_A_JOB),
    )
    const options = { signal, priority: 'background', timeLimitMs: CELL_LIMIT_MS } as const
    const answers = parts.map(part => onceMore(() => pool.run(api => api.observe(part), options)))
    return (await Promise.all(answers)).flat()
  }
  return {
    plan: (question, tell, signal) =>
      pool.run(
        api =>
          api.plan(
            question,
            proxy((runs: readonly PlanRun[]) => observeAll(runs, signal)),
            proxy(tell),
          ),
        {
          signal,
          priority: 'interactive',
          timeLimitMs: PLAN_LIMIT_MS,
        },
      ),
    runOnce: (scenario, maxRequests, maxRows, signal) =>
      onceMore(() =>
        pool.run(api => api.runOnce(scenario, maxRequests, maxRows), {
          signal,
          priority: 'interactive',
          timeLimitMs: RUN_LIMIT_MS,
        }),
      ),
    summarise: (scenario, replications, signal) =>
      onceMore(() =>
        pool.run(api => api.summarise(scenario, replications), {
          signal,
          priority: 'background',
          timeLimitMs: CELL_LIMIT_MS,
        }),
      ),
    fleet: (scenario, progress, signal) =>
      onceMore(() =>
        pool.run(api => api.fleet(scenario, proxy(progress)) as Promise<FleetResult>, {
          signal,
          priority: 'interactive',
          timeLimitMs: CELL_LIMIT_MS,
        }),
      ),
    theory: (scenario, signal) =>
      onceMore(() =>
        pool.run(api => api.theory(scenario), { signal, priority: 'background', timeLimitMs: CELL_LIMIT_MS }),
      ),
  }
}

/** A worker that was lost takes its job with it; the same scenario gives the same result on the next one. */
async function onceMore<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt()
  } catch (error) {
    if (!(error instanceof WorkerLost)) throw error
    return attempt()
  }
}
