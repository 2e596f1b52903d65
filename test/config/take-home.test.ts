import { parser } from '@lezer/python'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { FILE_KINDS, type FileKind } from '../../sim/config/configuration.ts'
import { composeFile } from '../../sim/config/take-home/compose.ts'
import { SERVERS_OF, type TakeHomeFile, takeHome } from '../../sim/config/take-home/files.ts'
import { findParameter, PARAMETERS, rangeOf } from '../../sim/scenario/parameters.ts'
import { getParameter, type ParameterPath, type PartialScenario, type Scenario } from '../../sim/scenario/scenario.ts'
import { keepsConnections, SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'
import { arbitraryCase } from '../lawful/arbitrary-scenario.ts'
import { read } from './reading.ts'

const scenarios = arbitraryCase.map(({ scenario }) => scenario)

/** The same with times that the files can say. */
function sayable(scenario: Scenario): Scenario {
  const { server, proxy } = scenario
  const whole = (ms: number) => Math.max(1, Math.round(ms))
  return {
    ...scenario,
    server: {
      ...server,
      timeoutMs: Math.ceil(server.timeoutMs / 1000) * 1000,
      keepaliveMs: Math.ceil(server.keepaliveMs / 1000) * 1000,
    },
    proxy: {
      ...proxy,
      connectTimeoutMs: whole(proxy.connectTimeoutMs),
      readTimeoutMs: whole(proxy.readTimeoutMs),
      keepaliveMs: Math.round(proxy.keepaliveMs),
    },
  }
}

const SERVER_PATHS: readonly ParameterPath[] = [
  'server.kind',
  'server.workers',
  'server.threads',
  'server.backlog',
  'server.connections',
  'server.timeoutMs',
  'server.keepaliveMs',
  'server.maxRequests',
  'server.maxRequestsJitter',
]

const PATHS: Readonly<Record<FileKind, readonly ParameterPath[]>> = {
  gunicorn: SERVER_PATHS,
  'conf.py': SERVER_PATHS,
  procfile: SERVER_PATHS,
  uwsgi: SERVER_PATHS,
  nginx: [
    'proxy.kind',
    'proxy.socket',
    'proxy.connectTimeoutMs',
    'proxy.readTimeoutMs',
    'proxy.workerConnections',
    'proxy.keepaliveMs',
    'proxy.requestBuffering',
  ],
  eb: ['server.kind', 'server.workers', 'server.threads', 'fleet.min', 'fleet.max', 'fleet.metric'],
}

/** What the file should say of this scenario: the settings that its server has. */
function expected(kind: FileKind, scenario: Scenario) {
  const server = SERVER_KINDS[scenario.server.kind]
  const isSet = (path: ParameterPath) => {
    const parameter = findParameter(path)!
    return parameter.kind !== 'number' || !rangeOf(parameter, server).fixed
  }
  const values = Object.fromEntries(PATHS[kind].filter(isSet).map(path => [path, getParameter(scenario, path)]))
  // Nothing is kept to a server that closes each connection.
  const kept = keepsConnections(scenario.server) ? scenario.proxy.upstreamKeepalive : 0
  return kind === 'nginx' ? { ...values, 'proxy.upstreamKeepalive': kept } : values
}

function written(kind: FileKind, scenario: Scenario): TakeHomeFile | null {
  const file = takeHome(kind, scenario)
  if (file.ok) return file.value
  expect(SERVERS_OF[kind].includes(scenario.server.kind) && (kind !== 'nginx' || scenario.proxy.kind !== 'none')).toBe(
    false,
  )
  expect(file.problems[0]!.message).toMatch(/ is "[\w-]+"; allowed is .+\.$/)
  return null
}

describe.each(FILE_KINDS)('A file of the kind %s', kind => {
  test('is read back as the same values, but for those it says that it cannot say.', () => {
    let compared = 0
    fc.assert(
      fc.property(scenarios, random => {
        const scenario = sayable(random)
        const file = written(kind, scenario)
        if (!file) return
        compared++
        const { understood } = read(file.text, kind, scenario.machine.cores)
        const values = Object.fromEntries(understood.map(({ path, value }) => [path, value]))
        const different = Object.entries(expected(kind, scenario)).filter(([path, value]) => values[path] !== value)
        if (file.lost.length === 0) expect(different).toEqual([])
        expect(different.length).toBeLessThanOrEqual(file.lost.length)
      }),
      { numRuns: 300 },
    )
    expect(compared).toBeGreaterThan(20)
  })

  test('is written for any scenario with nothing in it that is not understood but the application.', () => {
    fc.assert(
      fc.property(scenarios, scenario => {
        const file = written(kind, scenario)
        if (!file) return
        for (const sentence of file.lost) expect(sentence).toMatch(/^\P{C}+\.$/u)
        const { leftOut } = read(file.text, kind, scenario.machine.cores)
        const ours =
          /^(app:app|--module=|module|master|WSGIPath|--master|--port|chmod-socket|--chmod|--unix-socket-perms|worker_processes|access_log|listen 80|proxy_http_version 1.1|proxy_set_header Connection)/
        expect(leftOut.filter(({ text }) => !ours.test(text))).toEqual([])
      }),
      { numRuns: 200 },
    )
  })
})

test('Every line says why, with the numbers of the scenario.', () => {
  const scenario = {
    traffic: { ratePerSecond: 40 },
    server: { workers: 5 },
    machine: { cores: 2 },
    proxy: { socket: 'unix' },
  }
  const complete = completeScenario(scenario)
  if (!complete.ok) throw new Error()
  const file = takeHome('conf.py', complete.value)
  expect(
    file.ok && file.value.text,
  ).toBe(`"""For 40 requests a second, 20 ms of CPU and 30 ms of waiting each. Written by Prefork from a scenario."""

# Nginx speaks to it over a unix socket: when its queue is full, that is a 502 at once.
bind = "unix:/run/prefork/app.sock"

# Chosen for 40 requests a second, 20 ms of CPU and 30 ms of waiting each.
worker_class = "sync"

# 5 processes on 2 cores: 40 requests a second keep 0.848 cores computing and 2.05 requests in progress, without any queue.
workers = 5

# The accept queue: 2,049 connections may wait.
backlog = 2048

# A worker that one request keeps for longer than 30 s is killed.
timeout = 30

# Workers never retire.
max_requests = 0

# All after the same number.
max_requests_jitter = 0
`)
})

describe('A fleet as an Elastic Beanstalk .config', () => {
  const FLEET_PATHS = PARAMETERS.map(({ path }) => path).filter(
    path => path.startsWith('fleet.') || path === 'machine.type',
  )
  /** Not in Elastic Beanstalk's hands: the traffic, how long a boot takes, how large an answer is. */
  const NOT_ITS = /^fleet\.(hours|load|peak|spike|bootSeconds|responseBytes)/
  const fleets = fc.record({
    min: fc.constantFrom(1, 2, 4),
    max: fc.constantFrom(4, 9),
    metric: fc.constantFrom('network-out', 'cpu', 'latency'),
    latencyUpperMs: fc.constantFrom(300, 1500),
    cpuUpperPercent: fc.integer({ min: 40, max: 100 }),
    networkOutUpperMb: fc.constantFrom(2.5, 6, 17.25),
    periodSeconds: fc.constantFrom(60, 300),
    breachSeconds: fc.constantFrom(300, 600),
    cooldownSeconds: fc.integer({ min: 0, max: 1000 }),
    balancer: fc.constantFrom('round-robin', 'least-outstanding'),
    healthCheck: fc.constantFrom('tcp', 'http'),
    idleTimeoutSeconds: fc.integer({ min: 1, max: 4000 }),
    drainSeconds: fc.integer({ min: 0, max: 3600 }),
    healthyChecks: fc.integer({ min: 1, max: 10 }),
  })

  test('is read back as the same fleet on the same machine, but for what it says that it cannot say.', () => {
    fc.assert(
      fc.property(fleets, fc.constantFrom('t3.small', 'c5.large'), (fleet, type) => {
        const complete = completeScenario({ fleet, machine: { type } } as PartialScenario)
        if (!complete.ok) throw new Error(complete.problems[0]!.message)
        const scenario = complete.value
        const file = takeHome('eb', scenario)
        if (!file.ok) throw new Error()
        const again = completeScenario(read(file.value.text).set)
        if (!again.ok) throw new Error(again.problems[0]!.message)
        const isIts = (path: ParameterPath) =>
          !NOT_ITS.test(path) && (findParameter(path)!.relevant?.(scenario) ?? true)
        const lost = FLEET_PATHS.filter(isIts).filter(
          path => getParameter(again.value, path) !== getParameter(scenario, path),
        )
        const isOld = fleet.healthCheck === 'tcp' && fleet.balancer === 'round-robin'
        expect(lost).toEqual(isOld ? ['fleet.balancer'] : [])
        expect(file.value.lost).toHaveLength(isOld ? 1 : 0)
      }),
      { numRuns: 200 },
    )
  })

  test('cannot scale by requests, or in parts of a minute, and says so.', () => {
    const fleet = { metric: 'requests', balancer: 'least-outstanding', cooldownSeconds: 10.5 } as const
    const complete = completeScenario({ fleet })
    if (!complete.ok) throw new Error()
    const file = takeHome('eb', complete.value)
    expect(file.ok && file.value.lost).toEqual([
      'Cooldown takes whole seconds: 11 instead of 10.5.',
      'A trigger cannot count requests an instance; the rule is left out, and there it is NetworkOut.',
    ])
  })
})

describe('The experiment', () => {
  const contents = (scenario: Scenario): Record<string, string> => {
    const file = composeFile(scenario)
    if (!file.ok) return {}
    const { configs } = parse(file.value.text) as { configs: Record<string, { content: string }> }
    // Compose turns two dollars into one.
    return Object.fromEntries(
      Object.entries(configs).map(([name, { content }]) => [name, content.replaceAll('$$', '$')]),
    )
  }

  test('holds the scenario, its server and its nginx, as they were.', () => {
    fc.assert(
      fc.property(scenarios, random => {
        const scenario = sayable(random)
        const files = contents(scenario)
        if (Object.keys(files).length === 0) {
          expect(scenario.server.kind === 'turbogears' || scenario.traffic.kind === 'trace').toBe(true)
          return
        }
        expect(JSON.parse(files['scenario-json']!)).toEqual(scenario)
        const configured = files['gunicorn-conf-py'] ?? files['uwsgi-ini']
        if (configured)
          expect(read(configured).set.server).toMatchObject({
            kind: scenario.server.kind,
            workers: scenario.server.workers,
          })
        if (scenario.proxy.kind === 'nginx')
          expect(read(files['nginx-conf']!).set.proxy?.readTimeoutMs).toBe(scenario.proxy.readTimeoutMs)
      }),
      { numRuns: 200 },
    )
  })

  test('is a file of Docker Compose in which everything that is named is there.', () => {
    fc.assert(
      fc.property(scenarios, scenario => {
        const file = composeFile(scenario)
        if (!file.ok) return
        const { services, configs } = parse(file.value.text)
        for (const service of Object.values<{ configs?: { source: string }[]; depends_on?: string[] }>(services)) {
          for (const { source } of service.configs ?? []) expect(configs).toHaveProperty(source)
          for (const other of service.depends_on ?? []) expect(services).toHaveProperty(other)
        }
        expect(services.app.cpuset).toBe(scenario.machine.cores === 1 ? '0' : `0-${scenario.machine.cores - 1}`)
      }),
      { numRuns: 100 },
    )
  })

  test('has Python in it without an error.', () => {
    const complete = completeScenario({ server: { kind: 'flask' } })
    const files = contents(complete.ok ? complete.value : ({} as Scenario))
    for (const name of ['app-py', 'load-py', 'flask_server-py']) {
      let errors = 0
      parser.parse(files[name]!).iterate({
        enter: ({ type }) => {
          errors += Number(type.isError)
        },
      })
      expect([name, errors]).toEqual([name, 0])
    }
  })
})
