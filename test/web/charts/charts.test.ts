import { describe, expect, it } from 'vitest'
import { stateOfStory } from '../../../sim/scenario/link.ts'
import { findStory, STORIES } from '../../../sim/scenario/stories.ts'
import { acrossCharts } from '../../../web/charts/across-charts.ts'
import { allTimeCharts } from '../../../web/charts/more-charts.ts'
import { keyOf } from '../../../web/charts/plot-key.ts'
import { spread, timeTicks } from '../../../web/charts/plot-shape.ts'
import { type PlotSpec, roundTop } from '../../../web/charts/plot-spec.ts'
import { timeCharts } from '../../../web/charts/time-charts.ts'
import { lanesOf } from '../../../web/state/lanes.ts'
import { DEFAULT_SWEEP } from '../../../web/state/sweep.ts'
import { sweepRun } from '../../../web/state/sweep-cells.ts'
import { runLane } from '../../../web/worker/sim-api.ts'
import { summarise } from '../../../web/worker/summarise.ts'

const drawnOf = (storyId: string) =>
  lanesOf(findStory(storyId)!).map(({ lane, scenario }) => ({
    id: lane.id,
    name: lane.name,
    ...runLane(scenario, 1_000_000, 50_000),
  }))

const find = (charts: PlotSpec[], id: string) => charts.find(chart => chart.id === id)!

describe('the charts over time', () => {
  it('show every bucket of the series, with the values it has', () => {
    const drawn = drawnOf('one-core')
    const { series } = drawn[1]!.result
    const throughput = find(timeCharts(drawn), 'throughput')
    expect(throughput.rows.map(row => row.ok2)).toEqual([...series!.columns.ok])
    expect(throughput.rows.map(row => row.offered1)).toEqual([...series!.columns.offered])
    expect(throughput.rows[0]?.x).toBe(series!.bucketMs / 2000)
    expect(throughput.max).toBeGreaterThanOrEqual(Math.max(...series!.columns.offered))
  })

  it('list the kinds of failures there were, and only those', () => {
    const charts = timeCharts(drawnOf('one-core'))
    expect(find(charts, 'errors').columns.map(column => column.title)).toEqual(['504, One at a time'])
    const left = timeCharts(drawnOf('nobody-waits'))
    expect(find(left, 'errors').columns.map(column => column.title)).toContain('left, One at a time')
  })

  it('name the percentiles of a lane with the lane, in a row as at the ends of the lines', () => {
    const { marks } = find(timeCharts(drawnOf('one-core')), 'latency')
    expect(keyOf(marks).map(({ lead, text }) => `${lead} ${text}`)).toEqual([
      'p99 p95 p50 One at a time',
      'p99 p95 p50 A pool of three',
    ])
    const errors = find(timeCharts(drawnOf('nobody-waits')), 'errors')
    expect(keyOf(errors.marks).length).toBe(errors.marks.filter(({ label }) => label).length)
  })

  it('say so where nothing failed', () => {
    const [, pool] = drawnOf('one-core')
    const errors = find(timeCharts([pool!]), 'errors')
    expect(errors.empty).toBe('Nothing failed.')
    expect(errors.marks).toEqual([])
  })

  it('leave a gap where nothing was answered, and no number that is none', () => {
    const latency = find(timeCharts(drawnOf('one-core')), 'latency')
    expect(latency.rows.at(-1)?.['p95-1']).toBeNull()
    for (const story of STORIES) {
      for (const chart of allTimeCharts(drawnOf(story.id), { withMean: true, byCore: true, ownScale: true })) {
        expect(JSON.stringify([chart.rows, chart.max, chart.summary, chart.note, chart.shades?.()])).not.toMatch(
          /NaN|Infinity|undefined/,
        )
        expect(Number.isFinite(chart.max)).toBe(true)
      }
    }
  })

  it('show as wasted the part of busy cores that worked for nobody', () => {
    const drawn = drawnOf('one-core')
    const { cpu, cpuWasted } = drawn[0]!.result.series!.columns
    const rows = find(timeCharts(drawn), 'cpu').rows
    const [low, high] = rows[40]!.waste1 as [number, number]
    expect(high).toBe(cpu[40])
    expect(high - low).toBeCloseTo(cpuWasted[40]!, 9)
  })
})

const sweepOf = (cores: number[]) => ({ ...DEFAULT_SWEEP, own: { 'machine.cores': cores }, replications: 3 })

describe('the charts across cores', () => {
  const run = sweepRun(stateOfStory(findStory('one-core')!), sweepOf([1, 4]))!

  it('have a place for every number of cores before any has been computed', () => {
    for (const chart of acrossCharts(run)) expect(chart.rows.map(row => row.x)).toEqual([0, Math.log10(4)])
  })

  it('draw each mean with its interval as it comes', () => {
    const cells = run.cells.map((cell, index) =>
      index === 2 ? { ...cell, summary: summarise(cell.scenario, 3) } : cell,
    )
    const cpu = find(acrossCharts({ ...run, cells }), 'across-cpu')
    const { mean, low, high } = cells[2]!.summary!.cpuUtilization
    expect(cpu.rows[1]).toEqual({ x: Math.log10(4), mean0: mean, band0: [low, high] })
    expect(cpu.rows[0]).toEqual({ x: 0 })
  })

  it('draw no interval from a single run, which has none', () => {
    const cells = run.cells.map(cell => ({ ...cell, summary: summarise(cell.scenario, 1) }))
    const [throughput] = acrossCharts({ ...run, cells })
    expect(throughput?.rows.map(row => row.band0)).toEqual([null, null])
  })
})

describe('lanes that differ in nothing but cores', () => {
  it('are one line across cores', () => {
    const run = sweepRun(stateOfStory(findStory('two-cores')!), sweepOf([1, 4]))!
    expect(run.lines).toEqual([{ lane: 0, name: 'A pool of five', now: [1, 2], hasIt: true }])
    expect(run.cells.map(cell => cell.scenario.machine.cores)).toEqual([1, 4])
  })
})

describe('an axis', () => {
  it.each([
    [0, 1],
    [0.3, 0.3],
    [13.9, 16],
    [25, 30],
    [99.99, 100],
    [1001, 1200],
  ])('that has to hold %d ends at %d', (value, top) => {
    expect(roundTop(value)).toBe(top)
  })

  it.each([
    [60, [0, 20, 40, 60]],
    [180, [0, 50, 100, 150]],
    [10, [0, 2, 4, 6, 8, 10]],
    [0.5, [0, 0.1, 0.2, 0.3, 0.4, 0.5]],
  ])('over %d s has round instants', (seconds, ticks) => {
    expect(timeTicks(seconds)).toEqual(ticks)
  })
})

describe('the names at the ends of lines', () => {
  it('keep their order and do not lie on each other', () => {
    const placed = spread([{ y: 100 }, { y: 98 }, { y: 20 }, { y: 101 }], 10, 110).sort((a, b) => a.y - b.y)
    expect(placed.map(label => label.y)).toEqual([20, 82, 96, 110])
  })
})
