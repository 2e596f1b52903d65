import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { whyNot } from '../../../sim/experiment/plan/candidates.ts'
import { observe } from '../../../sim/experiment/plan/observation.ts'
import { USUAL_KINDS, usualQuestion } from '../../../sim/experiment/plan/question.ts'
import { dollarsPerMonth, Setups } from '../../../sim/experiment/plan/setup.ts'
import { replicate } from '../../../sim/experiment/plan/trials.ts'
import { judge } from '../../../sim/experiment/plan/verdict.ts'

const anySetup = fc.record({
  kind: fc.constantFrom(...USUAL_KINDS),
  workers: fc.integer({ min: 1, max: 6 }),
  threads: fc.constantFrom(1, 4),
  type: fc.constantFrom('c7g.medium', 'c7g.large', 't3.small', 't2.small'),
  instances: fc.integer({ min: 1, max: 3 }),
})

const anyTraffic = fc.record({
  ratePerSecond: fc.integer({ min: 5, max: 150 }),
  cpuMs: fc.integer({ min: 1, max: 50 }),
  ioMs: fc.integer({ min: 0, max: 100 }),
})

describe('What theory rules out', () => {
  test('never holds when it is simulated all the same.', () => {
    let ruledOut = 0
    const property = fc.property(anySetup, anyTraffic, (setup, { ratePerSecond, ...request }) => {
      const scenario = { traffic: { ratePerSecond }, request }
      const question = { ...usualQuestion(scenario), goals: [...usualQuestion({}).goals] }
      const setups = new Setups(question)
      if (whyNot(setup, dollarsPerMonth(setups, setup), question, setups) !== 'work') return
      ruledOut++
      const run = setups.runOf(setup)
      const runs = [0, 1, 2].map(replication => observe(replicate(run, replication)).metrics)
      expect(judge(runs, question.goals).verdict).not.toBe('holds')
    })
    fc.assert(property, { numRuns: 80, seed: 1 })
    expect(ruledOut).toBeGreaterThan(10)
  })

  test('is said by its reason: work, memory, credits or the budget.', () => {
    const question = { ...usualQuestion({ traffic: { ratePerSecond: 40 } }), budget: 100 }
    const setups = new Setups(question)
    const setup = { kind: 'gunicorn-sync', workers: 3, threads: 1, type: 'c7g.large', instances: 1 } as const
    const reason = (change: object) => {
      const other = { ...setup, ...change }
      return whyNot(other, dollarsPerMonth(setups, other), question, setups)
    }
    expect(reason({})).toBeNull()
    expect(reason({ workers: 1 })).toBe('work')
    expect(reason({ type: 't3.nano', workers: 4 })).toBe('memory')
    expect(reason({ type: 't2.medium' })).toBe('credits')
    expect(reason({ type: 'c7g.2xlarge' })).toBe('budget')
  })
})
