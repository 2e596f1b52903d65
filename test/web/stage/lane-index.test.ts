import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Outcome } from '../../../sim/measure/outcomes.ts'
import type { Rows } from '../../../sim/measure/result.ts'
import { simulate } from '../../../sim/simulate.ts'
import { indexLane, type LaneIndex } from '../../../web/stage/lane-index.ts'
import {
  endedBetween,
  failedBetween,
  Moment,
  nextEventMs,
  previousEventMs,
  Spot,
  spotAt,
} from '../../../web/stage/moment.ts'
import { arbitraryCase } from '../../lawful/arbitrary-scenario.ts'

interface Run {
  rows: Rows
  index: LaneIndex
  workers: number
  /** Instants to look at: some of the run's own events, exactly, and others between. */
  instants: number[]
}

const runs = fc
  .tuple(arbitraryCase, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }))
  .map(([{ scenario, options }, parts]): Run => {
    const rows = simulate(scenario, { ...options, rows: true, series: false }).rows!
    const times = timesOf(rows)
    const last = times.at(-1) ?? 0
    const instants = parts.flatMap(part => [part * last, times[Math.floor(part * (times.length - 1))] ?? 0])
    return { rows, index: indexLane(rows), workers: scenario.server.workers, instants }
  })

const COLUMNS = [
  'sentMs',
  'queuedMs',
  'acceptedMs',
  'startedMs',
  'dataMs',
  'ioFromMs',
  'ioToMs',
  'finishedMs',
  'killedMs',
  'endedMs',
] as const

function timesOf(rows: Rows): number[] {
  const all = [...COLUMNS.flatMap(name => [...rows[name]]), ...rows.lives.atMs]
  return [...new Set(all.filter(Number.isFinite))].sort((a, b) => a - b)
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)
const leftOf = (rows: Rows, row: number) =>
  Number.isNaN(rows.finishedMs[row]!) ? rows.killedMs[row]! : rows.finishedMs[row]!
const isThere = (rows: Rows, row: number, at: number) =>
  rows.sentMs[row]! <= at && (rows.endedMs[row]! > at || leftOf(rows, row) > at)

function everyInstant(check: (run: Run, at: number, moment: Moment) => void) {
  fc.assert(
    fc.property(runs, run => {
      if (run.rows.count === 0) return
      const moment = new Moment(run.rows, run.index, run.workers)
      for (const at of run.instants) {
        moment.read(at)
        check(run, at, moment)
      }
    }),
    { numRuns: 150 },
  )
}

