import { describe, expect, test } from 'vitest'
import type { FleetResult } from '../../sim/fleet/result.ts'
import { fleetBuffers } from '../../sim/fleet/result.ts'
import { reasonText } from '../../sim/fleet/words.ts'
import type { PartialScenario, Scenario } from '../../sim/scenario/scenario.ts'
import { simulateFleet } from '../../sim/simulate-fleet.ts'
import { complete } from './complete.ts'

/** One worker on one core; a request takes 100 ms of CPU exactly, so an instance answers ten a second at most. */
const BASE: PartialScenario = {
  traffic: { ratePerSecond: 4, arrivals: 'even' },
  request: { cpuMs: 100, ioMs: 0, distribution: 'deterministic' },
  proxy: { cpuMs: 0, connectTimeoutMs: 5000, readTimeoutMs: 5000 },
  server: { overheadMs: 0 },
  machine: { switchCostUs: 0, dollarsPerHour: 0.1 },
}

function fleetOf(fleet: Partial<Scenario['fleet']>, changes: PartialScenario = {}): FleetResult {
  return simulateFleet(complete({ ...BASE, ...changes, fleet: { load: 'constant', hours: 1, ...fleet } }))
}

const told = ({ events }: FleetResult) => events.map(({ kind, atMs, instance }) => [kind, atMs / 1000, instance])

describe('The load balancer', () => {
  test('gives each of two instances every other request.', () => {
    const result = fleetOf({ min: 2, max: 2 }, { traffic: { ratePerSecond: 16, arrivals: 'even' } })
    // 62.5 ms apart for the fleet, 125 ms for an instance: nobody ever waits.
    expect(result.latencyMs.max).toBeCloseTo(result.latencyMs.p50, 0)
    expect(result.errorShare).toBe(0)
    expect(result.cpuUtilization).toBeCloseTo(0.8, 3)
  })

  test('with least outstanding requests leaves fewer waiting behind a slow one than round robin does.', () => {
    const slow: PartialScenario = {
      traffic: { ratePerSecond: 8 },
      request: { cpuMs: 100, ioMs: 0, slowShare: 0.05, slowFactor: 10 },
    }
    const p95 = (balancer: Scenario['fleet']['balancer']) => fleetOf({ min: 3, max: 3, balancer }, slow).latencyMs.p95
    expect(p95('least-outstanding')).toBeLessThan(0.8 * p95('round-robin'))
  })

  test('gives up after its idle timeout, which its client sees as a 504.', () => {
    const waiting: PartialScenario = { request: { cpuMs: 0, ioMs: 4000, distribution: 'deterministic' } }
    const result = fleetOf({ idleTimeoutSeconds: 2, min: 1, max: 1 }, { ...waiting, client: { timeoutMs: 3000 } })
    expect(result.ok).toBe(0)
    expect(result.outcomes['504']).toBe(result.offered)
    expect(fleetOf({ min: 1, max: 1 }, { ...waiting, client: { timeoutMs: 3000 } }).outcomes.timeout).toBe(
      result.offered,
    )
  })
})

describe('The scaling rule', () => {
  const rising: PartialScenario = {
    traffic: { ratePerSecond: 4, arrivals: 'even', steps: [{ atSeconds: 600, ratePerSecond: 9 }] },
  }

  test('adds an instance at the end of the period that was above the threshold; it serves after boot and three checks.', () => {
    const result = fleetOf({ metric: 'cpu', max: 2 }, rising)
    expect(told(result)).toEqual([
      ['scale-out', 900, 1],
      ['in-service', 1100, 1],
    ])
    expect(result.events.map(reasonText)).toEqual(['CPU utilization 90 %, above 70 %', ''])
  })

  test('waits for the cooldown after the instance was there, and stops at the most.', () => {
    const result = fleetOf({ metric: 'requests', max: 4, requestsUpperPerSecond: 1, requestsLowerPerSecond: 0 }, BASE)
    // Launched at 300 s, there at 480 s, quiet until 840 s; the next period ends at 900 s.
    expect(told(result).filter(([kind]) => kind === 'scale-out')).toEqual([
      ['scale-out', 300, 1],
      ['scale-out', 900, 2],
      ['scale-out', 1500, 3],
    ])
  })

  test('needs the breach to last as many whole periods as the breach duration has.', () => {
    const result = fleetOf({ metric: 'cpu', max: 2, breachSeconds: 900 }, rising)
    expect(told(result)[0]).toEqual(['scale-out', 1500, 1])
  })

  test('takes the oldest instance out when there is little to do; it drains, and is paid until it is gone.', () => {
    const result = fleetOf(
      { metric: 'cpu', min: 1, max: 2, hours: 1 },
      { traffic: { ratePerSecond: 9, arrivals: 'even', steps: [{ atSeconds: 1200, ratePerSecond: 1 }] } },
    )
    expect(told(result)).toEqual([
      ['scale-out', 300, 1],
      ['in-service', 500, 1],
      ['scale-in', 1500, 0],
      ['terminated', 1520, 0],
    ])
    expect(result.instanceHours).toBeCloseTo((1520 + 3300) / 3600, 9)
    expect(result.dollars).toBeCloseTo(0.1 * result.instanceHours, 9)
    expect(result.errorShare).toBe(0)
  })

  test('by NetworkOut does not see a fleet that drowns: what fails sends little.', () => {
    const drowning: PartialScenario = { traffic: { ratePerSecond: 30 } }
    const blind = fleetOf({ metric: 'network-out', hours: 0.4 }, drowning)
    expect(blind.errorShare).toBeGreaterThan(0.6)
    expect(blind.scalingEvents).toBe(0)
    // A server that answered all of it would send 18 MB a period, three times the threshold.
    expect(
      fleetOf({ metric: 'network-out', hours: 0.4 }, { ...drowning, machine: { cores: 4 }, server: { workers: 8 } })
        .scalingEvents,
    ).toBeGreaterThan(0)
  })
})

