import { describe, expect, test } from 'vitest'
import { defaultOf, findParameter, type NumberParameter, PARAMETERS, rangeOf } from '../../sim/scenario/parameters.ts'
import type { ParameterPath } from '../../sim/scenario/scenario.ts'
import { SERVER_KIND_NAMES, SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'

/** The compiler refuses this list when a field of a scenario is missing from it or is not one. */
const EVERY_PATH: Record<ParameterPath, true> = {
  'traffic.kind': true,
  'traffic.ratePerSecond': true,
  'traffic.arrivals': true,
  'traffic.burstFactor': true,
  'traffic.burstMs': true,
  'traffic.steps': true,
  'traffic.users': true,
  'traffic.thinkMs': true,
  'request.cpuMs': true,
  'request.ioMs': true,
  'request.distribution': true,
  'request.cv': true,
  'request.shape': true,
  'request.slowShare': true,
  'request.slowFactor': true,
  'client.timeoutMs': true,
  'client.goalMs': true,
  'client.roundTripMs': true,
  'client.connectMs': true,
  'client.keepAlive': true,
  'client.slowShare': true,
  'client.uploadMs': true,
  'client.upload': true,
  'client.retries': true,
  'client.backoffMs': true,
  'client.jitter': true,
  'proxy.kind': true,
  'proxy.socket': true,
  'proxy.connectTimeoutMs': true,
  'proxy.readTimeoutMs': true,
  'proxy.workerConnections': true,
  'proxy.keepaliveMs': true,
  'proxy.requestBuffering': true,
  'proxy.upstreams': true,
  'proxy.maxFails': true,
  'proxy.failTimeoutMs': true,
  'proxy.nextUpstream': true,
  'proxy.nextUpstreamTries': true,
  'proxy.nextUpstreamTimeoutMs': true,
  'proxy.upstreamKeepalive': true,
  'request.postShare': true,
  'proxy.cpuMs': true,
  'server.kind': true,
  'server.workers': true,
  'server.threads': true,
  'server.backlog': true,
  'server.connections': true,
  'server.timeoutMs': true,
  'server.killAnswer': true,
  'server.bootMs': true,
  'server.maxRequests': true,
  'server.maxRequestsJitter': true,
  'server.memoryMb': true,
  'server.closeWaitMs': true,
  'server.reading': true,
  'server.keepaliveMs': true,
  'server.overheadMs': true,
  'server.gilTurns': true,
  'server.switchIntervalMs': true,
  'machine.type': true,
  'machine.cores': true,
  'machine.threadsPerCore': true,
  'machine.hyperthreadGain': true,
  'machine.memoryMb': true,
  'machine.switchCostUs': true,
  'machine.synRetry': true,
  'machine.abortOnOverflow': true,
  'machine.tickMs': true,
  'machine.somaxconn': true,
  'machine.credits': true,
  'machine.creditsPerHour': true,
  'machine.creditsAtStart': true,
  'machine.launchCredits': true,
  'machine.dollarsPerHour': true,
  'fleet.hours': true,
  'fleet.load': true,
  'fleet.peakFactor': true,
  'fleet.peakHour': true,
  'fleet.spikeFactor': true,
  'fleet.spikeHour': true,
  'fleet.spikeMinutes': true,
  'fleet.min': true,
  'fleet.max': true,
  'fleet.bootSeconds': true,
  'fleet.metric': true,
  'fleet.networkOutUpperMb': true,
  'fleet.networkOutLowerMb': true,
  'fleet.cpuUpperPercent': true,
  'fleet.cpuLowerPercent': true,
  'fleet.latencyUpperMs': true,
  'fleet.latencyLowerMs': true,
  'fleet.requestsUpperPerSecond': true,
  'fleet.requestsLowerPerSecond': true,
  'fleet.responseBytes': true,
  'fleet.periodSeconds': true,
  'fleet.breachSeconds': true,
  'fleet.cooldownSeconds': true,
  'fleet.balancer': true,
  'fleet.idleTimeoutSeconds': true,
  'fleet.healthCheck': true,
  'fleet.checkSeconds': true,
  'fleet.checkTimeoutSeconds': true,
  'fleet.healthyChecks': true,
  'fleet.unhealthyChecks': true,
  'fleet.drainSeconds': true,
  'run.seconds': true,
  'run.warmupSeconds': true,
  'run.seed': true,
  'run.replications': true,
}

const numbers = PARAMETERS.filter((parameter): parameter is NumberParameter => parameter.kind === 'number')

describe('The parameter table', () => {
  test('has every field of a scenario exactly once, and nothing else.', () => {
    expect(PARAMETERS.map(({ path }) => path).sort()).toEqual(Object.keys(EVERY_PATH).sort())
  })

  test('finds a parameter by its path, and none by the name of an inherited property.', () => {
    for (const parameter of PARAMETERS) expect(findParameter(parameter.path)).toBe(parameter)
    for (const path of ['', 'traffic', 'traffic.', 'constructor', '__proto__', 'server.toString']) {
      expect(findParameter(path)).toBeUndefined()
    }
  })

  test('says of each parameter what it is called and what it does, in whole sentences.', () => {
    for (const { label, help } of PARAMETERS) {
      expect(label).toMatch(/^\S.*\S$/)
      expect(help).toMatch(/^[A-Z\d].*\.$|^[a-z_]+.*\.$/)
    }
  })

  test.each(SERVER_KIND_NAMES)('allows each default of %s.', name => {
    const kind = SERVER_KINDS[name]
    for (const parameter of numbers) {
      const value = defaultOf(parameter, kind) as number
      const { min, max, fixed } = rangeOf(parameter, kind)
      expect(value, parameter.path).toBeGreaterThanOrEqual(min)
      expect(value, parameter.path).toBeLessThanOrEqual(max)
      if (parameter.aboveMin && !fixed) expect(value, parameter.path).toBeGreaterThan(min)
      if (parameter.integer) expect(Number.isInteger(value), parameter.path).toBe(true)
    }
  })

  test.each(SERVER_KIND_NAMES)('completes a scenario that only names %s, with that server’s defaults.', name => {
    const completed = completeScenario({ server: { kind: name } })
    if (!completed.ok) throw new Error(completed.problems[0]?.message)
    expect(completed.value.server.workers).toBe(SERVER_KINDS[name].workers.default)
    expect(completed.value.server.backlog).toBe(SERVER_KINDS[name].backlog.default)
  })

  test('tells of which choices each choice has its default.', () => {
    for (const parameter of PARAMETERS) {
      if (parameter.kind !== 'choice') continue
      const values = parameter.choices.map(({ value }) => value)
      expect(values).toContain(parameter.default)
      expect(new Set(values).size).toBe(values.length)
    }
  })
})
