/**
 * The same question with more or less traffic, and where a setup breaks when it grows.
 */
import { PARAMETERS } from '../../scenario/parameters.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { expectedRequests, MAX_REQUESTS } from '../../scenario/work.ts'
import type { Observation, PlanRun } from './observation.ts'
import type { Goal } from './question.ts'
import { type Asking, tryAll } from './trials.ts'
import type { Estimate } from './verdict.ts'

/** A recording is what it is: it has no other load. */
export function canGrow({ traffic }: Scenario): boolean {
  return traffic.kind !== 'trace'
}

/** The same with `times` the arrivals, or the users. Null where that is more than can be run. */
export function withLoad(run: PlanRun, times: number): PlanRun | null {
  const { traffic } = run.scenario
  const closed = traffic.kind === 'closed'
  const users = closed ? Math.max(1, Math.round(traffic.users * times)) : traffic.users
  const ratePerSecond = closed ? traffic.ratePerSecond : traffic.ratePerSecond * times
  const steps = traffic.steps.map(step => ({ ...step, ratePerSecond: step.ratePerSecond * times }))
  const scenario = { ...run.scenario, traffic: { ...traffic, users, ratePerSecond, steps } }
  const isAllowed = ratePerSecond <= mostOf('traffic.ratePerSecond') && users <= mostOf('traffic.users')
  return isAllowed && expectedRequests(scenario) <= MAX_REQUESTS / 10 ? { ...run, scenario } : null
}

function mostOf(path: 'traffic.ratePerSecond' | 'traffic.users'): number {
  const parameter = PARAMETERS.find(known => known.path === path)
  return parameter?.kind === 'number' ? parameter.max : Infinity
}

export interface Headroom {
  /** Times the asked load at which it surely holds, and the least at which it surely does not; null: not found. */
  holdsAt: number
  breaksAt: number | null
  /** At `breaksAt`: the goal that is missed, and what came of the runs. */
  missed: Estimate | null
  broken: Observation | null
}

/** Nearer than this the two sides are one number to a reader. */
const NEAR = 1.06
const FIRST_STEP = 1.25
const MOST_TIMES = 64
/** Looks at each load: where it is too close to tell the answer is an interval anyway. */
const LOOKS_A_LOAD = 3

/**
 * Between which loads a setup that holds breaks. A load at which it is undecided lies between the two sides.
 */
export function* findHeadroom(run: PlanRun, goals: readonly Goal[]): Asking<Headroom> {
  const found: Headroom = { holdsAt: 1, breaksAt: null, missed: null, broken: null }
  if (!canGrow(run.scenario)) return found
  let top = Infinity
  for (let step = FIRST_STEP; ; ) {
    const times = top === Infinity ? found.holdsAt * step : Math.sqrt(found.holdsAt * top)
    const more = times <= MOST_TIMES ? withLoad(run, times) : null
    if (more === null) return found
    const [trial] = yield* tryAll([more], goals, { maxLooks: LOOKS_A_LOAD })
    const { verdict, estimates } = trial!.judgement
    if (verdict === 'holds') {
      found.holdsAt = times
      step *= FIRST_STEP
    } else {
      top = times
      if (verdict === 'fails') {
        found.breaksAt = times
        found.missed = worst(estimates)
        found.broken = trial!.observations[0]!
      }
    }
    if (top / found.holdsAt < NEAR) break
  }
  if (found.breaksAt === null || found.breaksAt > top) yield* findBreak(run, goals, found, top)
  return found
}

/** The least load above the undecided ones at which it fails. */
function* findBreak(run: PlanRun, goals: readonly Goal[], found: Headroom, from: number): Asking<void> {
  for (let times = from * NEAR; found.breaksAt === null || times < found.breaksAt; times *= NEAR) {
    const more = times <= MOST_TIMES ? withLoad(run, times) : null
    if (more === null) return
    const [trial] = yield* tryAll([more], goals, { maxLooks: LOOKS_A_LOAD })
    if (trial!.judgement.verdict !== 'fails') continue
    found.breaksAt = times
    found.missed = worst(trial!.judgement.estimates)
    found.broken = trial!.observations[0]!
  }
}

/** The goal that is missed by the largest factor. */
export function worst(estimates: readonly Estimate[]): Estimate {
  const by = ({ mean, atMost }: Estimate) => (atMost > 0 ? mean / atMost : mean > 0 ? Infinity : 0)
  return estimates.reduce((one, other) => (by(other) > by(one) ? other : one))
}
