/** What must not change a result, and what must change it by just so much. */
import { describe, it } from 'vitest'
import { FINE_BITS, histogramSize } from '../../sim/measure/histogram.ts'
import type { Result } from '../../sim/measure/result.ts'
import { simulate } from '../../sim/simulate.ts'
import { arbitraryCase, arbitraryOpenCase, type Case } from './arbitrary-scenario.ts'
import { asSync, changed, claimClose, claimSame, holds, run, withLastingWorkers } from './trying.ts'

describe('A seed', () => {
  it('determines the whole result, bit for bit', () => {
    holds(501, (result, drawn) => claimSame(run(drawn), result))
  })

  it('determines the same result whether or not anybody keeps rows or series', () => {
    holds(502, (result, { scenario, options }) => {
      const bare = simulate(scenario, { ...options, rows: false, series: false })
      for (const part of ['outcomes', 'log', 'latencyMs', 'histogram', 'drainedMs', 'servedPerSecond'] as const) {
        claimSame(bare[part], result[part])
      }
      // Sums over time are the same but for rounding: series add up the parts.
      claimClose(bare.cpuUtilization, result.cpuUtilization, 'utilization')
      claimClose(bare.wastedCpuShare, result.wastedCpuShare, 'waste')
    })
  })

  it('determines the same result in a histogram that was another run’s before', () => {
    const histogram = new Float64Array(histogramSize(FINE_BITS)).fill(7)
    holds(509, (result, { scenario, options }) => {
      const again = simulate(scenario, { ...options, histogram })
      for (const part of ['outcomes', 'latencyMs', 'histogram'] as const) claimSame(again[part], result[part])
    })
  })

  it('sends the same requests with one worker more, and to any other server on any other machine', () => {
    const check = (result: Result, drawn: Case) => {
      const { server, machine } = drawn.scenario
      const others = [
        changed(asSync(drawn), { server: { workers: server.workers + 1 } }),
        changed(drawn, {
          server: { kind: 'gunicorn-gthread', workers: 3, threads: 4, connections: 9, timeoutMs: 0 },
          machine: { cores: machine.cores + 1, switchCostUs: 7 },
          proxy: { kind: 'none' },
          client: { timeoutMs: 30 },
        }),
      ]
      for (const other of others) {
        const rows = run(other).rows!
        for (const column of ['sentMs', 'cpuMs', 'ioMs'] as const) claimSame(rows[column], result.rows![column])
      }
    }
    holds(503, check, arbitraryOpenCase)
  })

  it('brings the same work at another rate', () => {
    const check = (result: Result, drawn: Case) => {
      const { traffic } = drawn.scenario
      const rows = run(changed(drawn, { traffic: { ratePerSecond: traffic.ratePerSecond * 1.5 } })).rows!
      const count = Math.min(rows.count, result.rows!.count)
      for (const column of ['cpuMs', 'ioMs'] as const) {
        claimSame(rows[column].slice(0, count), result.rows![column].slice(0, count))
      }
    }
    holds(504, check, arbitraryOpenCase)
  })
})

describe('Scale', () => {
  it('does not matter: when every time is doubled, every time is doubled', () => {
    // What the real thing fixes in milliseconds cannot scale: SYN retries, the arbiter's looks, the scheduler's slice, how long
    // a thread waits for the first bytes.
    const scalable = arbitraryCase.map(drawn =>
      changed(withLastingWorkers(drawn), {
        server: { backlog: 65_535, reading: 'poller' },
        machine: { switchCostUs: 0, somaxconn: 65_535 },
      }),
    )
    const check = (result: Result, drawn: Case) => {
      // Doubling a number changes no digit of it, so this holds to the last bit.
      const slow = run(slower(drawn, 2))
      claimSame(slow.outcomes, result.outcomes)
      claimSame(slow.cpuUtilization, result.cpuUtilization)
      claimSame(slow.latencyMs.mean, 2 * result.latencyMs.mean)
      for (const column of ['sentMs', 'queuedMs', 'startedMs', 'finishedMs', 'endedMs'] as const) {
        claimSame(
          slow.rows![column],
          result.rows![column].map(value => 2 * value),
        )
      }
    }
    holds(701, check, scalable)
  })
})

/** The case on a clock that runs `k` times slower. */
function slower(drawn: Case, k: number): Case {
  const { client, machine, proxy, request, run, server, traffic } = drawn.scenario
  const scaled = changed(drawn, {
    traffic: {
      ratePerSecond: traffic.ratePerSecond / k,
      burstMs: traffic.burstMs * k,
      steps: traffic.steps.map(step => ({ atSeconds: step.atSeconds * k, ratePerSecond: step.ratePerSecond / k })),
      thinkMs: traffic.thinkMs * k,
    },
    request: { cpuMs: request.cpuMs * k, ioMs: request.ioMs * k },
    machine: { creditsAtStart: machine.creditsAtStart * k, launchCredits: machine.launchCredits * k },
    client: {
      timeoutMs: client.timeoutMs * k,
      goalMs: client.goalMs * k,
      roundTripMs: client.roundTripMs * k,
      connectMs: client.connectMs * k,
      backoffMs: client.backoffMs * k,
      uploadMs: client.uploadMs * k,
    },
    proxy: {
      connectTimeoutMs: proxy.connectTimeoutMs * k,
      readTimeoutMs: proxy.readTimeoutMs * k,
      keepaliveMs: proxy.keepaliveMs * k,
      cpuMs: proxy.cpuMs * k,
    },
    server: {
      overheadMs: server.overheadMs * k,
      switchIntervalMs: server.switchIntervalMs * k,
      bootMs: server.bootMs * k,
      closeWaitMs: server.closeWaitMs * k,
      keepaliveMs: server.keepaliveMs * k,
    },
    run: { seconds: run.seconds * k, warmupSeconds: run.warmupSeconds * k },
  })
  const { trace } = drawn.options
  if (trace === undefined) return scaled
  const times = (column: Float64Array) => column.map(value => value * k)
  const slowTrace = { ...trace, sentMs: times(trace.sentMs), cpuMs: times(trace.cpuMs), ioMs: times(trace.ioMs) }
  return { scenario: scaled.scenario, options: { ...drawn.options, trace: slowTrace } }
}
