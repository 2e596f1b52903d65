import type { Observation, PlanRun } from '../../sim/experiment/plan/observation.ts'
import { observe } from '../../sim/experiment/plan/observation.ts'
import { drivePlan, makePlan, type ObserveAll, type Plan } from '../../sim/experiment/plan/plan.ts'
import type { PlanQuestion } from '../../sim/experiment/plan/question.ts'

/** Decides what to run; `observeAll` has other workers run it. */
export function planWith(question: PlanQuestion, observeAll: ObserveAll, tell: (plan: Plan) => void): Promise<Plan> {
  return drivePlan(makePlan(question, null, tell), observeAll)
}

export function observeRuns(runs: readonly PlanRun[]): Observation[] {
  return runs.map(run => observe(run))
}
