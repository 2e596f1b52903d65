/** Little’s law, place by place. */
import { describe, it } from 'vitest'
import type { Result } from '../../sim/measure/result.ts'
import { arbitraryCase } from './arbitrary-scenario.ts'
import { areaMs, type Row, rowsOf, windowOf } from './from-rows.ts'
import { changed, claimAtMost, claimClose, holds, sum, withDrainInside, withLastingWorkers } from './trying.ts'

describe('Little’s law', () => {
  it('holds in every place: mean number there = summed time there over the window’s length', () => {
    holds(201, result => {
      const { places, scenario } = result
      const rows = rowsOf(result)
      const window = windowOf(result)
      const lengthMs = window.toMs - window.fromMs
      const area = (from: (row: Row) => number, to: (row: Row) => number) => areaMs(rows, window, from, to)
      // Whoever is killed goes no further: the place it was in is where its time ends.
      const orLeft = (at: number, row: Row) => (Number.isNaN(at) ? row.leftMs : at)
      const inQueue = area(
        row => row.queuedMs,
        row => row.acceptedMs,
      )
      const inProcess = area(
        row => row.acceptedMs,
        row => orLeft(row.startedMs, row),
      )
      const inService = area(
        row => row.startedMs,
        row => row.leftMs,
      )
      claimClose(places.acceptQueue * lengthMs, inQueue, 'accept queue')
      claimClose(places.process * lengthMs, inProcess, 'process')
      claimClose((places.cpu + places.runnable + places.io) * lengthMs, inService, 'in service')
      // A thread may wait for the request itself, which no row tells from computing.
      if (scenario.client.slowShare > 0 || scenario.machine.abortOnOverflow === 'off') return
      const inIo = area(
        row => row.ioFromMs,
        row => orLeft(row.ioToMs, row),
      )
      const closing = area(
        row => row.finishedMs,
        row => row.leftMs,
      )
      claimClose(places.io * lengthMs, inIo + closing, 'I/O')
    })
  })

  it('holds for the whole system once it has drained: L is λ times W', () => {
    const check = (result: Result) => {
      const served = rowsOf(result).filter(row => row.queuedMs >= 0)
      const { places, scenario } = result
      const inSystem = places.acceptQueue + places.process + places.cpu + places.runnable + places.io
      const ratePerMs = served.length / (scenario.run.seconds * 1000)
      const residenceMs = served.length === 0 ? 0 : sum(served.map(row => row.leftMs - row.queuedMs)) / served.length
      claimAtMost(result.drainedMs, scenario.run.seconds * 1000, 'drained')
      claimAtMost(Math.abs(inSystem - ratePerMs * residenceMs), 1e-9 * Math.max(1, inSystem), 'L − λW')
    }
    holds(202, check, arbitraryCase.map(withDrainInside))
  })

  it('holds before the server: who is in nginx or connecting is sent and not yet queued', () => {
    // Nobody leaves, so nobody is forgotten on the way or goes on after its end.
    const patient = arbitraryCase.map(drawn =>
      changed(withLastingWorkers(drawn), {
        client: { timeoutMs: 0, roundTripMs: 0 },
        proxy: { connectTimeoutMs: 0, readTimeoutMs: 0, workerConnections: 1e6 },
      }),
    )
    const check = (result: Result) => {
      const window = windowOf(result)
      const queuedOrEnded = (row: Row) => (Number.isNaN(row.queuedMs) ? row.endedMs : row.queuedMs)
      const before = areaMs(rowsOf(result), window, row => row.sentMs, queuedOrEnded)
      claimClose(result.places.proxy * (window.toMs - window.fromMs), before, 'proxy')
    }
    holds(203, check, patient)
  })
})
