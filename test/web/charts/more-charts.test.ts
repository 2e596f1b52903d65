import { describe, expect, it } from 'vitest'
import { findStory } from '../../../sim/scenario/stories.ts'
import { coreBusyness } from '../../../web/charts/core-busyness.ts'
import { shareWithin } from '../../../web/charts/latency-charts.ts'
import { BINS, binFloorMs } from '../../../web/charts/latency-heat.ts'
import { allTimeCharts, USUAL } from '../../../web/charts/more-charts.ts'
import { areaPath, linePath, scalesOf } from '../../../web/charts/paths.ts'
import { decades, gridOf, type PlotSpec } from '../../../web/charts/plot-spec.ts'
import { shadesOf } from '../../../web/charts/shades.ts'
import { lanesOf } from '../../../web/state/lanes.ts'
import { runLane } from '../../../web/worker/sim-api.ts'
import { scenarioOf } from '../result-of.ts'

const drawn = lanesOf(findStory('one-core')!).map(({ lane, scenario }) => ({
  name: lane.name,
  ...runLane(scenario, 1_000_000, 50_000),
}))
const charts = allTimeCharts(drawn)
const find = (id: string, among: PlotSpec[] = charts) => among.find(chart => chart.id === id)!
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((all, value) => all + value, 0)

describe('where requests are', () => {
  it('is a stack as high as all places together, for each lane', () => {
    for (const lane of [1, 2]) {
      const { columns } = drawn[lane - 1]!.result.series!
      const { rows, marks } = find(`places-${lane}`)
      const top = rows[40]![marks.at(-1)!.key] as [number, number]
      const all = (['onCpu', 'runnable', 'io', 'process', 'acceptQueue', 'proxy'] as const).map(
        name => columns[name][40]!,
      )
      expect(top[1]).toBeCloseTo(sum(all), 9)
    }
  })

  it('has one scale for all lanes, and each its own on demand', () => {
    expect(find('places-1').max).toBe(find('places-2').max)
    const own = allTimeCharts(drawn, { ...USUAL, ownScale: true })
    expect(find('places-2', own).max).toBeLessThan(find('places-1', own).max / 10)
    expect(
      find('places-2', own)
        .marks.filter(({ label }) => label)
        .map(({ label }) => label!.text),
    ).toContain('in I/O')
  })
})

describe('how long answers took', () => {
  it('counts every request that ended in the measured time once', () => {
    for (const { heat, result } of drawn) {
      const { columns, bucketMs } = result.series!
      expect(heat.answered).toHaveLength(result.series!.buckets * BINS)
      expect(sum(heat.answered)).toBe(Math.round((sum(columns.ok) * bucketMs) / 1000))
      expect(sum(heat.failed)).toBe(Math.round((sum(columns['504']) * bucketMs) / 1000))
    }
  })

  it('puts an answer into the bin of its latency', () => {
    const { heat, result } = drawn[1]!
    const { buckets, columns } = result.series!
    for (let bucket = 0; bucket < buckets; bucket++) {
      const bins = Array.from(heat.answered.subarray(bucket * BINS, (bucket + 1) * BINS))
      const last = bins.findLastIndex(count => count > 0)
      if (last < 0) continue
      expect(columns.latencyMax[bucket]).toBeGreaterThanOrEqual(binFloorMs(last) * 0.999)
      expect(columns.latencyMax[bucket]).toBeLessThan(binFloorMs(last + 1) * 1.001)
    }
  })

  it('has one axis for all lanes, in powers of 10', () => {
    const [one, other] = [find('heat-1'), find('heat-2')]
    expect([one.min, one.max]).toEqual([other.min, other.max])
    expect(gridOf(one)).toEqual(decades(one.min!, one.max))
  })
})

