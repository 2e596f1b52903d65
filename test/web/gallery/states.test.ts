import { describe, expect, it } from 'vitest'
import { allTimeCharts } from '../../../web/charts/more-charts.ts'
import type { Cell, PlotSpec } from '../../../web/charts/plot-spec.ts'
import { lanesOfState } from '../../../web/gallery/lanes.ts'
import { GALLERY } from '../../../web/gallery/states.ts'

/** A chart is read by eye: more points than this are more than it has pixels to tell apart. */
const MOST_POINTS = 400

const highest = (cell: Cell | undefined) => (typeof cell === 'number' ? cell : (cell?.[1] ?? 0))

/** Numbers that marks are drawn from. */
const drawn = ({ rows, marks }: PlotSpec) => rows.flatMap(row => marks.map(({ key }) => highest(row[key])))

describe.each(GALLERY)('the charts of the state “$name”', state => {
  const { lanes, atMs } = lanesOfState(state)
  const charts = allTimeCharts(lanes, { withMean: true, ownScale: true, byCore: true })

  it('are told in a sentence, hold numbers alone, stay below the top of their axis, and are a few hundred points', () => {
    for (const chart of charts) {
      expect(chart.summary, chart.id).toMatch(/\.$/)
      expect(chart.rows.length, chart.id).toBeLessThanOrEqual(MOST_POINTS)
      expect(JSON.stringify([chart.rows, chart.max, chart.summary]), chart.id).not.toMatch(/NaN|Infinity|undefined/)
      expect(Math.max(0, ...drawn(chart)), chart.id).toBeLessThanOrEqual(chart.max * (1 + 1e-9))
    }
  })

  it('have an instant within the run', () => {
    for (const { result } of lanes) expect(atMs).toBeLessThanOrEqual(result.scenario.run.seconds * 1000)
  })
})

describe('what a state of the gallery is named after', () => {
  const run = (name: string) =>
    lanesOfState(GALLERY.find(state => state.name === name)!).lanes.map(({ result }) => result)

  it.each([
    ['half open', 'halfOpen', 0],
    ['unix socket', 'refused', 0],
    ['out of connections', 'workerConnections', 0],
    ['killed', 'workersKilled', 1],
    ['out of memory', 'outOfMemory', 1],
  ] as const)('happens: %s', (name, counted, lane) => {
    expect(run(name)[lane]!.log[counted]).toBeGreaterThan(0)
  })

  it('happens: nothing, retries, and thousands in flight', () => {
    expect(run('nothing').map(({ offered }) => offered)).toEqual([0, 0])
    expect(run('retries').some(({ retried }) => retried > 0)).toBe(true)
    const { proxy, acceptQueue } = run('too many to draw')[0]!.places
    expect(proxy + acceptQueue).toBeGreaterThan(2000)
  })
})
