import { describe, expect, test } from 'vitest'
import { observe } from '../../../sim/experiment/plan/observation.ts'
import { usualQuestion } from '../../../sim/experiment/plan/question.ts'
import { type Resource, saturationOrder } from '../../../sim/experiment/plan/saturation.ts'
import { Setups } from '../../../sim/experiment/plan/setup.ts'

const setups = new Setups(usualQuestion({ traffic: { ratePerSecond: 30 }, request: { distribution: 'deterministic' } }))
const asking = saturationOrder(
  { kind: 'gunicorn-sync', workers: 12, threads: 1, type: 'c7g.medium', instances: 1 },
  setups,
)
let step = asking.next()
while (!step.done) step = asking.next(step.value.map(run => observe(run)))
const order = step.value
const of = (resource: Resource) => order.find(one => one.resource === resource)!

describe('What breaks first', () => {
  test('names the cores where theory says that they are full, and no run before.', () => {
    const { from, to, theory } = of('cores')
    expect(theory).toBeGreaterThan(from * 0.95)
    expect(theory).toBeLessThan(to! * 1.05)
  })

  test('has all workers taken no later than theory allows.', () => {
    const { from, theory } = of('workers')
    expect(from).toBeLessThan(theory! * 1.05)
  })

  test('is in the order of the loads.', () => {
    const ends = order.flatMap(({ from, to }) => (to === null ? [] : [(from + to) / 2]))
    expect(ends).toEqual([...ends].sort((one, other) => one - other))
    expect(of('memory').to).toBeNull()
  })
})
