/**
 * Random fleets: any server on any machine, between idle and drowning, with any rule. Rates are low and requests long, so
 * that dozens of fleets run in seconds, each of them long enough to be scaled.
 */
import fc from 'fast-check'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { arbitraryCase } from './arbitrary-scenario.ts'

const double = (min: number, max: number) =>
  fc.integer({ min: 0, max: 1000 }).map(part => min + ((max - min) * part) / 1000)

const drawnFleet = fc.record({
  hours: double(0.1, 0.3),
  load: fc.constantFrom('constant', 'daily', 'spike'),
  peakFactor: double(1, 2),
  peakHour: double(0, 24),
  spikeFactor: double(1, 3),
  spikeHour: double(0, 0.3),
  spikeMinutes: double(1, 20),
  min: fc.integer({ min: 1, max: 3 }),
  more: fc.integer({ min: 0, max: 3 }),
  bootSeconds: double(0, 200),
  metric: fc.constantFrom('network-out', 'cpu', 'latency', 'requests'),
  upper: double(0.3, 1),
  lower: double(0, 0.9),
  periodSeconds: fc.constantFrom(10, 30, 60, 137.5),
  breachSeconds: fc.constantFrom(10, 60, 200),
  cooldownSeconds: fc.constantFrom(0, 45, 360),
  balancer: fc.constantFrom('round-robin', 'least-outstanding'),
  idleTimeoutSeconds: double(0.5, 60),
  healthCheck: fc.constantFrom('tcp', 'http'),
  checkSeconds: double(5, 30),
  checkTimeoutSeconds: double(2, 20),
  healthyChecks: fc.integer({ min: 1, max: 4 }),
  unhealthyChecks: fc.integer({ min: 1, max: 4 }),
  drainSeconds: fc.constantFrom(0, 20, 90),
})

const credits = fc.record({
  creditsPerHour: fc.constantFrom(0, 6, 30),
  credits: fc.constantFrom('standard', 'unlimited'),
  creditsAtStart: fc.constantFrom(0, 5),
  launchCredits: fc.constantFrom(0, 3),
  dollarsPerHour: fc.constantFrom(0, 0.05),
})

const demand = fc.record({ ratePerSecond: double(0.2, 1.2), busy: double(0.05, 3), cpuShare: double(0.05, 1) })

/** All times of a scenario, so many times as long. A time of 0 stays: it never fires. */
function stretched({ traffic, client, proxy, server, ...rest }: Scenario, times: number): Scenario {
  const long = (ms: number) => ms * times
  return {
    ...rest,
    traffic: { ...traffic, burstMs: long(traffic.burstMs) },
    client: {
      ...client,
      timeoutMs: long(client.timeoutMs),
      backoffMs: long(client.backoffMs),
      uploadMs: long(client.uploadMs),
    },
    proxy: {
      ...proxy,
      connectTimeoutMs: long(proxy.connectTimeoutMs),
      readTimeoutMs: long(proxy.readTimeoutMs),
      failTimeoutMs: long(proxy.failTimeoutMs),
      nextUpstreamTimeoutMs: long(proxy.nextUpstreamTimeoutMs),
    },
    server: {
      ...server,
      timeoutMs: long(server.timeoutMs),
      bootMs: long(server.bootMs),
      keepaliveMs: long(server.keepaliveMs),
      closeWaitMs: long(server.closeWaitMs),
    },
  }
}

export const arbitraryFleet = fc
  .tuple(arbitraryCase, drawnFleet, credits, demand)
  .map(([drawn, fleet, account, asked]) => {
    const { scenario } = drawn
    const { more, upper, lower, ...rest } = fleet
    const cores = Math.min(scenario.machine.cores, scenario.server.workers)
    const cpuMs = (1000 * asked.busy * cores) / asked.ratePerSecond
    // Thresholds near what this traffic makes of the metric, so that fleets are scaled.
    const bytes = (2000 * asked.ratePerSecond * rest.periodSeconds) / 1e6
    const both = (path: string, whole: number) => ({
      [`${path}`]: whole * upper,
      [path.replace('Upper', 'Lower')]: whole * upper * lower,
    })
    const ioMs = cpuMs * (1 / asked.cpuShare - 1)
    const { request } = scenario
    const times = (cpuMs + ioMs) / Math.max(0.1, request.cpuMs + request.ioMs)
    const whole = stretched(scenario, times)
    return {
      ...whole,
      traffic: { ...whole.traffic, kind: 'open', ratePerSecond: asked.ratePerSecond, steps: [] },
      client: { ...whole.client, retries: Math.min(1, whole.client.retries) },
      request: { ...request, cpuMs, ioMs, slowFactor: 1 },
      server: {
        ...whole.server,
        switchIntervalMs: Math.max(5, cpuMs / 8),
        gilTurns: Math.min(scenario.server.gilTurns, 8),
      },
      machine: { ...scenario.machine, type: 'custom', ...account },
      fleet: {
        ...scenario.fleet,
        ...rest,
        ...both('networkOutUpperMb', bytes),
        ...both('cpuUpperPercent', 100),
        ...both('latencyUpperMs', 4 * cpuMs),
        ...both('requestsUpperPerSecond', asked.ratePerSecond),
        max: rest.min + more,
      },
    } as Scenario
  })
