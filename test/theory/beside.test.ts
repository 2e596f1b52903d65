import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { merge } from '../../sim/scenario/merge.ts'
import type { PartialScenario, Scenario } from '../../sim/scenario/scenario.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'
import { theoryBeside } from '../../sim/theory/beside.ts'
import { finishingRates } from '../../sim/theory/busy-workers.ts'
import { closedLoop } from '../../sim/theory/closed-loop.ts'
import { manyServers, residencePercentileMs } from '../../sim/theory/many-servers.ts'
import { arbitraryCase } from '../lawful/arbitrary-scenario.ts'

function scenarioOf(...parts: PartialScenario[]): Scenario {
  const checked = completeScenario(parts.reduce(merge, {}))
  if (!checked.ok) throw new Error(checked.problems.map(problem => problem.message).join(' '))
  return checked.value
}

const FOUR_WORKERS: PartialScenario = {
  traffic: { ratePerSecond: 30 },
  request: { cpuMs: 100, ioMs: 0 },
  server: { kind: 'gunicorn-sync', workers: 4 },
  machine: { cores: 4 },
  run: { seconds: 600 },
}

const brokenBy = (change: PartialScenario) => theoryBeside(scenarioOf(merge(FOUR_WORKERS, change))).broken

describe('Busy workers finish', () => {
  it('as many requests as users who never think, only wait on I/O, in the machine repairman', () => {
    const drawn = fc.tuple(
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 64 }),
      fc.double({ min: 0.1, max: 1000, noNaN: true }),
      fc.double({ min: 0.1, max: 10_000, noNaN: true }),
    )
    fc.assert(
      fc.property(drawn, ([workers, cores, cpuMs, ioMs]) => {
        const { throughputPerMs } = closedLoop(workers, ioMs, cpuMs, cores)
        expect(finishingRates(workers, cores, cpuMs, ioMs)[workers]! / throughputPerMs).toBeCloseTo(1, 9)
      }),
    )
  })

  it('what the work bound says where they need cores alone, or none at all', () => {
    expect([...finishingRates(4, 2, 10, 0)].map(rate => rate * 10)).toEqual([0, 1, 2, 2, 2])
    expect(finishingRates(4, 2, 0, 10)[4]).toBeCloseTo(0.4, 12)
  })
})

describe('Percentiles of M/M/c', () => {
  it('are those of an exponential with one server, and of service alone with very many', () => {
    const { residenceMs } = manyServers(0.07, 10, 1)
    expect(residencePercentileMs(0.07, 10, 1, 0.95)).toBeCloseTo(residenceMs * Math.log(20), 8)
    expect(residencePercentileMs(0.07, 10, 50, 0.95)).toBeCloseTo(10 * Math.log(20), 8)
    expect(residencePercentileMs(0.1, 10, 1, 0.5)).toBe(Infinity)
  })

  it('have the mean of M/M/c as the area under what they leave above', () => {
    const percentiles = Array.from({ length: 20_000 }, (_, i) => residencePercentileMs(0.16, 10, 2, (i + 0.5) / 20_000))
    const mean = percentiles.reduce((sum, ms) => sum + ms, 0) / percentiles.length
    expect(mean / manyServers(0.16, 10, 2).residenceMs).toBeCloseTo(1, 3)
  })
})

