/** Where requests go: every one is sent, takes its steps, and ends, once. */
import { describe, expect, it } from 'vitest'
import { COUNTED_OUTCOMES } from '../../sim/measure/outcomes.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'
import { type Row, rowsOf, sentIn, windowOf } from './from-rows.ts'
import { CLOSE_MS, changed, claim, claimAtMost, claimClose, holds, sum } from './trying.ts'

describe('Every scenario drawn', () => {
  it('is one that the parameter table allows', () => {
    // A closed loop may be refused as a whole, for it may never end; here `maxRequests` ends it.
    holds(1, (_, drawn) => {
      const checked = completeScenario(changed(drawn, { traffic: { kind: 'open' } }).scenario)
      claim(checked.ok, () => JSON.stringify(checked))
    })
  })
})

describe('Conservation: every request', () => {
  it('has exactly one outcome, and the counts are those of the rows sent in the window', () => {
    holds(101, result => {
      const rows = rowsOf(result)
      for (const { serial, outcome, sentMs, endedMs } of rows) {
        claim(outcome !== 'pending', () => `request ${serial} has no outcome`)
        claimAtMost(sentMs, endedMs, 'sent')
      }
      const sent = sentIn(rows, windowOf(result))
      expect(result.offered).toBe(sent.length)
      expect(result.retried).toBe(sent.filter(row => row.attempt > 0).length)
      for (const name of COUNTED_OUTCOMES) {
        expect(result.outcomes[name]).toBe(sent.filter(row => row.outcome === name).length)
      }
      expect(sum(Object.values(result.outcomes))).toBe(result.offered)
      expect(result.ok).toBe(result.outcomes['200'])
    })
  })

  it('is sent before the run ends, in order, and the run lasts until the server has drained', () => {
    holds(102, result => {
      const rows = rowsOf(result)
      const end = result.cutAtMs ?? windowOf(result).toMs
      for (const [serial, row] of rows.entries()) {
        claimAtMost(serial > 0 ? rows[serial - 1]!.sentMs : 0, row.sentMs, 'the request sent before')
        claim(row.sentMs < end || row.sentMs === result.cutAtMs, () => `request ${serial} is sent after the end`)
        if (row.leftMs >= 0) claimAtMost(row.leftMs, result.drainedMs, 'left')
      }
    })
  })

  it('takes its steps in order: sent, queued, accepted, started, I/O, finished', () => {
    holds(103, result => {
      for (const row of rowsOf(result)) claimInOrder(row)
    })
  })

  it('waits on I/O for exactly its time, and computes for at least its CPU and the server’s overhead', () => {
    holds(104, (result, { scenario }) => {
      for (const row of rowsOf(result)) {
        if (!(row.finishedMs >= 0)) continue
        claimClose(row.ioToMs - row.ioFromMs, row.ioMs, 'I/O')
        const computing = row.ioFromMs - row.startedMs + (row.finishedMs - row.ioToMs)
        claimAtMost(row.cpuMs + scenario.server.overheadMs, computing + CLOSE_MS, 'CPU needed')
      }
    })
  })

  it('ends for its client a round trip after the server finishes, or earlier', () => {
    holds(105, (result, { scenario: { client } }) => {
      for (const row of rowsOf(result)) {
        const answeredMs = row.finishedMs + client.roundTripMs
        if (row.outcome === '200') claim(row.endedMs === answeredMs, () => `request ${row.serial} ends elsewhere`)
        else if (row.finishedMs >= 0) claimAtMost(row.endedMs, answeredMs, 'ended')
      }
    })
  })

  it('keeps its client no longer than the client is patient', () => {
    holds(106, (result, { scenario: { client, proxy } }) => {
      const patience = client.timeoutMs || Infinity
      const readTimeoutMs = (proxy.kind === 'nginx' && proxy.readTimeoutMs) || Infinity
      for (const row of rowsOf(result)) {
        const [latencyMs, sinceQueuedMs] = [row.endedMs - row.sentMs, row.endedMs - row.queuedMs]
        claimAtMost(latencyMs, Math.max(patience, client.roundTripMs) + CLOSE_MS, 'latency')
        // A half-open connection is queued later than nginx begins to wait, so that this may be less, and never more.
        if (row.queuedMs >= 0) claimAtMost(sinceQueuedMs, readTimeoutMs + client.roundTripMs + CLOSE_MS, 'reading')
        if (row.outcome === 'timeout') claimClose(latencyMs, patience, 'patience')
      }
    })
  })

  it('has as many dropped SYNs as the kernel counts, none before it was sent, and none after it was let in', () => {
    holds(108, result => {
      const { fromMs, toMs } = windowOf(result)
      let dropped = 0
      for (const row of rowsOf(result)) {
        if (row.sentMs >= fromMs && row.sentMs < toMs) dropped += row.synDrops
        claim(row.synDrops > 0 === row.droppedMs >= 0, () => `request ${row.serial} has ${row.synDrops} drops`)
        if (row.synDrops === 0) continue
        claimAtMost(row.sentMs, row.droppedMs, 'sent')
        if (row.queuedMs >= 0) claimAtMost(row.droppedMs, row.queuedMs, 'dropped')
      }
      claim(dropped === result.log.synDropped, () => `${dropped} dropped, ${result.log.synDropped} counted`)
    })
  })

  it('has as many half-open connections as nginx’s side counts, each after a dropped SYN and before it is let in', () => {
    holds(109, result => {
      const { fromMs, toMs } = windowOf(result)
      let halfOpen = 0
      for (const row of rowsOf(result)) {
        if (!(row.halfOpenMs >= 0)) continue
        if (row.sentMs >= fromMs && row.sentMs < toMs) halfOpen++
        claim(row.droppedMs < row.halfOpenMs, () => `request ${row.serial} lost no SYN before it was half open`)
        claim(!(row.queuedMs <= row.halfOpenMs), () => `request ${row.serial} stood in the queue already`)
      }
      claim(halfOpen === result.log.halfOpen, () => `${halfOpen} half open, ${result.log.halfOpen} counted`)
    })
  })

  it('sent again is the same request, after a failure, no more often than the client may', () => {
    holds(107, (result, { scenario: { client } }) => {
      const rows = rowsOf(result)
      const lastTry = new Map<number, Row>()
      for (const row of rows) {
        const previous = lastTry.get(row.firstTry)
        lastTry.set(row.firstTry, row)
        if (row.attempt === 0) {
          claim(row.firstTry === row.serial, () => `request ${row.serial} is the first try of another`)
          continue
        }
        claim(previous?.attempt === row.attempt - 1, () => `try ${row.attempt} of ${row.firstTry} has none before it`)
        claim(previous!.cpuMs === row.cpuMs && previous!.ioMs === row.ioMs, () => `${row.serial} is other work`)
        claim(previous!.outcome !== '200', () => `${row.serial} was answered and sent again`)
        claimAtMost(row.sentMs - previous!.endedMs, client.backoffMs * 2 ** previous!.attempt + CLOSE_MS, 'backoff')
        claimAtMost(previous!.endedMs, row.sentMs, 'end of the try before')
        claimAtMost(row.attempt, client.retries, 'retries')
      }
    })
  })
})

const STEPS = ['sentMs', 'queuedMs', 'acceptedMs', 'startedMs', 'ioFromMs', 'ioToMs', 'finishedMs'] as const

/** Instants never fall, and after one that never came (NaN) no other does. */
function claimInOrder(row: Row): void {
  claimAtMost(0, row.sentMs, 'the start of the run')
  for (let at = 1; at < STEPS.length; at++) {
    const [before, after] = [row[STEPS[at - 1]!], row[STEPS[at]!]]
    claim(!(after < before), () => `request ${row.serial}: ${STEPS[at]} ${after} is before ${STEPS[at - 1]} ${before}`)
    claim(!(after >= 0) || before >= 0, () => `request ${row.serial} has ${STEPS[at]}, but no ${STEPS[at - 1]}`)
  }
  claim(row.cpuMs >= 0 && row.ioMs >= 0, () => `request ${row.serial} needs ${row.cpuMs} and ${row.ioMs}`)
  claim(row.worker >= 0 === row.acceptedMs >= 0, () => `request ${row.serial} has worker ${row.worker}`)
}
