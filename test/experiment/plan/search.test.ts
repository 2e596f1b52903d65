import { describe, expect, test } from 'vitest'
import { candidatesFor } from '../../../sim/experiment/plan/candidates.ts'
import { observe } from '../../../sim/experiment/plan/observation.ts'
import { type PlanQuestion, usualQuestion } from '../../../sim/experiment/plan/question.ts'
import { type Found, searchPlan } from '../../../sim/experiment/plan/search.ts'
import { type Setup, Setups } from '../../../sim/experiment/plan/setup.ts'
import type { Asking } from '../../../sim/experiment/plan/trials.ts'
import { meanOf } from '../../../sim/experiment/statistics.ts'

/** Few enough setups that a search is quick, and dear steps between them. */
const SMALL: PlanQuestion = {
  ...usualQuestion({ traffic: { ratePerSecond: 40 } }),
  kinds: ['gunicorn-sync'],
  types: ['c7g.medium', 'c7g.large', 'c7g.xlarge'],
  workers: [1, 2, 3, 5, 9],
  maxInstances: 2,
}

function drive<T>(asking: Asking<T>): T {
  let step = asking.next()
  while (!step.done) step = asking.next(step.value.map(run => observe(run)))
  return step.value
}

const search = (question: PlanQuestion): Found => drive(searchPlan(question, new Setups(question), () => {}))

/** The metric’s mean over seeds that no search has seen. */
function freshMean(question: PlanQuestion, setup: Setup, metric: 'latencyP99Ms' | 'errorShare', seeds = 40): number {
  const { scenario, instances } = new Setups(question).runOf(setup)
  const values = Array.from({ length: seeds }, (_, at) => {
    const run = { ...scenario.run, seed: 100_000 + at }
    return observe({ scenario: { ...scenario, run }, instances }).metrics[metric]
  })
  return meanOf(values)
}

const found = search(SMALL)

describe('The search', () => {
  test('answers with a setup that holds on days it has not seen.', () => {
    const { setup } = found.answer!
    expect(freshMean(SMALL, setup, 'latencyP99Ms')).toBeLessThanOrEqual(300)
    expect(freshMean(SMALL, setup, 'errorShare')).toBeLessThanOrEqual(0.001)
  })

  test('leaves out nothing cheaper that holds.', () => {
    const { open } = candidatesFor(SMALL, new Setups(SMALL))
    const cheaper = open.filter(({ dollars }) => Math.round(dollars) < Math.round(found.answer!.dollars))
    expect(cheaper.length).toBeGreaterThan(0)
    const undecided = found.undecided.map(({ setup }) => JSON.stringify(setup))
    for (const { setup } of cheaper.filter(one => !undecided.includes(JSON.stringify(one.setup)))) {
      const isMissed =
        freshMean(SMALL, setup, 'latencyP99Ms', 20) > 300 || freshMean(SMALL, setup, 'errorShare', 20) > 0.001
      expect([setup, isMissed]).toEqual([setup, true])
    }
  })

  test('gives the same answer again.', () => {
    expect(search(SMALL)).toEqual(found)
  })

  test('never asks for more money when the budget is larger.', () => {
    const prices = [40, 60, 120, null].map(budget => search({ ...SMALL, budget }).answer?.dollars ?? Infinity)
    expect(prices).toEqual([...prices].sort((one, other) => other - one))
    expect(search({ ...SMALL, budget: found.answer!.dollars - 1 }).answer).toBeNull()
  })

  test('bears the load up to which it says it holds, and not the one by which it has broken.', () => {
    const { holdsAt, breaksAt } = found.headroom!
    expect(holdsAt).toBeGreaterThanOrEqual(1)
    const at = (times: number) => freshMean(withRate(40 * times), found.answer!.setup, 'latencyP99Ms', 20)
    expect(at(holdsAt)).toBeLessThanOrEqual(300)
    expect(at(breaksAt!)).toBeGreaterThan(300)
  })

  test('says what comes closest where nothing holds.', () => {
    const nothing = search({ ...SMALL, goals: [{ metric: 'latencyP99Ms', atMost: 30 }], maxInstances: 1 })
    expect(nothing.answer).toBeNull()
    expect(nothing.closest?.missed.metric).toBe('latencyP99Ms')
    expect(nothing.closest?.missed.mean).toBeGreaterThan(30)
  })
})

function withRate(ratePerSecond: number): PlanQuestion {
  return { ...SMALL, scenario: { traffic: { ratePerSecond } } }
}
