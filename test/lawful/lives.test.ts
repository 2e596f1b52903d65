/** When workers went and came back, and when a thread waited for a request's data: what the stage draws must be so. */
import { describe, it } from 'vitest'
import { LifeEvent } from '../../sim/measure/life-log.ts'
import { claim, claimAtMost, holds } from './trying.ts'

describe('A worker that is away', () => {
  it('went only when it was there, comes back once, and accepts nothing meanwhile', () => {
    holds(451, ({ rows }) => {
      const { lives, acceptedMs, worker } = rows!
      const awaySince = new Map<number, number>()
      const away: { worker: number; fromMs: number; toMs: number }[] = []
      for (const [entry, event] of lives.event.entries()) {
        const [who, at] = [lives.worker[entry]!, lives.atMs[entry]!]
        const since = awaySince.get(who)
        claimAtMost(lives.atMs[entry - 1] ?? 0, at, 'the event before')
        if (event === LifeEvent.Up) {
          claim(since !== undefined, () => `worker ${who} came at ${at} and had not gone`)
          away.push({ worker: who, fromMs: since!, toMs: at })
          awaySince.delete(who)
          continue
        }
        // The kernel may take a newcomer before it is up.
        const mayGo = since === undefined || event === LifeEvent.OutOfMemory || event === LifeEvent.Retired
        claim(mayGo, () => `worker ${who} went again at ${at}, with event ${event}`)
        if (since === undefined) awaySince.set(who, at)
      }
      for (const { worker: who, fromMs, toMs } of away) {
        const row = acceptedMs.findIndex((at, row) => worker[row] === who && at > fromMs && at < toMs)
        claim(row < 0, () => `worker ${who} accepted request ${row} while it was away`)
      }
    })
  })
})

describe('A thread that waits for data', () => {
  it('has it after it began and before it computes, if it is ever done', () => {
    holds(452, ({ rows }) => {
      const { count, dataMs, startedMs, ioFromMs, finishedMs } = rows!
      for (let row = 0; row < count; row++) {
        const came = dataMs[row]!
        if (Number.isNaN(came)) continue
        claimAtMost(startedMs[row]!, came, 'the beginning')
        if (ioFromMs[row]! >= 0) claimAtMost(came, ioFromMs[row]!, 'the data')
        if (finishedMs[row]! >= 0) claimAtMost(came, finishedMs[row]!, 'the data')
      }
    })
  })
})
