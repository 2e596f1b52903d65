import { describe, expect, it } from 'vitest'
import { capacityPerMs, isSettable, sweepable, usualPoints } from '../../sim/experiment/points.ts'
import { findParameter, type NumberParameter, PARAMETERS } from '../../sim/scenario/parameters.ts'
import { type PartialScenario, withParameter } from '../../sim/scenario/scenario.ts'
import { SERVER_KIND_NAMES } from '../../sim/scenario/server-kinds.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'
import { scenarioOf } from '../web/result-of.ts'

const parameter = (path: string) => findParameter(path) as NumberParameter
const one = (partial: PartialScenario) => [scenarioOf(partial)]

describe('the usual points', () => {
  it('along cores are machines as one buys them', () => {
    expect(usualPoints(parameter('machine.cores'), one({}))).toEqual([1, 2, 4, 8, 16])
  })

  it('along load reach from well below what the weakest lane can do to well above what the strongest can', () => {
    const lanes = [
      scenarioOf({ server: { kind: 'flask' }, request: { cpuMs: 40, ioMs: 60 } }),
      scenarioOf({ server: { workers: 8 }, machine: { cores: 4 }, request: { cpuMs: 40, ioMs: 60 } }),
    ]
    const [weak, strong] = lanes.map(lane => capacityPerMs(lane) * 1000) as [number, number]
    const points = usualPoints(parameter('traffic.ratePerSecond'), lanes)
    expect(points[0]).toBeLessThan(0.3 * weak)
    expect(points.at(-1)).toBeGreaterThan(1.5 * strong)
  })

  it('hold the present value, and 0 where it is a value of its own', () => {
    const points = usualPoints(parameter('client.timeoutMs'), one({ client: { timeoutMs: 5000 } }))
    expect(points).toContain(5000)
    expect(points).toContain(0)
  })

  it('are few, different, in order, and every one of them can be run, whatever the parameter and the server', () => {
    for (const kind of SERVER_KIND_NAMES) {
      for (const traffic of ['open', 'closed'] as const) {
        const scenarios = one({ server: { kind }, traffic: { kind: traffic }, client: { retries: 2 } })
        for (const axis of sweepable(scenarios)) {
          const points = usualPoints(axis, scenarios)
          expect(points.length, axis.path).toBeGreaterThanOrEqual(2)
          expect(points.length, axis.path).toBeLessThanOrEqual(24)
          expect([...new Set(points)].sort((a, b) => a - b)).toEqual(points)
          const [schema] = scenarios
          for (const value of points) {
            const checked = completeScenario(withParameter(schema!, axis.path, value))
            const wrong = checked.ok ? [] : checked.problems.filter(({ message }) => message.includes('; allowed is '))
            expect(wrong, `${axis.path}=${value} of ${kind}`).toEqual([])
          }
        }
      }
    }
  })
})

describe('what can be swept', () => {
  it('is numbers that change something in one of the lanes, and never the length of the run', () => {
    const paths = sweepable(one({ server: { kind: 'flask' } })).map(({ path }) => path)
    expect(paths).toContain('traffic.ratePerSecond')
    expect(paths).not.toContain('traffic.users')
    expect(paths).not.toContain('server.workers')
    expect(paths.filter(path => path.startsWith('run.'))).toEqual([])
    expect(sweepable([...one({ server: { kind: 'flask' } }), ...one({})]).map(({ path }) => path)).toContain(
      'server.workers',
    )
  })

  it('knows a setting that this server does not have', () => {
    const workers = PARAMETERS.find(({ path }) => path === 'server.workers')!
    expect(isSettable(workers, scenarioOf({ server: { kind: 'flask' } }))).toBe(false)
    expect(isSettable(workers, scenarioOf({}))).toBe(true)
  })
})