describe('Health checks', () => {
  const drowning: PartialScenario = {
    traffic: { ratePerSecond: 30 },
    proxy: { connectTimeoutMs: 60_000, readTimeoutMs: 60_000 },
  }

  test('over HTTP wait in the server’s queue, and take an instance out that is only overloaded.', () => {
    const result = fleetOf({ min: 1, max: 1, healthCheck: 'http' }, drowning)
    expect(result.events[0]).toMatchObject({ kind: 'unhealthy', instance: 0 })
    expect(result.outcomes['503']).toBeGreaterThan(0)
    expect(result.events.some(({ kind }) => kind === 'healthy')).toBe(true)
  })

  test('over TCP are content with nginx as long as it has connections, whatever becomes of the requests.', () => {
    const result = fleetOf({ min: 1, max: 1, hours: 0.2 }, { traffic: drowning.traffic! })
    expect(result.errorShare).toBeGreaterThan(0.6)
    expect(result.events).toEqual([])
  })
})

test('What an instance still holds when it is terminated is a 502.', () => {
  const slow: PartialScenario = {
    request: { cpuMs: 0, ioMs: 60_000, distribution: 'deterministic' },
    server: { workers: 400, timeoutMs: 0 },
    proxy: { readTimeoutMs: 0, workerConnections: 10_000 },
    client: { timeoutMs: 0 },
  }
  const result = fleetOf(
    { metric: 'cpu', min: 1, max: 2, drainSeconds: 20, hours: 0.5, idleTimeoutSeconds: 600, cpuLowerPercent: 0 },
    slow,
  )
  expect(result.outcomes['502']).toBe(0)
  const scaledIn = fleetOf(
    {
      metric: 'requests',
      min: 1,
      max: 2,
      hours: 1,
      idleTimeoutSeconds: 600,
      requestsUpperPerSecond: 3,
      requestsLowerPerSecond: 2.5,
    },
    slow,
  )
  expect(scaledIn.events.map(({ kind }) => kind)).toContain('terminated')
  // Four a second to two instances, the last forty seconds of one of them.
  expect(scaledIn.outcomes['502']).toBeGreaterThan(50)
})

test('Retries find another instance, and every request ends once.', () => {
  const retrying: PartialScenario = {
    traffic: { ratePerSecond: 25 },
    client: { timeoutMs: 1500, retries: 2, backoffMs: 200 },
  }
  const result = fleetOf({ min: 2, max: 3, metric: 'latency', hours: 0.1 }, retrying)
  const ended = Object.values(result.outcomes).reduce((sum, count) => sum + count, 0)
  expect(ended).toBe(result.offered)
  expect(result.offered).toBeGreaterThan(9000)
})

test('A result can be moved to another thread, and is the same each time.', () => {
  const [one, other] = [fleetOf({ hours: 0.5 }), fleetOf({ hours: 0.5 })]
  expect(one).toEqual(other)
  const copy = structuredClone(one, { transfer: fleetBuffers(one) })
  expect(copy).toEqual(other)
})

test('The series add up to the totals.', () => {
  const { series, offered, dollars, instanceHours } = fleetOf(
    { min: 1, max: 3, metric: 'cpu', hours: 1 },
    { traffic: { ratePerSecond: 9 } },
  )
  const sum = (column: Float64Array) => column.reduce((total, value) => total + value, 0)
  expect(sum(series.columns.offered) * (series.bucketMs / 1000)).toBeCloseTo(offered, 6)
  expect(sum(series.columns.instances) * (series.bucketMs / 3_600_000)).toBeCloseTo(instanceHours, 9)
  expect(series.columns.dollars.at(-1)).toBeCloseTo(dollars, 12)
})
