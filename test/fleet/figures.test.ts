import { expect, test } from 'vitest'
import { figuresOf, summariseFleets } from '../../sim/fleet/figures.ts'
import type { PartialScenario } from '../../sim/scenario/scenario.ts'
import { simulateFleet } from '../../sim/simulate-fleet.ts'
import { complete } from './complete.ts'

const HOUR: PartialScenario = { traffic: { ratePerSecond: 2 }, fleet: { hours: 0.2, load: 'constant', max: 1 } }

const fleets = (seeds: readonly number[], scenario: PartialScenario) =>
  seeds.map(seed => figuresOf(simulateFleet(complete({ ...scenario, run: { seed } }))))

test('A summary has the mean over seeds, and an interval that holds it.', () => {
  const all = fleets([1, 2, 3], { ...HOUR, machine: { type: 'm3.medium' } })
  const { dollarsPerMillion, scalingEvents, throttledShare } = summariseFleets(all)
  const [one, two, three] = all.map(figures => figures.dollarsPerMillion)
  expect(dollarsPerMillion.mean).toBeCloseTo((one! + two! + three!) / 3, 9)
  expect(dollarsPerMillion.low).toBeLessThan(Math.min(one!, two!, three!))
  expect(scalingEvents).toMatchObject({ mean: 0, halfWidth: 0, n: 3 })
  expect(throttledShare.n).toBe(0)
})

test('A fleet that has no such figure is left out of its mean.', () => {
  const answered = fleets([1, 2], HOUR)
  const nobody = { ...answered[0]!, latencyP99Ms: Number.NaN }
  expect(summariseFleets([...answered, nobody]).latencyP99Ms.n).toBe(2)
})
