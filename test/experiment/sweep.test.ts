import { describe, expect, test } from 'vitest'
import type { Axis } from '../../sim/experiment/axis.ts'
import { METRICS, type RunSummary, summariseCell, summariseRun } from '../../sim/experiment/metrics.ts'
import { planSweep, runAt, runCount, type Sweep, summariseSweep } from '../../sim/experiment/sweep.ts'
import type { PartialScenario } from '../../sim/scenario/scenario.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'
import { simulate } from '../../sim/simulate.ts'

const CORES: Axis = { path: 'machine.cores', values: [1, 2] }
const WORKERS: Axis = { path: 'server.workers', values: [1, 4, 8] }
const KINDS: Axis = { path: 'server.kind', values: ['flask', 'gunicorn-sync'] }

function planned(base: PartialScenario, axes: Axis[], replications = 1): Sweep {
  const sweep = planSweep(base, axes, replications)
  if (!sweep.ok) throw new Error(sweep.problems.map(problem => problem.message).join('\n'))
  return sweep.value
}

function refusal(base: PartialScenario, axes: Axis[], replications = 1): string[] {
  const sweep = planSweep(base, axes, replications)
  return sweep.ok ? [] : sweep.problems.map(problem => problem.message)
}

function summaryWith(values: Partial<RunSummary>): RunSummary {
  return { ...(Object.fromEntries(METRICS.map(metric => [metric, 0])) as RunSummary), ...values }
}

describe('A sweep', () => {
  test('has a cell for every combination, the last axis changing fastest.', () => {
    const { cells } = planned({}, [CORES, WORKERS])
    expect(cells.map(cell => cell.values)).toEqual([
      [1, 1],
      [1, 4],
      [1, 8],
      [2, 1],
      [2, 4],
      [2, 8],
    ])
    for (const { values, scenario } of cells) {
      expect([scenario.machine.cores, scenario.server.workers]).toEqual(values)
    }
  })

  test('gives each cell the defaults of its own kind of server.', () => {
    const [flask, gunicorn] = planned({}, [KINDS]).cells
    expect(flask!.scenario.server.backlog).toBe(128)
    expect(gunicorn!.scenario.server.backlog).toBe(2048)
  })

  test('gives the replications of every cell the same seeds, one after the other.', () => {
    const sweep = planned({ run: { seed: 7 } }, [CORES], 3)
    expect(runCount(sweep)).toBe(6)
    const runs = [0, 1, 2, 3, 4, 5].map(index => runAt(sweep, index))
    expect(runs.map(({ run, machine }) => [machine.cores, run.seed])).toEqual([
      [1, 7],
      [1, 8],
      [1, 9],
      [2, 7],
      [2, 8],
      [2, 9],
    ])
  })

  test('says in which cell something is wrong.', () => {
    const [sentence, ...more] = refusal({}, [KINDS, { path: 'server.workers', values: [1, 4] }])
    expect(sentence).toMatch(/^With server\.kind=flask, server\.workers=4: server\.workers is 4; allowed is only 1/)
    expect(more).toEqual([])
  })

  test('of more than 100,000 runs is refused before any cell is made.', () => {
    const values = Array.from({ length: 1000 }, (_, index) => index + 1)
    const axes: Axis[] = [
      { path: 'server.workers', values },
      { path: 'request.cpuMs', values },
    ]
    expect(refusal({}, axes, 2)).toEqual([
      '1,000,000 cells × 2 replications are 2,000,000 runs, and a sweep has at most 100,000.',
    ])
  })

  test('takes a parameter as an axis once.', () => {
    expect(refusal({}, [CORES, CORES])).toEqual(['machine.cores is an axis twice; give all its values at once.'])
  })

  test('needs a seed for every replication.', () => {
    expect(refusal({ run: { seed: 2_147_483_647 } }, [], 2)).toEqual([
      'run.seed is 2147483647, and 2 replications need as many seeds from there on; the last one may be 2,147,483,647.',
    ])
  })

  test('summarises the runs of each cell by themselves.', () => {
    const sweep = planned({}, [CORES], 2)
    const runs = [1, 3, 10, 30].map(throughputPerSecond => summaryWith({ throughputPerSecond }))
    const cells = summariseSweep(sweep, runs)
    expect(cells.map(cell => cell.throughputPerSecond.mean)).toEqual([2, 20])
    expect(cells.map(cell => cell.throughputPerSecond.n)).toEqual([2, 2])
  })
})

describe('A summary', () => {
  test('has the numbers of the result it was made from.', () => {
    const scenario = completeScenario({
      traffic: { ratePerSecond: 40 },
      proxy: { readTimeoutMs: 1000 },
      run: { seconds: 20 },
    })
    const result = simulate(scenario.ok ? scenario.value : (undefined as never))
    const summary = summariseRun(result)
    expect(result.outcomes['504']).toBeGreaterThan(0)
    expect(summary.throughputPerSecond).toBe(result.throughputPerSecond)
    expect(summary.latencyP95Ms).toBe(result.latencyMs.p95)
    expect(summary.errorShare).toBe((result.offered - result.ok) / result.offered)
    const { share500, share502, share504, shareTimeout, shareRefused, shareReset, errorShare } = summary
    expect(share500 + share502 + share504 + shareTimeout + shareRefused + shareReset).toBeCloseTo(errorShare, 12)
  })

  test('leaves a latency out where nobody was answered, and says how many runs had one.', () => {
    const runs = [Number.NaN, 100, 300].map(latencyP95Ms => summaryWith({ latencyP95Ms }))
    const { latencyP95Ms } = summariseCell(runs)
    expect(latencyP95Ms).toMatchObject({ mean: 200, n: 2 })
  })

  test('of runs in which nobody was answered has no mean latency.', () => {
    const { latencyP95Ms } = summariseCell([summaryWith({ latencyP95Ms: Number.NaN })])
    expect(latencyP95Ms.mean).toBeNaN()
    expect(latencyP95Ms.n).toBe(0)
  })

  test('of one run has a mean and no interval.', () => {
    const { throughputPerSecond } = summariseCell([summaryWith({ throughputPerSecond: 5 })])
    expect(throughputPerSecond).toMatchObject({ mean: 5, halfWidth: Infinity, n: 1 })
  })
})
