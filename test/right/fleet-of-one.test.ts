import { expect, test } from 'vitest'
import type { PartialScenario } from '../../sim/scenario/scenario.ts'
import { parseTrace } from '../../sim/scenario/trace.ts'
import { simulate } from '../../sim/simulate.ts'
import { simulateFleet } from '../../sim/simulate-fleet.ts'
import { complete } from '../fleet/complete.ts'

const SIX_MINUTES: PartialScenario = {
  run: { seconds: 360, warmupSeconds: 0, seed: 5 },
  fleet: { hours: 0.1, load: 'constant', min: 1, max: 1 },
}

const SETUPS: [name: string, scenario: PartialScenario][] = [
  ['workers with some room', { server: { workers: 3 } }],
  ['one at a time, drowning', { server: { kind: 'flask' }, proxy: { connectTimeoutMs: 5000, readTimeoutMs: 5000 } }],
  [
    'clients that leave, and come back',
    { traffic: { ratePerSecond: 22 }, client: { timeoutMs: 2000, retries: 2, slowShare: 0.1 } },
  ],
  ['threads in two processes', { server: { kind: 'gunicorn-gthread', workers: 2 }, machine: { cores: 2 } }],
  ['workers killed and retired', { server: { workers: 2, timeoutMs: 400, maxRequests: 50, maxRequestsJitter: 9 } }],
  [
    'no proxy, bursts, steps',
    { proxy: { kind: 'none' }, traffic: { arrivals: 'bursty', steps: [{ atSeconds: 90, ratePerSecond: 12 }] } },
  ],
]

test.each(SETUPS)('A fleet of one instance that is never scaled is the plain run: %s.', (_, setup) => {
  const scenario = complete({ ...setup, ...SIX_MINUTES })
  const [run, fleet] = [simulate(scenario), simulateFleet(scenario)]
  expect(fleet.offered).toBe(run.offered)
  expect(fleet.outcomes).toEqual({ ...run.outcomes, '503': 0 })
  expect(fleet.latencyMs).toEqual(run.latencyMs)
  expect(fleet.cpuUtilization).toBeCloseTo(run.cpuUtilization, 12)
  expect(fleet.wastedCpuShare).toBeCloseTo(run.wastedCpuShare, 12)
})

test('A recording replayed against a fleet of one is the plain replay.', () => {
  const trace = parseTrace('short', 'sent_ms,cpu_ms,io_ms\n0,20,30\n5,20,30\n10,2000,30\n11,1,1\n3000,40,0\n')
  if (!trace.ok) throw new Error(trace.problems[0]?.message)
  const scenario = complete({ ...SIX_MINUTES, traffic: { kind: 'trace' } })
  const [run, fleet] = [simulate(scenario, { trace: trace.value }), simulateFleet(scenario, { trace: trace.value })]
  expect(fleet.latencyMs).toEqual(run.latencyMs)
  expect(fleet.offered).toBe(5)
})
