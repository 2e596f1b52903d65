/**
 * How the engine is held against a formula. A scenario is run with many seeds; the replications' means are independent,
 * so Student's t gives an interval that holds the true mean with a known confidence. The formula must lie in it, and it
 * must be narrow, or the comparison would prove nothing.
 *
 * At 99.9 % a correct engine fails one comparison in a thousand. Seeds are fixed, so a test that passes keeps passing;
 * with about 200 comparisons, one choice of seeds in five would show a false alarm, and another choice would clear it.
 * `theory-control.test.ts` shows the same procedure rejecting formulas that are wrong.
 */
import { expect } from 'vitest'
import { type Interval, interval } from '../../sim/experiment/statistics.ts'
import type { Result } from '../../sim/measure/result.ts'
import { merge } from '../../sim/scenario/merge.ts'
import type { PartialScenario, Scenario } from '../../sim/scenario/scenario.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'
import { type SimulateOptions, simulate } from '../../sim/simulate.ts'

export const REPLICATIONS = 20
export const CONFIDENCE = 0.999

/**
 * Widest half of an interval that still says something, relative to the formula's value: 5 %, and 10 % at loads above
 * 0.75, where a queue forgets so slowly that half the width costs four times as many requests.
 */
export const narrowAt = (load: number) => (load > 0.75 ? 0.1 : 0.05)

/** Nothing but a queue: no proxy, no overhead, no timeouts, and room for everybody. */
const QUEUE: PartialScenario = {
  request: { cpuMs: 0, ioMs: 0 },
  client: { timeoutMs: 0 },
  proxy: { kind: 'none' },
  server: { kind: 'gunicorn-sync', backlog: 65_535, timeoutMs: 0, overheadMs: 0 },
  machine: { switchCostUs: 0, somaxconn: 65_535 },
}

/** A queue with some of its parts set. @throws Error when the parameter table does not allow it. */
export function queue(...changes: PartialScenario[]): Scenario {
  const checked = completeScenario(changes.reduce(merge, QUEUE))
  if (!checked.ok) throw new Error(checked.problems.map(problem => problem.message).join(' '))
  return checked.value
}

/** An open loop long enough to send `requests` in the window, after a quarter as many, and at least 5,000, to warm up. */
export function openLoop(ratePerSecond: number, requests: number): PartialScenario {
  return {
    traffic: { kind: 'open', ratePerSecond },
    run: { seconds: requests / ratePerSecond, warmupSeconds: Math.max(5000, requests / 4) / ratePerSecond },
  }
}

/** What `measures` say of the scenario run with seeds `seed`, `seed` + 1, …; one list of values for each measure. */
export function replicate<Name extends string>(
  scenario: Scenario,
  seed: number,
  measures: Record<Name, (result: Result) => number>,
  options: SimulateOptions = {},
): Record<Name, number[]> {
  const names = Object.keys(measures) as Name[]
  const values = Object.fromEntries(names.map(name => [name, [] as number[]])) as Record<Name, number[]>
  for (let replication = 0; replication < REPLICATIONS; replication++) {
    const run = { ...scenario.run, seed: seed + replication }
    const result = simulate({ ...scenario, run }, { series: false, ...options })
    for (const name of names) values[name].push(measures[name](result))
  }
  return values
}

/** Whether the formula's value lies in the interval of the replications' mean. */
export function agrees(values: number[], formula: number): { found: Interval; agrees: boolean } {
  const found = interval(values, CONFIDENCE)
  // Sums of exact parts, a mean of equal values, may differ from the formula by rounding alone.
  const rounding = 1e-9 * Math.abs(formula)
  return { found, agrees: formula >= found.low - rounding && formula <= found.high + rounding }
}

/** The formula's value must lie in the interval, and the interval must be narrow. */
export function expectFormula(values: number[], formula: number, what: string, narrow = 0.05): void {
  const { found, agrees: within } = agrees(values, formula)
  const said = `${what}: formula ${formula}, engine ${found.mean} ± ${found.halfWidth}`
  expect(found.halfWidth, said).toBeLessThanOrEqual(narrow * Math.abs(formula))
  expect(within, said).toBe(true)
}
