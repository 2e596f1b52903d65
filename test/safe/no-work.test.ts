import { describe, expect, it } from 'vitest'
import type { PartialScenario, ServerKindName } from '../../sim/scenario/scenario.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'
import { simulate } from '../../sim/simulate.ts'

const COUNT = 50_000

/** One request of a second, and while it is served a great many that need nothing at all. */
const trace = {
  name: 'nothing to do',
  sentMs: Float64Array.from({ length: COUNT }, (_, row) => (row === 0 ? 0 : 1)),
  cpuMs: new Float64Array(COUNT),
  ioMs: Float64Array.from({ length: COUNT }, (_, row) => (row === 0 ? 1000 : 0)),
}

const NO_COSTS: PartialScenario = {
  traffic: { kind: 'trace' },
  client: { timeoutMs: 0 },
  proxy: { kind: 'none' },
  machine: { somaxconn: 65_535 },
  run: { seconds: 10, warmupSeconds: 0 },
}

/** Servers with one thread for everybody, and a queue for the rest: in the kernel, or inside the process. */
const ONE_THREAD: [ServerKindName, PartialScenario['server'] & object][] = [
  ['flask', { closeWaitMs: 0 }],
  ['gunicorn-sync', {}],
  ['gunicorn-gthread', { threads: 1, connections: 100_000 }],
  ['waitress', { threads: 1, connections: 100_000 }],
  ['turbogears', { threads: 1 }],
]

describe('Requests that need no time at all', () => {
  it.each(ONE_THREAD)('are answered by %s in order, however many wait, at the instant it is free', (kind, settings) => {
    const checked = completeScenario({ ...NO_COSTS, server: { kind, backlog: 65_535, overheadMs: 0, ...settings } })
    if (!checked.ok) throw new Error(checked.problems.map(problem => problem.message).join(' '))
    const { ok, rows } = simulate(checked.value, { trace, rows: true })
    expect(ok).toBe(COUNT)
    expect(new Set(rows!.finishedMs)).toEqual(new Set([1000]))
  })
})
