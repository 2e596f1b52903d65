import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { simulate } from '../../../sim/simulate.ts'
import { demandOf } from '../../../sim/theory/demand.ts'
import { indexLane } from '../../../web/stage/lane-index.ts'
import { placesOf } from '../../../web/stage/words.ts'
import { type Episode, episodeOf } from '../../../web/story/episode.ts'
import { SLOW_TIMES } from '../../../web/story/episode-workers.ts'
import { whatHappened } from '../../../web/story/what-happened.ts'
import { arbitraryCase } from '../../lawful/arbitrary-scenario.ts'
import { type Row, rowsOf } from '../../lawful/from-rows.ts'

const SEED = 41
const RUNS = 150

interface Drawn {
  rows: Row[]
  episode: Episode
  told: ReturnType<typeof whatHappened>
}

/** Tries `law` on parts of random runs of every kind; every run has a long part and short ones. */
function holds(law: (drawn: Drawn) => void): void {
  const part = fc.record({ from: fc.double({ min: 0, max: 1, noNaN: true }), long: fc.constantFrom(0.01, 0.1, 0.5) })
  fc.assert(
    fc.property(arbitraryCase, part, ({ scenario, options }, { from, long }) => {
      const result = simulate(scenario, { ...options, rows: true, series: false })
      if (!result.rows || result.rows.cut) return
      const endMs = Math.max(1, result.drainedMs)
      const episode = episodeOf({ result, index: indexLane(result.rows) }, from * endMs, (from + long) * endMs)
      law({ rows: rowsOf(result), episode, told: whatHappened(episode, result.rows) })
    }),
    { seed: SEED, numRuns: RUNS },
  )
}

describe('what is counted of a part of any run', () => {
  it('is what one finds who looks at every row', () => {
    holds(({ rows, episode }) => {
      const within = (ms: number) => episode.fromMs <= ms && ms < episode.toMs
      const { scenario } = episode
      const those = (is: (row: Row) => boolean) => rows.filter(is).map(({ serial }) => serial)
      const failed = (row: Row) => row.outcome !== '200'
      expect(episode.arrived).toEqual(those(row => within(row.sentMs)))
      expect(episode.retries).toBe(those(row => within(row.sentMs) && row.attempt > 0).length)
      expect(episode.served).toEqual(those(row => within(row.finishedMs)))
      expect(episode.servedForNobody).toEqual(those(row => within(row.finishedMs) && row.endedMs < row.finishedMs))
      expect(episode.answered).toBe(those(row => within(row.endedMs) && !failed(row)).length)
      expect(episode.failed).toEqual(those(row => within(row.endedMs) && failed(row)))
      expect(episode.dropped).toEqual(those(row => within(row.droppedMs)))
      expect(episode.halfOpen).toEqual(those(row => within(row.halfOpenMs)))
      const killed = those(row => within(row.killedMs))
      const lost = [...episode.kills.flatMap(kill => kill.rows), ...episode.closed]
      expect(lost.sort((a, b) => a - b)).toEqual(killed)
      if (scenario.server.reading !== 'thread-5s') expect(episode.closed).toEqual([])
      const { neverQueued, inQueue, inside, served } = episode.failedAt
      expect(neverQueued + inQueue + inside + served).toBe(episode.failed.length)
      expect(episode.fates.reduce((sum, many) => sum + many, 0)).toBe(episode.arrived.length)
      const again = rows.filter(
        ({ attempt, firstTry }) =>
          attempt > 0 &&
          rows.some(row => row.firstTry === firstTry && row.attempt === attempt - 1 && within(row.sentMs)),
      )
      expect(episode.sentAgain).toEqual(again.map(({ serial }) => serial))
    })
  }, 20_000)

  it('has the queue as long, and as long full, as adding up at every instant finds', () => {
    holds(({ rows, episode: { fromMs, toMs, queue, scenario } }) => {
      const lengthAt = (ms: number) => rows.filter(row => row.queuedMs <= ms && !(row.acceptedMs <= ms)).length
      const before = rows.filter(row => row.queuedMs < fromMs && !(row.acceptedMs < fromMs)).length
      const instants = rows.flatMap(row => [row.queuedMs, row.acceptedMs]).filter(ms => ms >= fromMs && ms < toMs)
      const inOrder = [...new Set(instants)].sort((a, b) => a - b)
      const lengths = inOrder.map(lengthAt)
      expect(queue.places).toBe(placesOf(scenario))
      expect(queue.from).toBe(before)
      expect(queue.to).toBe(lengths.at(-1) ?? before)
      expect(queue.most).toBe(Math.max(before, ...lengths))
      const spans = [fromMs, ...inOrder].map((at, place) => ({
        ms: (inOrder[place] ?? toMs) - at,
        length: place === 0 ? before : lengths[place - 1]!,
      }))
      const full = spans.filter(({ length }) => length >= queue.places).reduce((sum, { ms }) => sum + ms, 0)
      expect(queue.fullMs).toBeCloseTo(full, 6)
    })
  }, 20_000)

  it('holds all threads only as long as so many requests were in hand', () => {
    holds(({ rows, episode: { fromMs, toMs, allHeldMs, slowHeldMs, threads, kills, awayMs, mostAway, scenario } }) => {
      expect(slowHeldMs).toBeLessThanOrEqual(allHeldMs + 1e-6)
      expect(allHeldMs).toBeLessThanOrEqual(toMs - fromMs + 1e-6)
      expect(awayMs).toBeLessThanOrEqual(toMs - fromMs + 1e-6)
      expect(new Set(kills.map(({ worker, atMs }) => `${worker} ${atMs}`)).size).toBe(kills.length)
      if (!Number.isFinite(threads) || mostAway > 0) return
      const doneMs = (row: Row) => row.finishedMs
      const steps = [fromMs, toMs, ...rows.flatMap(row => [row.startedMs, doneMs(row)])]
        .filter(ms => ms >= fromMs && ms <= toMs)
        .sort((a, b) => a - b)
      const isSlow = (row: Row) => row.cpuMs + row.ioMs > SLOW_TIMES * demandOf(scenario.request).holdingMs.mean
      let [all, slow] = [0, 0]
      for (let at = 1; at < steps.length; at++) {
        const middle = (steps[at - 1]! + steps[at]!) / 2
        const held = rows.filter(row => row.startedMs <= middle && middle < doneMs(row))
        if (held.length >= threads) all += steps[at]! - steps[at - 1]!
        if (held.filter(isSlow).length >= threads) slow += steps[at]! - steps[at - 1]!
      }
      expect(allHeldMs).toBeCloseTo(all, 6)
      expect(slowHeldMs).toBeCloseTo(slow, 6)
    })
  }, 20_000)

  it('is told in whole sentences, with no number that is none, and with the rows that it counts', () => {
    holds(({ told, rows }) => {
      expect(told.length).toBeGreaterThan(0)
      for (const { text, rows: spoken } of told) {
        expect(text).toMatch(/^[A-Z0-9].*\.$/)
        expect(text).not.toMatch(/NaN|Infinity|undefined|–|\b1 (requests|workers|were|clients|places|retries)\b/)
        expect(spoken.every(row => row >= 0 && row < rows.length)).toBe(true)
      }
      expect(new Set(told.map(({ text }) => text)).size).toBe(told.length)
    })
  }, 20_000)
})
