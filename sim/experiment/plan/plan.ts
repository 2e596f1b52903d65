/**
 * A whole plan: the search, the grid around its answer, what breaks first, and the rules of thumb on trial. Pure; whoever
 * drives it runs what it asks for.
 */
import type { Trace } from '../../simulate.ts'
import { type Grid, workersAndCores } from './grid.ts'
import type { Observation, PlanRun } from './observation.ts'
import type { PlanQuestion } from './question.ts'
import { type RuleTrial, tryRules } from './rules-of-thumb.ts'
import { type Saturation, saturationOrder } from './saturation.ts'
import { type Found, searchPlan } from './search.ts'
import { Setups } from './setup.ts'
import type { Asking } from './trials.ts'

export const STAGES = ['search', 'order', 'grid', 'rules', 'done'] as const

export type Stage = (typeof STAGES)[number]

/** What is known so far; null where its stage has not come yet. */
export interface Plan {
  stage: Stage
  question: PlanQuestion
  found: Found | null
  /** Of the answer, or of what came closest. */
  order: Saturation[] | null
  grid: Grid | null
  rules: RuleTrial[] | null
}

/** @param tell Called with a new object whenever more is known. */
export function* makePlan(
  question: PlanQuestion,
  trace: Trace | null = null,
  tell: (plan: Plan) => void = () => {},
): Asking<Plan> {
  const setups = new Setups(question, trace)
  let plan: Plan = { stage: 'search', question, found: null, order: null, grid: null, rules: null }
  const add = (part: Partial<Plan>) => {
    plan = { ...plan, ...part }
    tell(plan)
  }
  const found = yield* searchPlan(question, setups, known => add({ found: { ...known } }))
  add({ found, stage: 'order' })
  const about = found.answer ?? found.closest
  if (about === null) return { ...plan, stage: 'done' }
  add({ order: yield* saturationOrder(about.setup, setups), stage: 'grid' })
  add({ grid: yield* workersAndCores(about.setup, question, setups), stage: 'rules' })
  add({ rules: yield* tryRules(about.setup, question, setups), stage: 'done' })
  return plan
}

/** What runs a plan’s simulations: threads, web workers, a loop. */
export type ObserveAll = (runs: readonly PlanRun[]) => Promise<Observation[]>

/** Runs a plan to its end. @throws what `observeAll` throws: whoever gives up lets it throw. */
export async function drivePlan(asking: Asking<Plan>, observeAll: ObserveAll): Promise<Plan> {
  let step = asking.next()
  while (!step.done) step = asking.next(await observeAll(step.value))
  return step.value
}
