/** What the machine spends. */
import { describe, expect, it } from 'vitest'
import type { Result } from '../../sim/measure/result.ts'
import { arbitraryCase } from './arbitrary-scenario.ts'
import { type Row, rowsOf, windowOf } from './from-rows.ts'
import {
  CLOSE_MS,
  changed,
  claimAtMost,
  claimClose,
  holds,
  sum,
  withDrainInside,
  withLastingWorkers,
} from './trying.ts'

describe('The machine', () => {
  it('is never more than busy, and wastes no more than it spends', () => {
    holds(301, result => {
      for (const share of [result.cpuUtilization, result.wastedCpuShare, result.workerUtilization]) {
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(1 + 1e-9)
      }
      for (const level of Object.values(result.places)) expect(level).toBeGreaterThanOrEqual(0)
      expect(result.places.cpu).toBeLessThanOrEqual(result.scenario.machine.cores * (1 + 1e-9))
    })
  })

  it('is busy for exactly the work it was given, when no switch costs anything', () => {
    // Every request sent gets as far as nginx's CPU: connections suffice, and no client leaves while it still connects or sends.
    const cases = arbitraryCase
      .map(withLastingWorkers)
      .map(withDrainInside)
      .map(drawn =>
        changed(drawn, {
          machine: { switchCostUs: 0, threadsPerCore: 1 },
          proxy: { workerConnections: 1e6 },
          client: { slowShare: 0, connectMs: 0 },
        }),
      )
    const check = (result: Result) => {
      const { machine, proxy, run, server } = result.scenario
      const rows = rowsOf(result)
      const served = sum(rows.filter(row => row.startedMs >= 0).map(row => row.cpuMs + server.overheadMs))
      const proxied = proxy.kind === 'nginx' ? rows.length * proxy.cpuMs : 0
      claimClose(result.cpuUtilization * machine.cores * run.seconds * 1000, served + proxied, 'busy')
    }
    holds(302, check, cases)
  })

  it('is busy for longer than the work, when switches cost', () => {
    const cases = arbitraryCase.map(withLastingWorkers).map(withDrainInside)
    const check = (result: Result) => {
      const { machine, run, server } = result.scenario
      const served = sum(rowsOf(result).map(row => (row.startedMs >= 0 ? row.cpuMs + server.overheadMs : 0)))
      const busyMs = result.cpuUtilization * machine.cores * run.seconds * 1000
      expect(busyMs).toBeGreaterThanOrEqual(served * (1 - 1e-9) - CLOSE_MS)
    }
    holds(303, check, cases)
  })

  it('wastes nothing while everybody waits for the answer', () => {
    const cases = arbitraryCase.map(drawn => changed(drawn, { client: { timeoutMs: 0 }, proxy: { readTimeoutMs: 0 } }))
    holds(304, result => claimAtMost(result.wastedCpuShare, 0, 'waste'), cases)
  })

  it('wastes all of it when every client has left before the work begins', () => {
    const tooLate = arbitraryCase.map(drawn =>
      changed(withLastingWorkers(drawn), {
        client: { timeoutMs: 1e-9 },
        proxy: { cpuMs: 0 },
        request: { distribution: 'deterministic' },
      }),
    )
    const check = (result: Result) => {
      const busy = rowsOf(result).some(row => row.startedMs >= 0)
      if (busy && result.cpuUtilization > 1e-6) expect(result.wastedCpuShare).toBeGreaterThan(0.99)
    }
    holds(305, check, tooLate)
  })

  it('counts a worker as used while it works on anything', () => {
    // A thread that has waited in vain for first bytes leaves no trace of it in the request's row.
    const cases = arbitraryCase.map(drawn =>
      drawn.scenario.server.reading === 'thread-5s' ? changed(drawn, { server: { reading: 'thread' } }) : drawn,
    )
    const check = (result: Result) => {
      const window = windowOf(result)
      const rows = rowsOf(result)
      let usedMs = 0
      for (let worker = 0; worker < result.scenario.server.workers; worker++) {
        usedMs += unionMs(
          rows.filter(row => row.worker === worker),
          window.fromMs,
          window.toMs,
        )
      }
      const lengthMs = window.toMs - window.fromMs
      claimClose(result.workerUtilization * result.scenario.server.workers * lengthMs, usedMs, 'workers')
    }
    holds(306, check, cases)
  })
})

/** How much of the window at least one of the rows was in service. */
function unionMs(rows: Row[], fromMs: number, toMs: number): number {
  const served = rows.filter(row => row.startedMs >= 0).sort((a, b) => a.startedMs - b.startedMs)
  let covered = 0
  let until = fromMs
  for (const { startedMs, leftMs } of served) {
    const to = Math.min(leftMs, toMs)
    covered += Math.max(0, to - Math.max(until, startedMs))
    until = Math.max(until, to)
  }
  return covered
}
