import { describe, expect, it } from 'vitest'
import type { PartialScenario } from '../../../sim/scenario/scenario.ts'
import { plainScenario } from '../../twin/plain-scenario.ts'
import { expectRows, request } from './expect-rows.ts'
import { RUNNERS } from './runners.ts'

const { NaN: never } = Number

describe.each(RUNNERS)('kernel timers (%s)', (_, run) => {
  /** When the third of three requests at `atMs` is in the queue; its place is free half a second before each try. */
  const entersAt = (atMs: number, freeAfterMs: number, machine: NonNullable<PartialScenario['machine']>) => {
    const scenario = plainScenario({ server: { backlog: 0 }, machine })
    const { rows } = run(scenario, [request(atMs, 0, freeAfterMs), request(atMs, 0, 1), request(atMs, 0, 1)])
    return rows[2]!.queuedMs
  }

  // A second is 250 ticks of 4 ms, so the step is 8 ticks, 32 ms. Set in tick n it is due at n + 250, and fires at the
  // next multiple of 8 after that: 256 for n up to 5, 264 for 6 to 13, 272 from 14.
  it.each([
    [0, 1024],
    [4, 1024],
    [20, 1024],
    [23.9, 1024],
    [24, 1056],
    [27, 1056],
    [52, 1056],
    [55.5, 1056],
    [56, 1088],
  ])('of a second, set at %d ms, fire at %d ms when a tick is 4 ms', (setMs, firesMs) => {
    expect(entersAt(setMs, 500, { tickMs: 4 })).toBe(firesMs)
  })

  // 1000 ticks in steps of 64; 400 in steps of 8; 100 in steps of 8.
  it.each([
    [1, 0, 1024],
    [1, 24, 1088],
    [2.5, 0, 1020],
    [10, 0, 1040],
    [10, 30, 1040],
    [10, 40, 1120],
  ])('with ticks of %d ms, set at %d ms, fire at %d ms', (tickMs, setMs, firesMs) => {
    expect(entersAt(setMs, 500, { tickMs })).toBe(firesMs)
  })

  // 256; 256 + 500 → 760; 760 + 1000 → 1792 (steps of 64 from here); 1792 + 2000 → 3840; 3840 + 4000 → 7872;
  // 7872 + 8000 → 16,384 (steps of 512). Each begins when the one before fires.
  it.each([1024, 3040, 7168, 15_360, 31_488, 65_536])('follow one another to %d ms, ever coarser', firesMs => {
    expect(entersAt(0, firesMs - 500, { tickMs: 4, synRetry: 'exponential' })).toBe(firesMs)
  })

  it('end with the kernel’s giving up, late as well', () => {
    const scenario = plainScenario({ server: { backlog: 0 }, machine: { tickMs: 4, synRetry: 'exponential' } })
    const { rows } = run(scenario, [request(0, 0, 200_000), request(0, 0, 1), request(0, 0, 1)])
    // 16,384 + 16,000 ticks → 32,768.
    expectRows(rows, [{}, {}, { queuedMs: never, endedMs: 131_072, outcome: '502' }])
  })

  it('leave the timeouts of nginx and of clients alone', () => {
    const scenario = plainScenario({
      server: { backlog: 0 },
      machine: { tickMs: 4 },
      proxy: { connectTimeoutMs: 1001 },
      client: { timeoutMs: 1003 },
    })
    const { rows } = run(scenario, [request(0, 0, 5000), request(0, 0, 1), request(0, 0, 1)])
    expectRows(rows, [
      { endedMs: 1003, outcome: 'timeout' },
      { endedMs: 1003, outcome: 'timeout' },
      { endedMs: 1001, outcome: '504', queuedMs: never },
    ])
  })

  // The ACK of the loser is at tick 256. Data: 50 ticks, due at 306, fires at 307; 100 more, due at 407, fires at 408.
  // SYN-ACK: 250 ticks, due at 506, fires at 512.
  it.each([
    [1100, 1228],
    [1300, 1632],
    [1700, 2048],
  ])(
    'bring different retries together; who loses the place that is free at %d ms has it at %d ms',
    (freeMs, queuedMs) => {
      const scenario = plainScenario({ server: { backlog: 0 }, machine: { tickMs: 4 } })
      const requests = [request(0, 0, 500), request(0, 0, freeMs - 500), request(3, 0, 3000), request(17, 0, 1)]
      expectRows(run(scenario, requests).rows, [{}, {}, { queuedMs: 1024 }, { queuedMs, outcome: '200' }])
    },
  )
})
