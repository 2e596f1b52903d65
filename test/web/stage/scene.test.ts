import { describe, expect, it } from 'vitest'
import type { PartialScenario } from '../../../sim/scenario/scenario.ts'
import { layoutLane } from '../../../web/stage/layout.ts'
import { Form } from '../../../web/stage/marks.ts'
import { Moment, Spot } from '../../../web/stage/moment.ts'
import { Scene } from '../../../web/stage/scene.ts'
import { placesOf } from '../../../web/stage/words.ts'
import { runLane } from '../../../web/worker/sim-api.ts'
import { scenarioOf } from '../result-of.ts'

/** One at a time, overloaded: the queue is full, and half of it is for nobody. */
const OVERLOAD: PartialScenario = {
  traffic: { ratePerSecond: 14 },
  request: { cpuMs: 40, ioMs: 60 },
  proxy: { connectTimeoutMs: 5000, readTimeoutMs: 5000 },
  server: { kind: 'flask' },
  run: { seconds: 30, warmupSeconds: 0 },
}

function stand(partial: PartialScenario) {
  const scenario = scenarioOf(partial)
  const run = runLane(scenario, 100_000, 100_000)
  const rows = run.result.rows!
  const { workers } = scenario.server
  const layout = layoutLane(1116, {
    places: placesOf(scenario),
    workers,
    seats: run.index.seats,
    cores: scenario.machine.cores,
  })
  const moment = new Moment(rows, run.index, workers)
  const scene = new Scene(run, layout)
  const at = (ms: number, travelMs: number, laterMs = 0) => {
    moment.read(ms)
    scene.set(moment, ms + laterMs, travelMs)
    return Array.from({ length: scene.count }, (_, mark) => ({
      row: scene.row[mark]!,
      form: scene.form[mark] as Form,
      x: scene.x[mark]!,
      y: scene.y[mark]!,
    }))
  }
  return { run, rows, layout, moment, at }
}

describe('A scene', () => {
  it('has one mark for each request that is there', () => {
    const { moment, at } = stand(OVERLOAD)
    for (const ms of [500, 3000, 9000, 20_000, 29_999]) {
      const marks = at(ms, 0).filter(({ row, form }) => row >= 0 && form !== Form.Failure)
      const there = new Set(moment.rows.subarray(0, moment.count))
      const drawn = marks.map(({ row }) => row).filter(row => there.has(row))
      expect([...drawn].sort((a, b) => a - b)).toEqual([...there])
    }
  })

  it('crosses those that nobody waits for, and only those', () => {
    const { rows, moment, at } = stand(OVERLOAD)
    const there = new Set<number>()
    for (const { row, form } of at(20_000, 0)) {
      if (row < 0 || form === Form.Failure || !moment.rows.subarray(0, moment.count).includes(row)) continue
      there.add(row)
      const crossed = form === Form.CrossedSolid || form === Form.CrossedDashed || form === Form.CrossedHollow
      expect(crossed).toBe(rows.endedMs[row]! <= 20_000)
    }
    expect(there.size).toBe(moment.count)
    expect(moment.orphans[Spot.Queue]).toBeGreaterThan(10)
  })

  it('is the same for the same instant, whatever was drawn before', () => {
    const { at } = stand(OVERLOAD)
    const first = at(12_345, 170)
    at(500, 170)
    expect(at(12_345, 170)).toEqual(first)
  })

  it('lets nothing leap while time goes on slowly', () => {
    const { at } = stand({ ...OVERLOAD, run: { seconds: 5, warmupSeconds: 0 } })
    let before = new Map(at(1000, 17).map(mark => [mark.row, mark]))
    for (let ms = 1000.25; ms < 1800; ms += 0.25) {
      const now = new Map(
        at(ms, 17)
          .filter(({ row, form }) => row >= 0 && form !== Form.Failure)
          .map(mark => [mark.row, mark]),
      )
      for (const [row, mark] of now) {
        const was = before.get(row)
        if (was) expect(Math.hypot(mark.x - was.x, mark.y - was.y)).toBeLessThan(80)
      }
      before = now
    }
  })

  it('has everything at its place when it has had the time to arrive', () => {
    const { at } = stand(OVERLOAD)
    const settled = at(9000, 0).filter(({ form }) => form === Form.Hollow)
    const arrived = at(9000, 170, 170).filter(({ form }) => form === Form.Hollow)
    for (const [mark, { x, y }] of settled.entries()) {
      expect(arrived[mark]!.x).toBeCloseTo(x, 3)
      expect(arrived[mark]!.y).toBeCloseTo(y, 3)
    }
  })

  it('tells a part of a core from a whole one by the form', () => {
    const pool: PartialScenario = { ...OVERLOAD, server: { kind: 'gunicorn-sync', workers: 6 } }
    const { moment, at } = stand({ ...pool, traffic: { ratePerSecond: 40 } })
    const forms = new Set<number>()
    for (let ms = 1000; ms < 6000; ms += 97) {
      const computing = at(ms, 0).filter(({ form }) => form === Form.Solid || form === Form.Part)
      const inRooms = computing.filter(({ row }) => moment.rows.subarray(0, moment.count).includes(row))
      for (const { form } of inRooms) {
        expect(form).toBe(moment.computing > 1 ? Form.Part : Form.Solid)
        forms.add(form)
      }
    }
    expect(forms.has(Form.Part)).toBe(true)
  })
})
