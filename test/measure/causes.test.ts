import { expect, test } from 'vitest'
import { type Ambiguous, type Cause, causeOf } from '../../sim/measure/causes.ts'
import type { PartialScenario } from '../../sim/scenario/scenario.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'
import { simulate } from '../../sim/simulate.ts'

const SLOW: PartialScenario['request'] = { ioMs: 5000, distribution: 'deterministic' }
/** So little that nginx's connections last. */
const LITTLE: PartialScenario['traffic'] = { ratePerSecond: 2 }
const run = { seconds: 60, warmupSeconds: 0 }

test.each<[Cause, Ambiguous, PartialScenario]>([
  ['watchdog', '500', { traffic: LITTLE, request: SLOW, server: { timeoutMs: 2000, workers: 3 } }],
  ['watchdog', '502', { traffic: LITTLE, request: SLOW, server: { timeoutMs: 2000, workers: 3, killAnswer: '502' } }],
  ['watchdog', 'reset', { request: SLOW, server: { timeoutMs: 2000, killAnswer: '502' }, proxy: { kind: 'none' } }],
  ['outOfMemory', '502', { server: { workers: 4 }, machine: { memoryMb: 420 } }],
  ['outOfMemory', 'reset', { server: { workers: 4 }, machine: { memoryMb: 420 }, proxy: { kind: 'none' } }],
  ['noConnection', '500', { request: SLOW, proxy: { workerConnections: 5 } }],
  ['noConnection', 'reset', { request: SLOW, proxy: { workerConnections: 4 } }],
  ['queueFull', '502', { request: SLOW, proxy: { socket: 'unix' }, server: { backlog: 1 } }],
  ['kernelReset', '502', { server: { backlog: 1 }, machine: { abortOnOverflow: 'on' } }],
])('%s is found as the cause of %s where there is no other: %j', (cause, outcome, scenario) => {
  const complete = completeScenario({ ...scenario, run })
  if (!complete.ok) throw new Error(complete.problems[0]!.message)
  const result = simulate(complete.value)
  expect(result.outcomes[outcome]).toBeGreaterThan(0)
  expect(causeOf(outcome, result)).toBe(cause)
})