describe('Beside a scenario stands', () => {
  it('Erlang C with mean, percentiles and utilization for workers with a core each', () => {
    const { formula, lines, broken } = theoryBeside(scenarioOf(FOUR_WORKERS))
    expect(formula).toEqual({ name: 'M/M/c', label: 'M/M/4 (Erlang C)', isExact: true })
    const { residenceMs, utilization } = manyServers(0.03, 101.2 + 0.02, 4)
    expect(lines.latencyMeanMs! / residenceMs).toBeCloseTo(1, 2)
    expect(lines.workerUtilization! / utilization).toBeCloseTo(1, 3)
    expect(lines).toMatchObject({ errorShare: expect.closeTo(0, 12), latencyP95Ms: expect.any(Number) })
    expect(broken).toEqual([])
  })

  it.each<[string, PartialScenario]>([
    ['The rate changes over time', { traffic: { steps: [{ atSeconds: 5, ratePerSecond: 9 }] } }],
    ['Requests come evenly spaced', { traffic: { arrivals: 'even' } }],
    ['Requests come in bursts', { traffic: { arrivals: 'bursty' } }],
    [
      'The queue of 512 places takes 49 s to fill',
      { traffic: { ratePerSecond: 50 }, client: { timeoutMs: 0 }, proxy: { connectTimeoutMs: 0, readTimeoutMs: 0 } },
    ],
    [
      '1.3 times as much is offered as the workers can do',
      { traffic: { ratePerSecond: 50 }, client: { timeoutMs: 0 }, proxy: { kind: 'none' } },
    ],
    ['Clients leave after 500 ms, and about 4.1 % of requests would take longer', { client: { timeoutMs: 500 } }],
    ['nginx gives up after 300 ms', { proxy: { readTimeoutMs: 300 } }],
    ['Service times vary less than exponential ones', { request: { distribution: 'deterministic' } }],
    ['Service times have no finite variance', { request: { distribution: 'pareto', shape: 1.5 } }],
    ['Each of 4 processes takes requests for itself', { server: { kind: 'gunicorn-gthread', threads: 1 } }],
    ['of connections find the accept queue full', { server: { backlog: 5 } }],
    ['The watchdog kills a worker', { server: { timeoutMs: 400 } }],
    ['Workers retire after 50 requests', { server: { maxRequests: 50, bootMs: 3000 } }],
    ['The machine’s memory holds 2 of 4 workers', { machine: { memoryMb: 450 }, server: { memoryMb: 60 } }],
    [
      'There are no CPU credits: from then on all vCPUs together do the work of 0.2',
      { machine: { creditsPerHour: 12 } },
    ],
    ['CPU credits are spent after', { machine: { creditsPerHour: 12, creditsAtStart: 0.2 } }],
    ['10 % of clients take 2 s to send a request', { client: { slowShare: 0.1 } }],
    ['nginx computes on the same cores', { proxy: { cpuMs: 5 } }],
    ['to settle; the run lasts 11 s', { traffic: { ratePerSecond: 38.5 }, run: { seconds: 6 } }],
  ])('the assumption that no longer holds, and no other: %s', (words, change) => {
    const broken = brokenBy(change)
    expect(broken).toEqual([expect.stringContaining(words)])
  })

  it('Failed requests that are sent again, only where some fail', () => {
    expect(brokenBy({ client: { retries: 3 } })).toEqual([])
    expect(brokenBy({ client: { retries: 3, timeoutMs: 500 } })[1]).toMatch(/^Failed requests are sent again/)
  })

  it('how threads under one lock differ from a core that is shared evenly', () => {
    const threads = { server: { kind: 'gunicorn-gthread', workers: 1, threads: 15 }, request: { cpuMs: 20, ioMs: 30 } }
    const { formula, broken } = theoryBeside(scenarioOf(threads as PartialScenario))
    expect(formula?.name).toBe('workers as one server')
    expect(broken).toEqual([expect.stringContaining('Threads compute in turns of 5 ms')])
  })

  it('nothing but a reason for a recording and for requests that need nothing', () => {
    const trace = theoryBeside(scenarioOf({ traffic: { kind: 'trace' } }))
    const nothing = theoryBeside(scenarioOf({ request: { cpuMs: 0, ioMs: 0 }, server: { overheadMs: 0 } }))
    for (const { formula, lines, bounds, broken } of [trace, nothing]) {
      expect({ formula, lines, bounds }).toEqual({ formula: null, lines: {}, bounds: [] })
      expect(broken).toHaveLength(1)
    }
  })

  it('the time of opening a connection: of each request, or of users whose connection was closed while they thought', () => {
    const meanMs = (client: Partial<Scenario['client']>, proxy: Partial<Scenario['proxy']> = {}) => {
      const closed = { traffic: { kind: 'closed', users: 1, thinkMs: 1000 }, client, proxy } as const
      return theoryBeside(scenarioOf(merge(FOUR_WORKERS, closed))).lines.latencyMeanMs!
    }
    const alone = meanMs({})
    expect(meanMs({ connectMs: 40 }) - alone).toBeCloseTo(40, 9)
    expect(meanMs({ connectMs: 40, keepAlive: 'on' }) - alone).toBeCloseTo(0, 9)
    expect(meanMs({ connectMs: 40, keepAlive: 'on' }, { keepaliveMs: 1000 }) - alone).toBeCloseTo(40 / Math.E, 9)
    expect(meanMs({ connectMs: 40, keepAlive: 'on' }, { keepaliveMs: 0 }) - alone).toBeCloseTo(40, 9)
  })

  it('bounds: the work of so many workers on so many cores, what is offered, and Little’s law in a closed loop', () => {
    const { bounds } = theoryBeside(scenarioOf(FOUR_WORKERS))
    const capacity = 4000 / 101.22
    expect(bounds).toEqual([
      { metric: 'throughputPerSecond', is: 'at most', value: expect.closeTo(capacity, 1), of: 'the work bound' },
      { metric: 'throughputPerSecond', is: 'at most', value: expect.closeTo(30, 6), of: 'what is offered' },
      { metric: 'latencyMeanMs', is: 'at least', value: expect.closeTo(101.3, 1), of: 'the work of a request' },
    ])
    const closed = merge(FOUR_WORKERS, { traffic: { kind: 'closed', users: 100, thinkMs: 100 } })
    const [, , least] = theoryBeside(scenarioOf(closed)).bounds
    expect(least).toMatchObject({ of: 'Little’s law', value: expect.closeTo((1000 * 100) / capacity - 100, -1) })
  })

  it('numbers for every scenario, and no line past a bound', () => {
    fc.assert(
      fc.property(arbitraryCase, ({ scenario }) => {
        const { lines, bounds } = theoryBeside(scenario)
        for (const value of Object.values(lines)) expect(value).toBeGreaterThanOrEqual(0)
        for (const { metric, is, value } of bounds) {
          const line = lines[metric]
          if (line === undefined) continue
          if (is === 'at most') expect(line).toBeLessThanOrEqual(value * (1 + 1e-9))
          else expect(line).toBeGreaterThanOrEqual(value * (1 - 1e-9))
        }
      }),
      { numRuns: 500, seed: 7 },
    )
  })
})
