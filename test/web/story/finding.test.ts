import { describe, expect, it } from 'vitest'
import { STORIES } from '../../../sim/scenario/stories.ts'
import { lanesOf } from '../../../web/state/lanes.ts'
import { finding, findingText } from '../../../web/story/finding.ts'
import { resultOf, told } from '../result-of.ts'

/** Non-breaking blanks are a matter of typesetting. */
const say = (...lanes: [name: string, result: ReturnType<typeof told>][]) =>
  findingText(lanes.map(([name, result]) => ({ name, result }))).replaceAll('\u00a0', ' ')

const RATE_24 = { traffic: { ratePerSecond: 24 } }
const every = told({ scenario: RATE_24, outcomes: { '200': 1437 }, p50: 61, p95: 189 })

describe('the sentence', () => {
  it('tells who answered how many, and who failed how and why', () => {
    const scenario = { ...RATE_24, client: { timeoutMs: 1000 } }
    const one = told({ scenario, outcomes: { '200': 14, timeout: 1423 } })
    const pool = told({ scenario, outcomes: { '200': 1437 }, p95: 189 })
    expect(say(['One at a time', one], ['A pool of three', pool])).toBe(
      'The same 24 requests a second, the same core. One at a time answered 14 of 1,437: 1,423 clients left after 1 s. A pool of three answered every one, 95 % within 189 ms.',
    )
  })

  it('names the lane of each phrase, so that it can be coloured', () => {
    const phrases = finding([
      { name: 'One', result: every },
      { name: 'Two', result: { ...every, latencyMs: { ...every.latencyMs, p95: 900 } } },
    ])
    expect(phrases.filter(phrase => phrase.lane !== undefined)).toEqual([
      { text: 'One', lane: 0 },
      { text: 'Two', lane: 1 },
    ])
  })

  it('compares latencies when nobody failed', () => {
    const slow = told({ scenario: RATE_24, outcomes: { '200': 1437 }, p50: 400, p95: 1234 })
    expect(say(['One at a time', slow], ['A pool of three', every])).toBe(
      'The same 24 requests a second, the same core. One at a time answered every one, half within 400 ms and 95 % within 1.2 s. A pool of three answered every one, half within 61 ms and 95 % within 189 ms.',
    )
  })

  it('says so when the lanes did equally well', () => {
    expect(say(['One at a time', every], ['A pool of three', every])).toBe(
      'The same 24 requests a second, the same core. One at a time and a pool of three did equally well: every request was answered, 95 % within 189 ms.',
    )
  })

  it('tells each failure when all lanes failed', () => {
    const scenario = { proxy: { readTimeoutMs: 5000 } }
    const none = told({ scenario, outcomes: { '504': 900 }, log: { readTimedOut: 900 } })
    const most = told({ scenario, outcomes: { '200': 850, '504': 50 }, log: { readTimedOut: 50 } })
    expect(say(['One at a time', none], ['A pool of two', most])).toBe(
      'The same 30 requests a second, the same core. One at a time answered none of 900: nginx gave up on all of them after 5 s (504). A pool of two answered all but 50 of 900: nginx gave up on 50 after 5 s (504).',
    )
  })

  it('is right about a single request and a single failure', () => {
    const scenario = { traffic: { ratePerSecond: 1 }, client: { timeoutMs: 2000 } }
    const lost = told({ scenario, outcomes: { timeout: 1 } })
    const kept = told({ scenario, outcomes: { '200': 1 }, p95: 50 })
    expect(say(['A', lost], ['B', kept])).toBe(
      'The same 1 request a second, the same core. A answered not even the one request: 1 client left after 2 s. B answered the only request, 95 % within 50 ms.',
    )
  })

  it('says so when nothing was sent', () => {
    const idle = told({ outcomes: {} })
    expect(say(['A', idle], ['B', idle])).toBe(
      'The same 30 requests a second, the same core. Nothing was sent in the measured time.',
    )
  })

  it('does not speak of the same core where the machines differ', () => {
    const two = told({ scenario: { machine: { cores: 2 } }, outcomes: { '200': 10 }, p95: 60 })
    const one = told({ outcomes: { '200': 10 }, p95: 600 })
    expect(say(['One core', one], ['Two cores', two])).toMatch(/^The same 30 requests a second\. One core answered/)
  })

  it('does not speak of the same traffic where it differs', () => {
    const other = told({ scenario: { traffic: { ratePerSecond: 31 } }, outcomes: { '200': 10 }, p95: 600 })
    expect(say(['A', told({ outcomes: { '200': 10 } })], ['B', other])).toMatch(/^A answered/)
  })

  it('speaks of users when users come back', () => {
    const closed = { traffic: { kind: 'closed', users: 50 } } as const
    const result = told({ scenario: { ...closed, machine: { cores: 4 } }, outcomes: { '200': 10 } })
    const other = { ...result, latencyMs: { ...result.latencyMs, p95: 999 } }
    expect(say(['A', result], ['B', other])).toMatch(/^The same 50 users, the same 4 cores\. A /)
  })

  it.each([
    ['a full unix socket', { '502': 5 }, { refused: 5 }, '5 found the accept queue full (502)'],
    [
      'killed workers',
      { '502': 5 },
      { premature: 5, workersKilled: 5 },
      '5 died with a worker that its watchdog killed (502)',
    ],
    [
      'killed workers that say so',
      { '500': 5 },
      { workersKilled: 5 },
      '5 died with a worker that its watchdog killed (500)',
    ],
    [
      'nginx out of connections',
      { '500': 5 },
      { workerConnections: 5 },
      'nginx, out of connections, turned 5 away (500)',
    ],
    ['no room to connect', { '504': 5 }, { connectTimedOut: 5 }, 'nginx could not connect for 5 within 60 s (504)'],
    ['refusals', { refused: 5 }, {}, '5 clients never got a connection'],
  ] as const)('gives the cause of %s', (_, failures, log, sentence) => {
    const result = told({ outcomes: { '200': 95, ...failures }, log })
    expect(say(['A', result])).toBe(`A answered all but 5 of 100: ${sentence}.`)
  })

  it('tells two causes, and leaves out a rare third', () => {
    const result = told({ outcomes: { '200': 100, '504': 60, timeout: 35, '502': 2 }, log: { readTimedOut: 60 } })
    expect(say(['A', result])).toBe(
      'A answered 51 % of 197: nginx gave up on 60 after 60 s (504) and 35 clients left after 60 s.',
    )
  })

  it('counts tries, and says so, when clients try again', () => {
    const result = { ...told({ outcomes: { '200': 30, timeout: 270 } }), retried: 150 }
    expect(say(['A', result])).toBe('A answered 30 of 300 tries: 270 clients left after 60 s.')
  })

  it('tells every story without a gap', () => {
    for (const story of STORIES) {
      const lanes = lanesOf(story).map(({ lane, scenario }) => ({ name: lane.name, result: resultOf(scenario) }))
      const text = findingText(lanes)
      expect(text).toMatch(/^The same .+\.$/)
      expect(text).not.toMatch(/NaN|undefined|Infinity|–| {2}/)
    }
  })
})
