/** Laws of several servers behind nginx. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COUNTED_OUTCOMES, OUTCOME_NAMES } from '../../sim/measure/outcomes.ts'
import { simulate } from '../../sim/simulate.ts'
import { arbitraryUpstreamCase } from './arbitrary-scenario.ts'

const RUNS = { numRuns: 150, seed: 1_700 }

describe('A run with several servers', () => {
  it('gives every request one outcome, after it was sent, at a process that there is', () => {
    fc.assert(
      fc.property(arbitraryUpstreamCase, ({ scenario, options }) => {
        const { rows, outcomes, offered } = simulate(scenario, { ...options, rows: true })
        const fromMs = scenario.run.warmupSeconds * 1000
        const counted = new Map(COUNTED_OUTCOMES.map(name => [name as string, 0]))
        for (let row = 0; row < rows!.count; row++) {
          const name = OUTCOME_NAMES[rows!.outcome[row]!]!
          expect(name).not.toBe('pending')
          expect(rows!.endedMs[row]).toBeGreaterThanOrEqual(rows!.sentMs[row]!)
          expect(rows!.worker[row]).toBeLessThan(scenario.proxy.upstreams * scenario.server.workers)
          if (rows!.sentMs[row]! >= fromMs) counted.set(name, counted.get(name)! + 1)
        }
        expect(Object.fromEntries(counted)).toEqual(outcomes)
        expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(offered)
      }),
      RUNS,
    )
  })

  it('is the same run whether or not rows and series are kept, and uses no more than the cores', () => {
    fc.assert(
      fc.property(arbitraryUpstreamCase, ({ scenario, options }) => {
        const { rows: _, series: __, scenario: ___, ...bare } = simulate(scenario, { ...options, series: false })
        const full = simulate(scenario, { ...options, rows: true })
        for (const name of Object.keys(bare) as (keyof typeof bare)[]) {
          expect(JSON.stringify(full[name])).toBe(JSON.stringify(bare[name]))
        }
        expect(full.cpuUtilization).toBeLessThanOrEqual(1 + 1e-9)
      }),
      RUNS,
    )
  })

  it('without failures takes the servers in turn', () => {
    fc.assert(
      fc.property(arbitraryUpstreamCase, fc.integer({ min: 1, max: 60 }), ({ scenario }, count) => {
        const { proxy, server } = scenario
        const sentMs = Float64Array.from({ length: count }, (_, at) => at)
        const nothing = new Float64Array(count)
        const well = {
          ...scenario,
          traffic: { ...scenario.traffic, kind: 'trace' as const },
          client: { ...scenario.client, timeoutMs: 0, slowShare: 0 },
          proxy: {
            ...proxy,
            socket: 'tcp' as const,
            cpuMs: 0,
            connectTimeoutMs: 0,
            readTimeoutMs: 0,
            workerConnections: 1000,
          },
          server: { ...server, backlog: 1000, timeoutMs: 0, maxRequests: 0 },
          machine: { ...scenario.machine, memoryMb: 0, somaxconn: 4096 },
          run: { ...scenario.run, seconds: 10, warmupSeconds: 0 },
        }
        const { rows } = simulate(well, { trace: { name: 'even', sentMs, cpuMs: nothing, ioMs: nothing }, rows: true })
        const servers = Array.from(rows!.worker, worker => Math.floor(worker / server.workers))
        expect(servers).toEqual(Array.from(sentMs, (_, at) => at % proxy.upstreams))
      }),
      { ...RUNS, numRuns: 100 },
    )
  })
})
