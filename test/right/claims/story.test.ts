/**
 * The five claims of the story, each on the model's own numbers, with a margin and with an interval. What differs
 * between two setups is compared seed by seed, or day by day, so that what they share cancels.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { type Interval, interval, pairedDifference } from '../../../sim/experiment/statistics.ts'
import type { FleetResult } from '../../../sim/fleet/result.ts'
import type { Result } from '../../../sim/measure/result.ts'
import { merge } from '../../../sim/scenario/merge.ts'
import { findPreset } from '../../../sim/scenario/presets.ts'
import type { PartialScenario } from '../../../sim/scenario/scenario.ts'
import { simulate } from '../../../sim/simulate.ts'
import { simulateFleet } from '../../../sim/simulate-fleet.ts'
import { complete } from '../../fleet/complete.ts'

/** Weeks are simulated in seconds, but other tests run beside them. */
const PATIENCE_MS = 180_000

const SEEDS = [1, 2, 3, 4, 5, 6]

function runs(...changes: PartialScenario[]): Result[] {
  return SEEDS.map(seed => simulate(complete([...changes, { run: { seed } }].reduce(merge)), { series: false }))
}

const presetOf = (id: string) => findPreset(id)!.scenario

/** By how many times the second is more than the first, at 95 %. */
function ratio(before: readonly number[], after: readonly number[]): Interval {
  return interval(after.map((value, at) => value / before[at]!))
}

describe('With workers instead of one at a time', () => {
  const [one, pool] = [runs(presetOf('one-core/one')), runs(presetOf('one-core/pool'))]

  test('more requests a second are answered: at least four times as many on the same core, under the same traffic.', () => {
    const answered = (results: Result[]) => results.map(({ throughputPerSecond }) => throughputPerSecond)
    expect(ratio(answered(one), answered(pool)).low).toBeGreaterThan(4)
  })

  test('nginx’s errors go from most of all requests to nearly none, with nothing changed in nginx.', () => {
    const shareOf = (results: Result[]) =>
      interval(results.map(({ outcomes, offered }) => (outcomes['502'] + outcomes['504']) / offered))
    expect(shareOf(one).low).toBeGreaterThan(0.5)
    expect(shareOf(pool).high).toBeLessThan(0.001)
  })
})

describe('The cheaper machine with two vCPUs', () => {
  const oneCore = runs(presetOf('cheaper-machine/one-vcpu'))
  const twoCores = runs(presetOf('cheaper-machine/two-vcpus'))

  test('costs less an hour.', () => {
    const [before, after] = [oneCore, twoCores].map(([result]) => result!.scenario.machine.dollarsPerHour)
    expect(after!).toBeLessThan(0.7 * before!)
  })

  test('answers more, at least twice as much, with the same workers.', () => {
    const answered = (results: Result[]) => results.map(({ throughputPerSecond }) => throughputPerSecond)
    expect(ratio(answered(oneCore), answered(twoCores)).low).toBeGreaterThan(2)
  })

  const utilization = (results: Result[]) => results.map(({ cpuUtilization }) => cpuUtilization)

  test('is less utilized, by two points at least past the old one’s limit, though it does three times as much.', () => {
    expect(pairedDifference(utilization(oneCore), utilization(twoCores)).high).toBeLessThan(-0.02)
  })

  test('is utilized less by three tenths at least where both can do the work.', () => {
    const calm: PartialScenario = { traffic: { ratePerSecond: 12 } }
    const [one, two] = ['one-vcpu', 'two-vcpus'].map(lane => runs(presetOf(`cheaper-machine/${lane}`), calm))
    expect(ratio(utilization(one!), utilization(two!)).high).toBeLessThan(0.7)
  })

  test('gains nothing if its two hyperthreads do no more than one, and the claim is then wrong.', () => {
    const noGain = runs(presetOf('cheaper-machine/two-vcpus'), { machine: { hyperthreadGain: 1 } })
    const answered = (results: Result[]) => results.map(({ throughputPerSecond }) => throughputPerSecond)
    expect(ratio(answered(oneCore), answered(noGain)).high).toBeLessThan(1.1)
  })
})

describe('Over a week of days with their peaks', () => {
  const week: PartialScenario = { fleet: { hours: 168 } }
  const fleetOf = (id: string, changes: PartialScenario = {}) =>
    simulateFleet(complete([presetOf(id), week, changes].reduce(merge)))
  let [before, pool, after]: FleetResult[] = []
  beforeAll(() => {
    ;[before, pool, after] = ['one-at-a-time', 'pool', 'two-cores'].map(name => fleetOf(`fleet/${name}`))
  }, PATIENCE_MS)

  /** Day → what happened in it; days hardly owe anything to each other, since the nights are empty. */
  const perDay = ({ events, scenario }: FleetResult) =>
    Array.from({ length: scenario.fleet.hours / 24 }, (_, day) => {
      const ofDay = events.filter(({ atMs, reason }) => reason !== null && Math.floor(atMs / 86_400_000) === day)
      return ofDay.length
    })

  test('a fleet scaled by latency is scaled less often with workers: at least once a day less.', () => {
    expect(pairedDifference(perDay(before!), perDay(pool!)).high).toBeLessThan(-1)
  })

  test(
    'a fleet scaled by CPU is scaled less often on two vCPUs than on one.',
    () => {
      const busier: PartialScenario = { traffic: { ratePerSecond: 6 }, fleet: { metric: 'cpu', hours: 72 } }
      const one = fleetOf('fleet/pool', busier)
      const two = fleetOf('fleet/two-cores', busier)
      expect(pairedDifference(perDay(one), perDay(two)).high).toBeLessThan(-0.5)
    },
    PATIENCE_MS,
  )

  test('a million answers cost less with each step: a quarter less, and then a quarter less again.', () => {
    const perMillion = (result: FleetResult) => {
      const { columns, bucketMs } = result.series
      const bucketsADay = 86_400_000 / bucketMs
      return Array.from({ length: 7 }, (_, day) => {
        const [from, to] = [day * bucketsADay, (day + 1) * bucketsADay]
        const dollars = columns.dollars[to - 1]! - (from === 0 ? 0 : columns.dollars[from - 1]!)
        const answered = columns.ok.subarray(from, to).reduce((sum, rate) => sum + (rate * bucketMs) / 1000, 0)
        return dollars / (answered / 1e6)
      })
    }
    expect(ratio(perMillion(before!), perMillion(pool!)).high).toBeLessThan(0.75)
    expect(ratio(perMillion(pool!), perMillion(after!)).high).toBeLessThan(0.75)
  })
})

describe('What the story does not say, and the model does', () => {
  test('By Elastic Beanstalk’s default, NetworkOut, the drowning fleet is the calm one: it is never scaled while half of all requests fail.', () => {
    // A fifth more than the story’s traffic: the day’s peak is then well past what one at a time can do.
    const busier: PartialScenario = { traffic: { ratePerSecond: 4 }, fleet: { hours: 24 } }
    const drowning = simulateFleet(complete(merge(presetOf('fleet/blind'), busier)))
    expect(drowning.scalingEvents).toBe(0)
    expect(drowning.errorShare).toBeGreaterThan(0.4)
  })
})
