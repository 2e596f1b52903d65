import { describe, expect, it } from 'vitest'
import { stateOfStory } from '../../../sim/scenario/link.ts'
import { findParameter, type NumberParameter } from '../../../sim/scenario/parameters.ts'
import { findStory } from '../../../sim/scenario/stories.ts'
import { DEFAULT_SWEEP } from '../../../web/state/sweep.ts'
import { parsePoints, type SweepAxis, sweepRefusal, sweepRun } from '../../../web/state/sweep-cells.ts'

const page = stateOfStory(findStory('one-core')!)
const sweep = (axis: SweepAxis) => sweepRun(page, { ...DEFAULT_SWEEP, axis })!

describe('a sweep', () => {
  it('over workers leaves a server that has one process as it is', () => {
    const run = sweep('server.workers')
    expect(run.lines.map(({ hasIt }) => hasIt)).toEqual([false, true])
    const alone = run.cells.filter(({ line }) => line === 0)
    expect(new Set(alone.map(({ scenario }) => JSON.stringify(scenario))).size).toBe(1)
    const pool = run.cells.filter(({ line }) => line === 1)
    expect(pool.map(({ scenario }) => scenario.server.workers)).toEqual(pool.map(({ x }) => x))
  })

  it('names no line after a number that changes along it', () => {
    expect(
      sweep('server.workers')
        .lines.map(({ name }) => name)
        .join(),
    ).not.toMatch(/three/)
    expect(sweep('load').lines.map(({ name }) => name)).toEqual(['One at a time', 'A pool of three'])
  })

  it('over load keeps it steady', () => {
    const stepped = {
      ...page,
      shared: { ...page.shared, traffic: { ...page.shared.traffic, steps: [{ atSeconds: 5, ratePerSecond: 90 }] } },
    }
    const run = sweepRun(stepped, { ...DEFAULT_SWEEP, axis: 'load' })!
    expect(
      run.cells.every(({ scenario, x }) => scenario.traffic.steps.length === 0 && scenario.traffic.ratePerSecond === x),
    ).toBe(true)
  })

  it('over users is what load means in a closed loop', () => {
    const closed = { ...page, shared: { ...page.shared, traffic: { kind: 'closed' as const } } }
    expect(sweepRun(closed, { ...DEFAULT_SWEEP, axis: 'load' })!.parameter.path).toBe('traffic.users')
  })

  it('leaves out a point that cannot be, and says why', () => {
    const run = sweepRun(page, {
      ...DEFAULT_SWEEP,
      axis: 'machine.memoryMb',
      own: { 'machine.memoryMb': [100, 1000] },
    })!
    expect(run.cells.filter(({ x }) => x === 100).map(({ refusal }) => refusal)).toEqual([
      expect.stringMatching(/^“Memory” is 100; allowed is at least/),
      expect.stringMatching(/^“Memory” is 100; allowed is at least/),
    ])
    expect(sweepRefusal(run)).toBeNull()
  })

  it('over what changes nothing is not begun', () => {
    expect(sweepRefusal(sweep('traffic.burstMs'))).toBe('“Burst length” changes nothing as the settings stand.')
  })
})

describe('a list of points', () => {
  const cores = findParameter('machine.cores') as NumberParameter

  it('is read as people write it', () => {
    expect(parsePoints(cores, '8, 1 2')).toEqual({ ok: true, values: [1, 2, 8] })
    expect(parsePoints(cores, '1..4')).toEqual({ ok: true, values: [1, 2, 3, 4] })
    expect(parsePoints(cores, '1..64:x4')).toEqual({ ok: true, values: [1, 4, 16, 64] })
  })

  it('that cannot be is refused in a sentence', () => {
    for (const text of ['', '3', '1, 2, x', '0, 1', '1, 65', '1.5, 2', '1..40', `1,${'9'.repeat(400)}`]) {
      expect(parsePoints(cores, text)).toMatchObject({ ok: false, message: expect.stringMatching(/\.$/) })
      expect(parsePoints(cores, text)).not.toMatchObject({ message: expect.stringMatching(/machine\.cores/) })
    }
  })
})
