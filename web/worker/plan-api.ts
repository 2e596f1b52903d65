/** What a worker of the page Plan can be asked. Apart from `sim-api.ts`, so that no other page can come to load it. */
import { type Observation, observe, type PlanRun } from '../../sim/experiment/plan/observation.ts'
import { drivePlan, makePlan, type ObserveAll, type Plan } from '../../sim/experiment/plan/plan.ts'
import type { PlanQuestion } from '../../sim/experiment/plan/question.ts'

export const planApi = {
  /** Any live worker answers this at once; see `pool.ts`. */
  hello(): boolean {
    return true
  },

  /** A whole plan: this worker decides, and asks whoever called to have its runs done. */
  plan(question: PlanQuestion, observeAll: ObserveAll, tell: (plan: Plan) => void): Promise<Plan> {
    return drivePlan(makePlan(question, null, tell), observeAll)
  },

  observe(runs: readonly PlanRun[]): Observation[] {
    return runs.map(run => observe(run))
  },
}

export type PlanApi = typeof planApi
