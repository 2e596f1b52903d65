/**
 * Hysteresis, the mark of a metastable failure (N. Bronson et al., Metastable Failures in Distributed Systems, HotOS
 * 2021): load goes up and comes back, and what it did stays. The same load was fine a minute before.
 */
import { describe, expect, it } from 'vitest'
import type { Result } from '../../sim/measure/result.ts'
import { merge } from '../../sim/scenario/merge.ts'
import { findPreset } from '../../sim/scenario/presets.ts'
import type { PartialScenario } from '../../sim/scenario/scenario.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'
import { simulate } from '../../sim/simulate.ts'

const SEEDS = [1, 2, 3, 4, 5]
/** A minute before the burst, and the last minute, two of them after it. */
const BEFORE_MS = [0, 60_000] as const
const AFTER_MS = [120_000, 180_000] as const

function runOf(lane: 'once' | 'again', seed: number, change: PartialScenario = {}): Result {
  const scenario = completeScenario(
    merge(merge(findPreset(`retry-storm/${lane}`)!.scenario, change), { run: { seed } }),
  )
  if (!scenario.ok) throw new Error(scenario.problems.map(problem => problem.message).join(' '))
  return simulate(scenario.value, { rows: true, series: false })
}

/** Share of people who came between two instants and were answered in the end, at whichever try. */
function answeredShare({ rows }: Result, [from, to]: readonly [number, number]): number {
  const { sentMs, attempt, outcome, firstTry, count } = rows!
  const answered = new Set<number>()
  for (let row = 0; row < count; row++) if (outcome[row] === OK) answered.add(firstTry[row]!)
  const people = Array.from(attempt.keys()).filter(
    row => attempt[row] === 0 && sentMs[row]! >= from && sentMs[row]! < to,
  )
  return people.filter(row => answered.has(row)).length / people.length
}

/** The code of an answer in the outcome column. */
const OK = 1

describe('After a burst of a quarter of a minute, at a load that was fine before it', () => {
  it.each(SEEDS)('clients that try once are answered again (seed %i)', seed => {
    const run = runOf('once', seed)
    expect(answeredShare(run, BEFORE_MS)).toBeGreaterThan(0.99)
    expect(answeredShare(run, AFTER_MS)).toBeGreaterThan(0.99)
  })

  it.each(SEEDS)('clients that try four times are not, and nearly all CPU is spent for nobody (seed %i)', seed => {
    const run = runOf('again', seed)
    expect(answeredShare(run, BEFORE_MS)).toBeGreaterThan(0.99)
    expect(answeredShare(run, AFTER_MS)).toBe(0)
    expect(run.wastedCpuShare).toBeGreaterThan(0.5)
  })

  it('neither longer backoffs nor jitter end it', () => {
    for (const client of [{ backoffMs: 2000 }, { jitter: 'none' }] as const) {
      expect(answeredShare(runOf('again', 1, { client }), AFTER_MS)).toBe(0)
    }
  })

  it('the same retries without the burst do no harm', () => {
    const calm = runOf('again', 1, { traffic: { steps: [{ atSeconds: 60, ratePerSecond: 14 }] } })
    expect(answeredShare(calm, AFTER_MS)).toBeGreaterThan(0.99)
  })

  it('a queue no longer than the clients’ patience ends it: whoever is served is still there', () => {
    expect(
      answeredShare(runOf('again', 1, { server: { backlog: 25 }, proxy: { socket: 'unix' } }), AFTER_MS),
    ).toBeGreaterThan(0.9)
  })
})