describe('At any instant of any run', () => {
  it('exactly those are there that were sent and are not done with', () => {
    everyInstant(({ rows }, at, moment) => {
      const there = numbers(rows.count).filter(row => isThere(rows, row, at))
      expect([...moment.rows.subarray(0, moment.count)]).toEqual(there)
      const waiting = there.filter(row => rows.endedMs[row]! > at)
      expect(moment.open).toBe(waiting.length)
      expect(moment.oldestSentMs).toBe(waiting.length > 0 ? rows.sentMs[waiting[0]!] : Number.NaN)
    })
  })

  it('the accept queue is in order of coming and holds those that came and were not accepted', () => {
    everyInstant(({ rows, index }, at, moment) => {
      const standing = [...index.queue.rows.subarray(moment.queueFrom, moment.queueTo)]
      const expected = numbers(rows.count).filter(row => rows.queuedMs[row]! <= at && !(rows.acceptedMs[row]! <= at))
      expect([...standing].sort((a, b) => a - b)).toEqual(expected)
      for (const [place, row] of standing.entries()) {
        expect(rows.queuedMs[row]!).toBeGreaterThanOrEqual(rows.queuedMs[standing[place - 1] ?? row]!)
        expect(spotAt(rows, index, row, at)).toBe(Spot.Queue)
      }
      expect(moment.here[Spot.Queue]).toBe(standing.length)
    })
  })

  it('a request is where its row says', () => {
    everyInstant(({ rows }, at, moment) => {
      for (let entry = 0; entry < moment.count; entry++) {
        const row = moment.rows[entry]!
        const passed = (name: (typeof COLUMNS)[number]) => rows[name][row]! <= at
        const isDone = passed('finishedMs') || passed('killedMs')
        const awaitsData = rows.dataMs[row]! > at
        const computes = passed('startedMs') && !awaitsData && !isDone && (!passed('ioFromMs') || passed('ioToMs'))
        const expected = {
          [Spot.Connecting]: !passed('queuedMs'),
          [Spot.Queue]: passed('queuedMs') && !passed('acceptedMs'),
          [Spot.Inside]: passed('acceptedMs') && !passed('startedMs') && !isDone,
          [Spot.Cpu]: computes,
          [Spot.Io]: passed('startedMs') && !isDone && (awaitsData || (passed('ioFromMs') && !passed('ioToMs'))),
          [Spot.Returning]: passed('acceptedMs') && isDone,
        }
        expect(expected[moment.spots[entry] as Spot]).toBe(true)
        expect(moment.orphaned[entry] === 1).toBe(rows.endedMs[row]! <= at)
      }
    })
  })

  it('the counts of places and of workers are those of the requests in them', () => {
    everyInstant(({ rows, workers }, at, moment) => {
      const entries = numbers(moment.count)
      for (const spot of Object.values(Spot)) {
        const those = entries.filter(entry => moment.spots[entry] === spot)
        expect(moment.here[spot]).toBe(those.length)
        expect(moment.orphans[spot]).toBe(those.filter(entry => moment.orphaned[entry] === 1).length)
      }
      for (let worker = 0; worker < workers; worker++) {
        const held = entries.filter(
          entry => rows.worker[moment.rows[entry]!] === worker && [2, 3, 4].includes(moment.spots[entry]!),
        )
        const count = (spot: Spot) => held.filter(entry => moment.spots[entry] === spot).length
        expect(moment.workers.cpu[worker]).toBe(count(Spot.Cpu))
        expect(moment.workers.io[worker]).toBe(count(Spot.Io))
        expect(moment.workers.inside[worker]).toBe(count(Spot.Inside))
        expect(moment.workers.one[worker] === -1).toBe(held.length === 0)
      }
      expect(moment.computing).toBe(numbers(workers).filter(worker => moment.workers.cpu[worker]! > 0).length)
      expect(at).toBe(moment.at)
    })
  })

  it('endings are counted when they are learnt', () => {
    everyInstant(({ rows, index }, at) => {
      const from = at / 2
      const learnt = numbers(rows.count).filter(row => rows.endedMs[row]! > from && rows.endedMs[row]! <= at)
      for (const outcome of Object.values(Outcome)) {
        expect(endedBetween(index, outcome, from, at)).toBe(learnt.filter(row => rows.outcome[row] === outcome).length)
      }
      expect(failedBetween(index, from, at)).toBe(learnt.filter(row => rows.outcome[row] !== Outcome.Ok).length)
    })
  })

  it('the next and the last event are the nearest ones of all rows', () => {
    fc.assert(
      fc.property(runs, ({ rows, index, instants }) => {
        const times = timesOf(rows)
        for (const at of instants) {
          expect(nextEventMs(rows, index, at)).toBe(times.find(time => time > at) ?? Number.POSITIVE_INFINITY)
          expect(previousEventMs(rows, index, at)).toBe(times.findLast(time => time < at) ?? Number.NEGATIVE_INFINITY)
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('Seats', () => {
  it('are never shared, and no more are used than are ever needed at once', () => {
    fc.assert(
      fc.property(runs, ({ rows, index, workers }) => {
        let most = 0
        for (let worker = 0; worker < workers; worker++) {
          const held = numbers(rows.count).filter(row => rows.worker[row] === worker)
          for (const one of held) {
            const at = rows.acceptedMs[one]!
            const together = held.filter(row => rows.acceptedMs[row]! <= at && leftOf(rows, row) > at)
            const seats = together.map(row => index.seat[row])
            expect(new Set(seats).size).toBe(together.length)
            most = Math.max(most, together.length)
          }
        }
        expect(index.seats).toBe(most)
      }),
      { numRuns: 60 },
    )
  })
})

describe('Of a run with more requests than rows', () => {
  it('the index says until when the rows tell everything', () => {
    const scenario = fc.sample(arbitraryCase, { numRuns: 1, seed: 5 })[0]!
    const { rows } = simulate(scenario.scenario, { ...scenario.options, rows: true, maxRows: 5 })
    const index = indexLane(rows!)
    expect(rows!.cut).toBe(true)
    expect(index.knownUntilMs).toBe(rows!.sentMs[4])
  })
})
