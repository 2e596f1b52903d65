/**
 * How a law is tried: on 500 random scenarios over all parameters (fixed seeds), 16,000 over all laws. The right-hand
 * sides come from the rows, computed the slow way; the left-hand sides are the engine's own sums.
 */
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect } from 'vitest'
import type { Result } from '../../sim/measure/result.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { simulate } from '../../sim/simulate.ts'
import { arbitraryCase, type Case } from './arbitrary-scenario.ts'

const RUNS = 500

/** Rounding: clocks reach some 10^5 ms and sums have some 10^3 terms. */
export const CLOSE_MS = 1e-6

export const run = ({ scenario, options }: Case): Result => simulate(scenario, options)

/** Tries `law` on random runs of every kind. */
export function holds(seed: number, law: (result: Result, drawn: Case) => void, cases = arbitraryCase): void {
  fc.assert(
    fc.property(cases, drawn => law(run(drawn), drawn)),
    { seed, numRuns: RUNS },
  )
}

/** The case with parts of its scenario replaced. */
export function changed({ scenario, options }: Case, change: { [G in keyof Scenario]?: Partial<Scenario[G]> }): Case {
  const merged = { ...scenario } as Record<string, object>
  for (const [group, fields] of Object.entries(change)) merged[group] = { ...merged[group], ...fields }
  return { scenario: merged as unknown as Scenario, options }
}

/** Nobody is killed or retires, so every request that was accepted is finished, and every worker is always there. */
export const withLastingWorkers = (drawn: Case) =>
  changed(drawn, { server: { timeoutMs: 0, maxRequests: 0 }, machine: { memoryMb: 0 } })

/** All is sent early, and the window lasts until the server is empty. */
export const withDrainInside = (drawn: Case): Case => {
  const { run, traffic } = drawn.scenario
  const pause = { atSeconds: run.seconds + run.warmupSeconds, ratePerSecond: 0 }
  // Bursts that go on and off, and workers that come and are killed, through hours of nothing would only cost time.
  const arrivals = traffic.arrivals === 'bursty' ? 'poisson' : traffic.arrivals
  const paused = { kind: 'open' as const, arrivals, steps: [...traffic.steps, pause] }
  return changed(drawn, {
    traffic: paused,
    client: { retries: 0 },
    machine: { memoryMb: 0 },
    run: { warmupSeconds: 0, seconds: 40_000 },
  })
}

export const sum = (values: Iterable<number>) => {
  let total = 0
  for (const value of values) total += value
  return total
}

/** For what is said of every row: `expect` would take most of the time. */
export function claim(holds: boolean, say: () => string): void {
  if (!holds) throw new Error(say())
}

export function claimAtMost(found: number, limit: number, what: string): void {
  claim(found <= limit, () => `${what} is ${found}, but must be at most ${limit}`)
}

/** Equal bit for bit; `toEqual` would say where, but takes a hundred times as long on long columns. */
export function claimSame(found: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(found, expected)) expect(found).toEqual(expected)
  claim(isDeepStrictEqual(found, expected), () => 'a zero has another sign')
}

/** Equal but for rounding, relative to the size of the values. */
export function claimClose(found: number, expected: number, what: string): void {
  const slack = CLOSE_MS * Math.max(1, Math.abs(expected))
  claim(Math.abs(found - expected) <= slack, () => `${what} is ${found}, but must be ${expected}`)
}

/** The same scenario for gunicorn's sync workers. */
export const asSync = (drawn: Case) => changed(drawn, { server: { kind: 'gunicorn-sync', threads: 1, connections: 1 } })