describe('the latency distribution', () => {
  it('ends at the share that was answered, and marks the rest as never answered', () => {
    const { rows, marks } = find('distribution')
    const { ok, offered } = drawn[0]!.result
    expect(rows.at(-1)!.within1).toBe(ok / offered)
    expect(rows.at(-1)!.never1).toEqual([ok / offered, 1])
    expect(marks.filter(({ kind }) => kind === 'bar').map(({ key }) => key)).toEqual(['never1'])
  })

  it('never falls, and has its percentiles where they are', () => {
    const { rows, marks } = find('distribution')
    for (const key of ['within1', 'within2']) {
      for (let at = 1; at < rows.length; at++)
        expect(rows[at]![key]).toBeGreaterThanOrEqual(rows[at - 1]![key] as number)
    }
    const { p50 } = drawn[1]!.result.latencyMs
    const points = marks.find(({ key }) => key === 'at2')!.points!
    expect(points.map(({ name }) => name)).toEqual(['p50', 'p95', 'p99'])
    expect(points[0]!.x).toBe(p50)
    expect(points[0]!.y).toBeCloseTo(0.5, 1)
  })
})

describe('the mean', () => {
  it('comes on demand, with the share of answers that were faster', () => {
    const { latencyMs, histogram } = drawn[1]!.result
    expect(shareWithin(histogram, latencyMs.p50)).toBeCloseTo(0.5, 2)
    expect(find('latency').note).toBeUndefined()
    const chart = find('latency', allTimeCharts(drawn, { ...USUAL, withMean: true }))
    expect(chart.marks.map(({ key }) => key)).toContain('mean-2')
    expect(chart.note).toMatch(/A pool of three 1\d\d.ms, and 5\d.% of its answers were faster/)
  })
})

describe('CPU by core', () => {
  it('adds up to what the servers computed, the first core the busiest', () => {
    const scenario = scenarioOf({
      traffic: { ratePerSecond: 60 },
      proxy: { kind: 'none' },
      server: { kind: 'gunicorn-sync', workers: 6 },
      machine: { cores: 4, switchCostUs: 0 },
    })
    const { result, index } = runLane(scenario, 1_000_000, 50_000)
    const { lines, shares } = coreBusyness(result.rows!, index, result.series!, 4)
    const means = [0, 1, 2, 3].map(
      line =>
        sum(shares.subarray(line * result.series!.buckets, (line + 1) * result.series!.buckets)) /
        result.series!.buckets,
    )
    expect(lines).toBe(4)
    expect(means).toEqual([...means].sort((a, b) => b - a))
    expect(sum(means) / 4).toBeCloseTo(result.cpuUtilization, 2)
  })
})

describe('a path', () => {
  const scales = { x: (value: number) => value, y: (value: number) => 10 - value }
  const rows = [
    { x: 0, a: 1 },
    { x: 1, a: 2 },
    { x: 2, a: null },
    { x: 3, a: 4 },
  ]

  it('has a gap where a row has nothing', () => {
    expect(linePath(rows, 'a', scales)).toBe('M0,9L1,8M3,6')
    expect(areaPath(rows, 'a', scales)).toBe('M0,9L1,8L1,10L0,10ZM3,6L3,10Z')
  })

  it('stands at the end of the axis that it would leave', () => {
    const { y } = scalesOf({ x: { kind: 'time', seconds: 1 }, min: 1, max: 100 }, { x: 0, y: 0, width: 1, height: 100 })
    expect([1000, 100, 10, 1, 0].map(y)).toEqual([0, 0, 50, 100, 100])
  })
})

describe('shades', () => {
  it('are at most six paths, the stronger the darker', () => {
    const tiles = Array.from({ length: 50 }, (_, at) => ({
      x: at / 50,
      y: 0,
      width: 0.02,
      height: 1,
      strength: at / 49,
    }))
    const shades = shadesOf(tiles, 'red')
    expect(shades.map(({ color }) => Number(/(\d+)%/.exec(color)![1]))).toEqual([16, 33, 50, 66, 83, 100])
    expect(shades.flatMap(({ path }) => path.match(/M/g) ?? [])).toHaveLength(49)
  })
})
