/** Connections that outlive an answer: only where the rules let them, and each carries one request after the other. */
import { describe, expect, it } from 'vitest'
import type { Result } from '../../sim/measure/result.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { keepsClients, keepsConnections, SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { arbitraryCase, arbitraryUpstreamCase, type Case } from './arbitrary-scenario.ts'
import { rowsOf } from './from-rows.ts'
import { CLOSE_MS, changed, claim, claimSame, holds, run } from './trying.ts'

/** Longest that any of them is idle. */
const NGINX_KEEPS_MS = 60_000

/** A server that keeps connections, where the case's own closes each. */
const keepingServer = ({ scenario: { server } }: Case): Partial<Scenario['server']> =>
  SERVER_KINDS[server.kind].keepaliveMs.fixed
    ? { kind: 'gunicorn-gthread', threads: 2, connections: 9, timeoutMs: 0, keepaliveMs: 500 }
    : { keepaliveMs: 500 }

const asKeeping = (drawn: Case) => changed(drawn, { proxy: { kind: 'nginx' }, server: keepingServer(drawn) })

/** Users speak to the server themselves, and keep their connections. */
const asDirect = (drawn: Case) =>
  changed(drawn, {
    traffic: { kind: 'closed' },
    client: { keepAlive: 'on' },
    proxy: { kind: 'none' },
    server: keepingServer(drawn),
  })

describe.each([
  ['of nginx', arbitraryUpstreamCase.map(asKeeping), arbitraryCase.map(asKeeping)],
  ['of a user', arbitraryCase.map(asDirect), arbitraryCase.map(asDirect)],
])('A connection %s to the server', (_, cases, plainCases) => {
  it('carries a second request only after an answer on it, and not later than it is kept', () => {
    const check = (result: Result) => {
      const { server } = result.scenario
      const keptMs = Math.min(server.keepaliveMs, NGINX_KEEPS_MS)
      const rows = rowsOf(result)
      for (const reused of rows.filter(row => row.reused)) {
        const from = reused.acceptedMs - keptMs - CLOSE_MS
        const answers = rows.filter(
          ({ worker, outcome, finishedMs }) =>
            worker === reused.worker && outcome === '200' && finishedMs >= from && finishedMs <= reused.acceptedMs,
        )
        claim(answers.length > 0, () => `request ${reused.serial} came on a connection that nobody had used`)
      }
    }
    holds(1301, check, cases)
  })

  it('carries no two at a time: at any instant no more are taken than answers have left behind', () => {
    const check = (result: Result) => {
      const rows = rowsOf(result)
      const answers = rows.filter(row => row.outcome === '200').map(row => ({ ...row, at: row.finishedMs, by: 1 }))
      const taken = rows.filter(row => row.reused).map(row => ({ ...row, at: row.acceptedMs, by: -1 }))
      const left = new Map<number, number>()
      for (const { worker, by, serial } of [...answers, ...taken].sort((a, b) => a.at - b.at || b.by - a.by)) {
        const now = (left.get(worker) ?? 0) + by
        claim(now >= 0, () => `request ${serial} came on a connection of ${worker} that was in use`)
        left.set(worker, now)
      }
    }
    holds(1302, check, cases)
  })

  it('is used again in some of these runs', () => {
    let reused = 0
    const check = (result: Result) => {
      reused += rowsOf(result).filter(row => row.reused).length
    }
    holds(1303, check, plainCases)
    expect(reused).toBeGreaterThan(1000)
  })
})

describe('A connection', () => {
  it('to the server is a new one each time, to the last bit, where the server closes or nobody keeps it', () => {
    const check = (result: Result, drawn: Case) => {
      const { proxy, server } = drawn.scenario
      if (keepsConnections(server) && (proxy.kind === 'nginx' || keepsClients(drawn.scenario))) return
      const without = run(changed(drawn, { proxy: { upstreamKeepalive: 0 } }))
      claimSame({ ...without, scenario: result.scenario }, result)
      claim(!rowsOf(result).some(row => row.reused), () => 'a connection was used again')
    }
    holds(1304, check)
  })

  it('of a client is opened for each request, to the last bit, unless a user comes back to somebody who keeps it', () => {
    const check = (result: Result, drawn: Case) => {
      if (keepsClients(drawn.scenario)) return
      const without = run(changed(drawn, { client: { keepAlive: 'off' } }))
      claimSame({ ...without, scenario: result.scenario }, result)
    }
    holds(1305, check)
  })

  it('of a client is open before the server’s kernel sees anything of a request on a new one', () => {
    const check = (result: Result) => {
      const { scenario } = result
      for (const { sentMs, queuedMs, serial } of rowsOf(result)) {
        if (keepsClients(scenario) || Number.isNaN(queuedMs)) continue
        const openMs = sentMs + scenario.client.connectMs
        claim(queuedMs >= openMs - CLOSE_MS, () => `request ${serial} was queued before its connection was open`)
      }
    }
    holds(1306, check)
  })
})
