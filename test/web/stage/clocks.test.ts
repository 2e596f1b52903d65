import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../../sim/scenario/scenario.ts'
import { simulate, type Trace } from '../../../sim/simulate.ts'
import { clocksOf } from '../../../web/stage/clocks.ts'
import { indexLane } from '../../../web/stage/lane-index.ts'
import { scenarioOf } from '../result-of.ts'

/** Five requests at once to a server with one place; their SYNs come again together, and most are half open then. */
function burst(client: Partial<Scenario['client']> = {}) {
  const trace: Trace = {
    name: 'by hand',
    sentMs: new Float64Array(5),
    cpuMs: new Float64Array(5),
    ioMs: new Float64Array(5).fill(700),
  }
  const scenario = scenarioOf({
    traffic: { kind: 'trace' },
    server: { kind: 'flask', backlog: 0, closeWaitMs: 0, overheadMs: 0 },
    proxy: { cpuMs: 0, readTimeoutMs: 60_000 },
    client: { timeoutMs: 60_000, ...client },
    machine: { switchCostUs: 0, tickMs: 0 },
    run: { seconds: 60, warmupSeconds: 0 },
  })
  const { rows } = simulate(scenario, { trace, rows: true })
  return { rows: rows!, scenario, index: indexLane(rows!) }
}

describe('three clocks', () => {
  it('show nginx waiting from when a half-open connection stood for it, and not from when the server let it in', () => {
    const { rows, scenario, index } = burst()
    const row = rows.halfOpenMs.findIndex((ms, row) => ms < rows.queuedMs[row]!)
    const { clocks, phases } = clocksOf(rows, index, scenario, row)
    expect(clocks.find(({ who }) => who === 'nginx')?.fromMs).toBe(rows.halfOpenMs[row])
    const halfOpen = phases.find(({ name }) => name.startsWith('half open'))
    expect(halfOpen).toMatchObject({ fromMs: rows.halfOpenMs[row], toMs: rows.queuedMs[row] })
  })

  it('begin and end together with the request: its parts follow each other without a gap', () => {
    const { rows, scenario, index } = burst()
    for (let row = 0; row < rows.count; row++) {
      const { phases, lengthMs } = clocksOf(rows, index, scenario, row)
      phases.forEach(({ toMs }, at) => {
        if (at + 1 < phases.length) expect(phases[at + 1]!.fromMs).toBe(toMs)
      })
      expect(lengthMs).toBeGreaterThanOrEqual(phases.at(-1)!.toMs)
    }
  })

  it('show nginx hearing of a request when its client’s connection is open, and never if the client left before', () => {
    const nginx = (client: Partial<Scenario['client']>) => {
      const { rows, scenario, index } = burst(client)
      const row = rows.queuedMs.findIndex(Number.isNaN)
      return clocksOf(rows, index, scenario, row).clocks.find(({ who }) => who === 'nginx')
    }
    expect(nginx({ connectMs: 40, timeoutMs: 100 })).toMatchObject({ fromMs: 40, toMs: 100 })
    expect(nginx({ connectMs: 40, timeoutMs: 30 })).toMatchObject({ fromMs: 0, toMs: 0, says: 'never saw it' })
  })
})
