import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../../sim/scenario/scenario.ts'
import { plainScenario } from '../../twin/plain-scenario.ts'
import { expectRows, request } from './expect-rows.ts'
import { RUNNERS } from './runners.ts'

/** One vCPU that earns a tenth of itself. A credit is 60,000 ms of a vCPU, so 0.01 are 600. */
const burstable = (machine: Partial<Scenario['machine']>, changes: Parameters<typeof plainScenario>[0] = {}) =>
  plainScenario({ machine: { creditsPerHour: 6, ...machine }, ...changes })

describe.each(RUNNERS)('CPU credits (%s)', (_, run) => {
  it('are spent a tenth slower than they would be without earning; then the machine has a tenth of its speed', () => {
    const { rows, busyMs, throttledMs, credits } = run(burstable({ creditsAtStart: 0.01 }), [request(0, 1000, 0)])
    // 600 / (1 − 0.1) = 666.7 ms at full speed; the other 333.3 ms of work take ten times as long.
    expectRows(rows, [{ startedMs: 0, finishedMs: 4000 }])
    // Throttled vCPUs are busy for a tenth of the time.
    expect(busyMs).toBeCloseTo(1000, 6)
    expect(throttledMs).toBeCloseTo(4000 - 600 / 0.9, 6)
    // From 4 s on to 100 s a tenth is earned and nothing spent.
    expect(credits!.balance).toBeCloseTo((0.1 * 96_000) / 60_000, 9)
  })

  it('are earned while nothing runs, and make the next request quick until they are gone', () => {
    const { rows } = run(burstable({}), [request(0, 10, 0), request(1000, 200, 0)])
    // 90 ms are earned from 100 to 1000; they last for 100, and the other 100 ms of work take a second.
    expectRows(rows, [{ finishedMs: 100 }, { finishedMs: 2100 }])
  })

  it('of the launch come first, and what is earned meanwhile is kept', () => {
    const few = burstable({ launchCredits: 0.005, creditsAtStart: 0.005 })
    expectRows(run(few, [request(0, 1000, 0)]).rows, [{ finishedMs: 4000 }])
    // At the limit, 24 × 6 credits, nothing can be kept: 60 s on the launch credit, 8,640 / 0.9 s on the others.
    const full = burstable({ launchCredits: 1, creditsAtStart: 200 })
    expectRows(run(full, [request(0, 10_000_000, 0)]).rows, [{ finishedMs: 9_660_000 + 3_400_000 }])
  })

  it('that earn as much as one vCPU leave one process alone, and halve two', () => {
    const scenario = burstable({ creditsPerHour: 60, cores: 2 }, { server: { workers: 2 } })
    const { rows, throttledMs } = run(scenario, [request(0, 100, 0), request(100, 100, 0), request(100, 100, 0)])
    expectRows(rows, [{ finishedMs: 100 }, { finishedMs: 300 }, { finishedMs: 300 }])
    expect(throttledMs).toBeCloseTo(200, 6)
  })

  it('that run out change nobody’s place in the sharing of cores', () => {
    const scenario = burstable({ creditsAtStart: 0.0015, creditsPerHour: 30 }, { server: { workers: 2 } })
    // 90 ms more than it earns last 180 ms on one busy vCPU: 90 ms of work each. Then half of half a core each.
    expectRows(run(scenario, [request(0, 100, 0), request(0, 110, 0)]).rows, [{ finishedMs: 220 }, { finishedMs: 240 }])
  })

  it('of an unlimited machine go below zero, never slow it down, and are charged past what a day earns', () => {
    const run10000 = { run: { seconds: 10_000, warmupSeconds: 0 } }
    const scenario = burstable({ credits: 'unlimited', launchCredits: 500 }, run10000)
    const { rows, credits, throttledMs } = run(scenario, [request(0, 10_000_000, 0)])
    expectRows(rows, [{ finishedMs: 10_000_000 }])
    expect(throttledMs).toBe(0)
    // 0.9 of a vCPU is owed each second: 144 credits after 9600 s, and 6 more in the last 400.
    expect(credits!.balance).toBeCloseTo(-144, 6)
    expect(credits!.charged).toBeCloseTo(6, 6)
  })

  it('of an unlimited machine pay back what it owes first', () => {
    const scenario = burstable({ credits: 'unlimited' })
    const { credits } = run(scenario, [request(0, 20_000, 0)])
    // 18 s owed after 20 s, 8 s earned in the other 80.
    expect(credits).toEqual({ balance: expect.closeTo(-10 / 60, 9), charged: 0 })
  })

  it('that are switched off let it compute at full speed', () => {
    const { rows, credits } = run(burstable({ credits: 'off' }), [request(0, 1000, 0)])
    expectRows(rows, [{ finishedMs: 1000 }])
    expect(credits).toBeNull()
  })
})
