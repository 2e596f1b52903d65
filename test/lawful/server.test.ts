/** What the server holds, in which order, and that it lets nobody wait for nothing. */
import { describe, expect, it } from 'vitest'
import type { Result } from '../../sim/measure/result.ts'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { arbitraryCase, arbitraryOpenCase, type Case } from './arbitrary-scenario.ts'
import { areaMs, mostAtOnce, rowsOf } from './from-rows.ts'
import {
  asSync,
  CLOSE_MS,
  changed,
  claimAtMost,
  claimClose,
  claimSame,
  holds,
  run,
  withLastingWorkers,
} from './trying.ts'

describe('The server', () => {
  it('holds no more than its places: accept queue, connections, threads', () => {
    const check = (result: Result) => {
      const { server, machine } = result.scenario
      const kind = SERVER_KINDS[server.kind]
      const rows = rowsOf(result)
      const inQueue = mostAtOnce(
        rows,
        row => row.queuedMs,
        row => row.acceptedMs,
      )
      expect(inQueue).toBeLessThanOrEqual(Math.min(server.backlog, machine.somaxconn) + 1)
      for (let worker = 0; worker < server.workers; worker++) {
        const own = rows.filter(row => row.worker === worker)
        const inService = mostAtOnce(
          own,
          row => row.startedMs,
          row => row.leftMs,
        )
        const held = mostAtOnce(
          own,
          row => row.acceptedMs,
          row => row.leftMs,
        )
        expect(inService).toBeLessThanOrEqual(server.threads)
        if (kind.acceptance !== 'when-idle') expect(held).toBeLessThanOrEqual(server.connections)
      }
    }
    holds(401, check)
  })

  it('accepts in the order of its queue', () => {
    holds(402, result => {
      const accepted = rowsOf(result)
        .filter(row => row.acceptedMs >= 0 && !row.reused)
        .sort((a, b) => a.queuedMs - b.queuedMs || a.acceptedMs - b.acceptedMs)
      for (const [at, row] of accepted.entries()) {
        if (at > 0) claimAtMost(accepted[at - 1]!.acceptedMs, row.acceptedMs, 'accepted before')
      }
    })
  })

  it('lets nobody wait in its queue while a thread is idle, if it accepts when idle', () => {
    const idle = arbitraryCase.map(drawn => {
      const kind = SERVER_KINDS[drawn.scenario.server.kind]
      return kind.acceptance === 'when-idle' ? withLastingWorkers(drawn) : withLastingWorkers(asSync(drawn))
    })
    const check = (result: Result) => {
      const { server } = result.scenario
      const rows = rowsOf(result)
      for (const { queuedMs, acceptedMs } of rows) {
        if (!(acceptedMs > queuedMs)) continue
        const busyMs = areaMs(
          rows,
          { fromMs: queuedMs, toMs: acceptedMs },
          row => row.startedMs,
          row => row.leftMs,
        )
        claimClose(busyMs, server.workers * server.threads * (acceptedMs - queuedMs), 'busy while somebody waits')
      }
    }
    holds(403, check, idle)
  })

  it('with one worker is the same server, whatever it is called', () => {
    const check = (result: Result, drawn: Case) => {
      for (const kind of ['gunicorn-sync', 'uwsgi'] as const) {
        const other = run(changed(drawn, { server: { kind } }))
        claimSame({ ...other, scenario: result.scenario }, result)
      }
    }
    const single = arbitraryCase.map(drawn =>
      changed(drawn, { server: { kind: 'flask', workers: 1, threads: 1, connections: 1, timeoutMs: 0, gilTurns: 2 } }),
    )
    holds(404, check, single)
  })
})

describe('More workers', () => {
  it('start no request later, when requests only wait and everybody is patient', () => {
    // For one queue in order of arrival in front of like servers this is a theorem; on shared cores it is none.
    const waiting = arbitraryOpenCase.map(drawn =>
      changed(withLastingWorkers(asSync(drawn)), {
        request: { cpuMs: 0, ioMs: 10 },
        server: { overheadMs: 0, backlog: 2048 },
        machine: { somaxconn: 4096 },
        client: { timeoutMs: 0 },
        proxy: { readTimeoutMs: 0, workerConnections: 1e6 },
      }),
    )
    const check = (result: Result, drawn: Case) => {
      const more = rowsOf(run(changed(drawn, { server: { workers: drawn.scenario.server.workers + 1 } })))
      for (const row of rowsOf(result)) {
        claimAtMost(more[row.serial]!.startedMs, row.startedMs + CLOSE_MS, 'start with one worker more')
      }
    }
    holds(601, check, waiting)
  })
})
