import { describe, expect, test } from 'vitest'
import { summariseRun } from '../../../sim/experiment/metrics.ts'
import { completeScenario } from '../../../sim/scenario/validate.ts'
import { simulate } from '../../../sim/simulate.ts'
import { simulateFleet } from '../../../sim/simulate-fleet.ts'

/** Two instances that are never scaled, for an hour; and one of two, for as long. */
const complete = completeScenario({
  traffic: { ratePerSecond: 40 },
  server: { kind: 'gunicorn-sync', workers: 3 },
  machine: { cores: 2 },
  fleet: { min: 2, max: 2, hours: 1, load: 'constant' },
  run: { seconds: 3600, warmupSeconds: 0 },
})

describe('One of n instances', () => {
  test('gets every n-th request and sees what the fleet sees.', () => {
    if (!complete.ok) throw new Error(complete.problems[0]!.message)
    const one = summariseRun(simulate(complete.value, { instances: 2, series: false }))
    const fleet = simulateFleet(complete.value)
    expect(one.offered / fleet.offered).toBeCloseTo(0.5, 2)
    expect(one.latencyP99Ms / fleet.latencyMs.p99).toBeCloseTo(1, 1)
    expect(one.cpuUtilization / fleet.cpuUtilization).toBeCloseTo(1, 1)
  })
})
