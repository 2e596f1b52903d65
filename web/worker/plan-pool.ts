/** Plans as the page asks for them: one worker decides, all others run what it asks for. */
import { proxy } from 'comlink'
import type { PlanRun } from '../../sim/experiment/plan/observation.ts'
import type { Plan } from '../../sim/experiment/plan/plan.ts'
import type { PlanQuestion } from '../../sim/experiment/plan/question.ts'
import type { PlanApi } from './plan-api.ts'
import { onceMore, WorkerPool } from './pool.ts'

export interface PlanPool {
  /** `tell` hears what is known so far. */
  plan(question: PlanQuestion, tell: (plan: Plan) => void, signal: AbortSignal): Promise<Plan>
}

const MOST_WORKERS = 8

/** Runs that a worker is given at once: few, so that all workers end together. */
const RUNS_A_JOB = 4
const RUNS_LIMIT_MS = 300_000
const PLAN_LIMIT_MS = 600_000

/** One worker for each core of this machine, and one more that decides. */
export function createPlanPool(): PlanPool {
  const pool = new WorkerPool<PlanApi>({
    createWorker: () => new Worker(new URL('./plan.worker.ts', import.meta.url), { type: 'module' }),
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
    const options = { signal, priority: 'background', timeLimitMs: RUNS_LIMIT_MS } as const
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
        { signal, priority: 'interactive', timeLimitMs: PLAN_LIMIT_MS },
      ),
  }
}
