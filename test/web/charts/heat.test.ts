import { describe, expect, it } from 'vitest'
import { stateOfStory } from '../../../sim/scenario/link.ts'
import { findParameter, type NumberParameter } from '../../../sim/scenario/parameters.ts'
import { findStory } from '../../../sim/scenario/stories.ts'
import { computeHeat } from '../../../web/charts/compute-heat.ts'
import { HEAT_METRICS, heatScale } from '../../../web/charts/heat-metric.ts'
import {
  cellIndex,
  type HeatCell,
  heatPlan,
  MOST_IN_A_CELL,
  MOST_IN_ALL,
  nearestKnown,
  placeNow,
} from '../../../web/charts/heat-plan.ts'
import type { SimPool } from '../../../web/worker/sim-pool.ts'
import { summarise } from '../../../web/worker/summarise.ts'

const page = stateOfStory(findStory('one-core')!)
const parameter = (path: string) => findParameter(path) as NumberParameter
const [rate, cores, workers] = ['traffic.ratePerSecond', 'machine.cores', 'server.workers'].map(parameter)
const short = { ...page, shared: { ...page.shared, run: { seconds: 1, warmupSeconds: 0 } } }

describe('a heatmap', () => {
  it('has a job for every cell of every lane, with both settings changed where the server has them', () => {
    const plan = heatPlan(page, rate!, workers!)
    expect(plan.jobs).toHaveLength(plan.lanes.length * plan.xs.length * plan.ys.length)
    expect(plan.lanes.map(({ hasY }) => hasY)).toEqual([false, true])
    for (const { lane, column, row, scenario } of plan.jobs) {
      expect(scenario.traffic.ratePerSecond).toBe(plan.xs[column])
      expect(scenario.server.workers).toBe(lane === 0 ? 1 : plan.ys[row])
    }
    expect(plan.tooLarge + plan.noRoom).toBe(0)
  })

  it('knows where the settings stand now', () => {
    const plan = heatPlan(page, rate!, cores!)
    const at = placeNow(plan, plan.lanes[0]!)!
    expect([plan.xs[at.column], plan.ys[at.row]]).toEqual([14, 1])
  })

  it('leaves out what is too much, whole passes of it, and counts what it left out', () => {
    const long = { ...page, shared: { ...page.shared, run: { seconds: 80_000 } } }
    const plan = heatPlan(long, rate!, cores!)
    const all = plan.lanes.length * plan.xs.length * plan.ys.length
    expect(plan.tooLarge).toBeGreaterThan(0)
    expect(plan.jobs.length + plan.tooLarge + plan.noRoom).toBe(all)
    const sent = plan.jobs.map(({ scenario }) => scenario.traffic.ratePerSecond * scenario.run.seconds)
    expect(Math.max(...sent)).toBeLessThanOrEqual(MOST_IN_A_CELL)
    expect(sent.reduce((sum, requests) => sum + requests, 0)).toBeLessThanOrEqual(MOST_IN_ALL)
  })

  it('computes every cell, each as a run of its scenario would come out, and equal ones once', async () => {
    const plan = heatPlan(short, rate!, workers!)
    const cells: HeatCell[] = []
    let asked = 0
    const sims: Pick<SimPool, 'summarise'> = {
      summarise: async (scenario, replications) => {
        asked++
        return summarise(scenario, replications)
      },
    }
    await computeHeat(sims, { plan, cells, signal: new AbortController().signal, drew: () => {} })
    expect(cells.filter(Boolean)).toHaveLength(plan.jobs.length)
    expect(asked).toBe(plan.xs.length * (1 + plan.ys.length))
    const job = plan.jobs.at(-1)!
    expect(cells[cellIndex(plan, job.lane, job)]).toEqual(summarise(job.scenario, 1))
  })

  it('asks for nothing more once it was cancelled', async () => {
    const plan = heatPlan(short, rate!, cores!)
    const control = new AbortController()
    let asked = 0
    const sims: Pick<SimPool, 'summarise'> = {
      summarise: async (scenario, replications) => {
        if (++asked === 3) control.abort()
        return summarise(scenario, replications)
      },
    }
    await computeHeat(sims, { plan, cells: [], signal: control.signal, drew: () => {} })
    expect(asked).toBeLessThanOrEqual(8)
  })

  it('says in words why a cell cannot be', async () => {
    const plan = heatPlan(short, rate!, parameter('machine.memoryMb'))
    const poor = {
      ...plan,
      jobs: plan.jobs
        .slice(0, 1)
        .map(job => ({ ...job, scenario: { ...job.scenario, machine: { ...job.scenario.machine, memoryMb: 100 } } })),
    }
    const cells: HeatCell[] = []
    const sims: Pick<SimPool, 'summarise'> = { summarise: async () => Promise.reject(new Error('not to be asked')) }
    await computeHeat(sims, { plan: poor, cells, signal: new AbortController().signal, drew: () => {} })
    expect(cells[cellIndex(plan, poor.jobs[0]!.lane, poor.jobs[0]!)]).toMatch(/^“Memory” is 100; allowed is/)
  })

  it('shows a coarse cell for those around it until they are known', () => {
    const plan = heatPlan(short, rate!, cores!)
    const cells: HeatCell[] = []
    cells[cellIndex(plan, 1, { column: 4, row: 4 })] = 'coarse'
    expect(nearestKnown(plan, cells, 1, { column: 7, row: 5 })).toEqual({ cell: 'coarse', isOwn: false })
    expect(nearestKnown(plan, cells, 1, { column: 4, row: 4 })).toEqual({ cell: 'coarse', isOwn: true })
    expect(nearestKnown(plan, cells, 0, { column: 4, row: 4 })).toBeNull()
    expect(nearestKnown(plan, cells, 1, { column: 3, row: 4 })).toBeNull()
  })
})

describe('the colours of a heatmap', () => {
  const summary = summarise(heatPlan(short, rate!, cores!).lanes[1]!.scenario, 1)
  const withMean = (metric: (typeof HEAT_METRICS)[number]['metric'], mean: number) => ({
    ...summary,
    [metric]: { ...summary[metric], mean },
  })

  it.each(HEAT_METRICS)('of $title grow with the value, from none to full, and the legend stands at them', heat => {
    const cells = [0.2, 0.4, 0.9, Number.NaN].map(value => withMean(heat.metric, value))
    const scale = heatScale(heat, [...cells, undefined, 'refused'])
    const strengths = [0.2, 0.4, 0.9].map(scale.strength)
    expect([...strengths].sort((a, b) => a - b)).toEqual(strengths)
    expect(strengths.every(strength => strength >= 0 && strength <= 1)).toBe(true)
    for (const { strength, value } of scale.legend) expect(scale.strength(value)).toBeCloseTo(strength, 9)
  })

  it.each(HEAT_METRICS)('of $title are defined before anything is known', heat => {
    for (const { value } of heatScale(heat, []).legend) expect(Number.isFinite(value)).toBe(true)
  })
})
