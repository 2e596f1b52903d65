import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type PartialScenario, withParameter } from '../../sim/scenario/scenario.ts'
import { SERVER_KIND_NAMES, SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { completeScenario, diffScenario, expectedRequests, MAX_REQUESTS } from '../../sim/scenario/validate.ts'
import { workProblems } from '../../sim/scenario/work.ts'
import { settingsFor } from './arbitrary-settings.ts'

function complete(input: unknown) {
  const checked = completeScenario(input)
  if (!checked.ok) throw new Error(checked.problems.map(({ message }) => message).join('\n'))
  return checked.value
}

function messages(input: unknown): string[] {
  const checked = completeScenario(input)
  return checked.ok ? [] : checked.problems.map(({ message }) => message)
}

describe('Completing a scenario', () => {
  test('fills in every default, those of the server where it has its own.', () => {
    expect(complete({}).traffic.ratePerSecond).toBe(30)
    expect(complete({ server: { kind: 'uwsgi' } }).server).toMatchObject({ backlog: 100, killAnswer: '502' })
    expect(complete({ traffic: undefined, server: { workers: undefined } })).toEqual(complete({}))
  })

  test('leaves a complete scenario as it is, and gives a copy.', () => {
    const settings = fc
      .constantFrom(...SERVER_KIND_NAMES)
      .chain(kind => settingsFor(SERVER_KINDS[kind], 8).map(set => withParameter(set, 'server.kind', kind)))
    fc.assert(
      fc.property(settings, partial => {
        const first = completeScenario(partial)
        fc.pre(first.ok)
        const again = complete(JSON.parse(JSON.stringify(first.value)))
        expect(again).toEqual(first.value)
        expect(again.traffic.steps).not.toBe(first.value.traffic.steps)
      }),
    )
  })

  test('never hands out one list of steps twice.', () => {
    expect(complete({}).traffic.steps).not.toBe(complete({}).traffic.steps)
  })

  test('reads −0 as 0, which survives JSON.', () => {
    expect(Object.is(complete({ request: { cpuMs: -0 } }).request.cpuMs, 0)).toBe(true)
  })

  test('names the field, the value and what is allowed.', () => {
    expect(messages({ traffic: { ratePerSecond: -3 } })).toEqual([
      'traffic.ratePerSecond is -3; allowed is a number more than 0 and at most 100,000 per second.',
    ])
    expect(messages({ machine: { cores: 1.5 } })).toEqual([
      'machine.cores is 1.5; allowed is a whole number from 1 to 64.',
    ])
    expect(messages({ proxy: { readTimeoutMs: '5' } })).toEqual([
      'proxy.readTimeoutMs is "5"; allowed is a number from 0 (never) to 3,600,000 ms.',
    ])
    expect(messages({ client: { jitter: 'some' } })).toEqual(['client.jitter is "some"; allowed is one of full, none.'])
    expect(messages({ server: 4 })).toEqual(['server is 4; allowed is an object with fields such as kind.'])
  })

  test('lists all problems, not just the first.', () => {
    const found = messages({ traffic: { ratePerSecond: Number.NaN, users: 0 }, machine: { cores: 65 }, fleets: {} })
    expect(found).toHaveLength(4)
  })

  test('suggests the parameter that was probably meant.', () => {
    expect(messages({ traffic: { rateperSecond: 5 } })[0]).toBe(
      'traffic.rateperSecond is 5, but there is no such parameter; did you mean traffic.ratePerSecond?',
    )
    expect(messages({ workers: 4 })[0]).toContain('did you mean server.workers?')
    expect(messages({ machine: { gpu: 1 } })[0]).toContain(
      'allowed in machine are type, cores, threadsPerCore, hyperthreadGain, memoryMb, switchCostUs, synRetry, abortOnOverflow, tickMs, somaxconn, creditsPerHour, credits, creditsAtStart, launchCredits, dollarsPerHour.',
    )
  })

  test('lets a setting that a server does not have take only its one value.', () => {
    expect(messages({ server: { kind: 'flask', workers: 4 } })).toEqual([
      'server.workers is 4; allowed is only 1, because flask has no such setting.',
    ])
    expect(messages({ server: { kind: 'flask', workers: 1 } })).toEqual([])
    expect(messages({ server: { kind: 'nginx', workers: 4 } })).toHaveLength(1)
  })

  test('wants steps in rising order.', () => {
    const steps = [
      { atSeconds: 5, ratePerSecond: 1 },
      { atSeconds: 5, ratePerSecond: 2 },
    ]
    expect(messages({ traffic: { steps } })).toEqual([
      'traffic.steps[1].atSeconds is 5; allowed is a time later than that of the step before it, 5 s.',
    ])
    expect(messages({ traffic: { steps: steps.slice(1) } })).toEqual([])
  })
})

describe('The work of a scenario', () => {
  const requests = (partial: PartialScenario) => expectedRequests(complete(partial))

  test('is the rate times the run, warm-up included.', () => {
    expect(requests({ traffic: { ratePerSecond: 10 }, run: { seconds: 60, warmupSeconds: 5 } })).toBeCloseTo(650)
  })

  test('follows the steps, a pause and steps after the end included.', () => {
    const steps = [
      { atSeconds: 10, ratePerSecond: 0 },
      { atSeconds: 20, ratePerSecond: 3 },
      { atSeconds: 500, ratePerSecond: 1000 },
    ]
    const run = { seconds: 100, warmupSeconds: 0 }
    expect(requests({ traffic: { ratePerSecond: 2, steps }, run })).toBeCloseTo(2 * 10 + 3 * 80)
  })

  test('counts every retry that might be made.', () => {
    expect(requests({ client: { retries: 3 } })).toBeCloseTo(4 * requests({}))
  })

  test('of a closed loop is bounded by users who think and are answered without waiting.', () => {
    const partial: PartialScenario = {
      traffic: { kind: 'closed', users: 10, thinkMs: 900 },
      request: { cpuMs: 60, ioMs: 40 },
      server: { overheadMs: 0 },
      proxy: { kind: 'none' },
      run: { seconds: 50, warmupSeconds: 0 },
    }
    expect(requests(partial)).toBeCloseTo(500)
    expect(requests({ ...partial, client: { timeoutMs: 50 } })).toBeCloseTo((10 * 50_000) / 950)
  })

  test('has a limit, told in a sentence.', () => {
    const day = { seconds: 86_400, warmupSeconds: 0 }
    expect(messages({ traffic: { ratePerSecond: MAX_REQUESTS / 86_400 }, run: day })).toEqual([])
    expect(messages({ traffic: { ratePerSecond: 1000 }, run: day })).toEqual([
      'traffic.ratePerSecond is 1,000, which over 86,400 s makes up to 87 million requests; allowed are 50 million in one run.',
    ])
  })

  test('is without end when users who do not think are turned away at once.', () => {
    const traffic = { kind: 'closed', users: 600, thinkMs: 0 }
    expect(messages({ traffic })[0]).toContain('traffic.users is 600, which over 65 s makes requests without end;')
    expect(messages({ traffic: { ...traffic, thinkMs: 10 } })).toEqual([])
    expect(messages({ traffic: { ...traffic, users: 500 } })).toEqual([])
  })

  test('has a limit for turns at the interpreter lock as well.', () => {
    const server = { kind: 'gunicorn-gthread', threads: 8, switchIntervalMs: 0.01 }
    expect(messages({ server, request: { cpuMs: 10 } })).toEqual([])
    expect(messages({ server, request: { cpuMs: 60_000 } })[0]).toContain('turns at the GIL; allowed are 500 million')
  })

  test('of a recording is its rows and what they cost.', () => {
    const column = (value: number) => new Float64Array(10_000).fill(value)
    const trace = { name: 'a.csv', sentMs: column(0), cpuMs: column(600_000), ioMs: column(0) }
    const traffic = { kind: 'trace' } as const
    expect(expectedRequests(complete({ traffic }))).toBe(0)
    expect(expectedRequests(complete({ traffic, client: { retries: 2 } }), trace)).toBe(30_000)
    expect(workProblems(complete({ traffic, server: { kind: 'gunicorn-sync' } }), trace)).toEqual([])
    expect(workProblems(complete({ traffic, server: { kind: 'waitress' } }), trace)[0]?.message).toContain(
      'makes up to 1,201 million turns at the GIL;',
    )
  })
})

test('The difference of two scenarios is the parameters that differ, with the new values, in the order of the table.', () => {
  const steps = [{ atSeconds: 1, ratePerSecond: 2 }]
  const changed = complete({ machine: { cores: 2 }, traffic: { steps } })
  expect(diffScenario(changed, complete({}))).toEqual([
    { path: 'traffic.steps', value: steps },
    { path: 'machine.cores', value: 2 },
  ])
  expect(diffScenario(changed, complete(changed))).toEqual([])
})
