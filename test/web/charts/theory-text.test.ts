import { describe, expect, it } from 'vitest'
import { stateOfStory } from '../../../sim/scenario/link.ts'
import { findStory } from '../../../sim/scenario/stories.ts'
import { theoryBeside } from '../../../sim/theory/beside.ts'
import { acrossCharts } from '../../../web/charts/across-charts.ts'
import { kneeText } from '../../../web/charts/knee-text.ts'
import { theoryTold } from '../../../web/charts/theory-text.ts'
import { DEFAULT_SWEEP } from '../../../web/state/sweep.ts'
import { type SweepRun, sweepRun } from '../../../web/state/sweep-cells.ts'
import { summarise } from '../../../web/worker/summarise.ts'

const page = stateOfStory(findStory('one-core')!)

function computed(rates: number[]): SweepRun {
  const run = sweepRun(page, { axis: 'load', own: { 'traffic.ratePerSecond': rates }, replications: 2 })!
  return {
    ...run,
    cells: run.cells.map(cell => ({
      ...cell,
      summary: summarise(cell.scenario, 2),
      theory: theoryBeside(cell.scenario),
    })),
  }
}

const run = computed([4, 8, 14, 30])
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('theory beside simulation', () => {
  it('names the formula of each line and the loads at which all holds that it takes for granted', () => {
    const [alone] = theoryTold(run)
    expect(plain(alone!.text)).toBe(
      'M/G/1 (Pollaczek–Khinchine). All that it takes for granted holds from 4 /s to 8 /s.',
    )
    expect(alone!.at).toBe('14\u00a0/s')
    expect(alone!.broken).toEqual(theoryBeside(run.cells[4]!.scenario).broken)
    expect(alone!.points.map(({ at }) => plain(at))).toEqual(['14 /s', '30 /s'])
  })

  it('draws what the formula says at the points where it says something, and nothing elsewhere', () => {
    const charts = acrossCharts(run)
    const throughput = charts.find(({ id }) => id === 'across-throughput')!
    expect(throughput.rows.map(row => row.theory0)).toEqual(
      [0, 2, 4, 6].map(cell => run.cells[cell]!.theory!.lines.throughputPerSecond),
    )
    const errors = charts.find(({ id }) => id === 'across-errors')!
    expect(errors.rows.map(row => row.theory0)).toEqual([0, 0, undefined, undefined])
    expect(errors.columns.map(({ title }) => title)).toContain('One at a time, theory')
  })

  it('has a bound where there is no formula', () => {
    const cells = run.cells.map(cell => ({ ...cell, theory: { ...cell.theory!, formula: null, lines: {} } }))
    const [throughput] = acrossCharts({ ...run, cells })
    for (const [at, row] of throughput!.rows.entries()) {
      expect(row.theory0).toBeUndefined()
      const { bounds } = cells[2 * at]!.theory
      const most = bounds.filter(({ metric, is }) => metric === 'throughputPerSecond' && is === 'at most')
      expect(row.bound0).toBe(Math.min(...most.map(({ value }) => value)))
    }
  })
})

describe('the knee in words', () => {
  it('says what it is, with its numbers, and where each line has it', () => {
    const [text] = kneeText(run).map(plain)
    expect(text).toMatch(/within three times that of the lowest load and at most 1 % of the requests fail\./)
    expect(text).toMatch(/One at a time bears (4|8) \/s; at (8|14) \/s /)
    expect(text).toMatch(/A pool of three bears 14 \/s; at 30 \/s more fail\./)
  })

  it('is marked in every chart, and the present load with it', () => {
    for (const { markers, x } of acrossCharts(run)) {
      if (x.kind !== 'setting') throw new Error('an axis of a setting')
      expect(markers!.map(({ text }) => text)).toEqual(['now', 'knee', 'knee'])
      expect(markers![0]!.at).toBe(x.place(14))
      expect(markers![2]!.at).toBe(x.place(14))
    }
  })

  it('is not spoken of across anything else', () => {
    expect(kneeText(sweepRun(page, DEFAULT_SWEEP)!)).toEqual([])
  })
})
