import { expect, test } from 'vitest'
import type { FleetResult } from '../../sim/fleet/result.ts'
import type { PartialScenario, Scenario } from '../../sim/scenario/scenario.ts'
import { simulateFleet } from '../../sim/simulate-fleet.ts'
import { complete } from './complete.ts'

/** A request takes 100 ms of CPU exactly; five a second are half a vCPU. A t2.small earns a fifth, a t3.small two fifths. */
const HALF_A_VCPU: PartialScenario = {
  traffic: { ratePerSecond: 5, arrivals: 'even' },
  request: { cpuMs: 100, ioMs: 0, distribution: 'deterministic' },
  proxy: { cpuMs: 0, connectTimeoutMs: 5000, readTimeoutMs: 5000 },
  server: { overheadMs: 0 },
}

function fleetOf(machine: Partial<Scenario['machine']>, fleet: Partial<Scenario['fleet']> = {}): FleetResult {
  const whole = { load: 'constant', hours: 3, min: 1, max: 1, ...fleet } as const
  return simulateFleet(complete({ ...HALF_A_VCPU, machine: { switchCostUs: 0, ...machine }, fleet: whole }))
}

test('A t2.small has its launch credits, spends three tenths of a vCPU more than it earns, and is slow after 100 minutes.', () => {
  const { events, credits, series, errorShare } = fleetOf({ type: 't2.small' })
  expect(events.map(({ kind, atMs }) => [kind, atMs / 60_000])).toEqual([['credits-spent', 101]])
  expect(credits!.throttledShare).toBeGreaterThan(0.4)
  expect(series.columns.credits[0]).toBeCloseTo(30 - 0.3, 2)
  expect(series.columns.cpu.at(-1)).toBeCloseTo(0.2, 6)
  expect(errorShare).toBeGreaterThan(0.2)
})

test('A t3.small goes on, and owes what it has not earned: nothing is charged before it is a day’s worth.', () => {
  const { credits, errorShare, dollars } = fleetOf({ type: 't3.small' })
  expect(errorShare).toBe(0)
  expect(credits).toMatchObject({ throttledShare: 0, charged: 0, dollars: 0 })
  // Half a vCPU spent, two fifths earned, three hours long.
  expect(credits!.atEnd).toBeCloseTo(-0.1 * 180, 2)
  expect(dollars).toBeCloseTo(3 * 0.0208, 9)
})

test('Surplus credits past a day’s worth are in the bill, at 5 cents for a vCPU-hour.', () => {
  // Earns a sixtieth of a vCPU; owes 24 credits after 49.7 minutes and pays for the other 130 minutes.
  const { credits, dollars, series } = fleetOf({ creditsPerHour: 1, credits: 'unlimited', dollarsPerHour: 0.01 })
  const charged = (0.5 - 1 / 60) * 180 - 24
  expect(credits!.charged).toBeCloseTo(charged, 2)
  expect(dollars).toBeCloseTo(0.03 + (charged / 60) * 0.05, 5)
  expect(series.columns.dollars.at(-1)).toBeCloseTo(dollars, 12)
  expect(series.columns.owed.at(-1)).toBeCloseTo(24, 2)
})

test('An instance that is launched later has launch credits, and none that were earned before.', () => {
  const scaled = { min: 1, max: 2, metric: 'requests', requestsUpperPerSecond: 3, requestsLowerPerSecond: 0 } as const
  const { series, events } = fleetOf({ type: 't2.small', creditsAtStart: 200 }, { ...scaled, hours: 0.5 })
  const ready = events.find(({ kind }) => kind === 'scale-out')!.atMs + 180_000
  const credits = series.columns.credits
  const bucket = Math.ceil(ready / series.bucketMs)
  expect(credits[bucket - 2]).toBeGreaterThan(225)
  expect(credits[bucket]).toBeCloseTo((credits[bucket - 2]! + 30) / 2, 0)
})
