import { describe, expect, test } from 'vitest'
import { type Comparison, compareCase } from '../../sim/validation/compare.ts'
import { countInterval } from '../../sim/validation/count-interval.ts'
import type { RecordedMeasures } from '../../sim/validation/recorded-case.ts'
import { scenarioOf } from '../../sim/validation/scenario-of.ts'
import { withinAnswered } from '../../sim/validation/tolerance.ts'
import { accepted, caseOf, traceOf } from './truth.ts'

/** One recording with some of its measures changed. */
function compared(name: string, changed: Partial<RecordedMeasures> = {}): Comparison {
  const recorded = caseOf(name)
  return accepted(compareCase({ ...recorded, measured: { ...recorded.measured, ...changed } }, traceOf(name)))
}

const past = ({ figures }: Comparison) => figures.filter(({ isWithin }) => isWithin === false).map(({ name }) => name)
const allowance = (name: string, figure: string) => compared(name).figures.find(one => one.name === figure)!.allowed!.by

describe('A tolerance', () => {
  test('is 10 % of a latency, and 15 % under a contended GIL, gevent and on two cores.', () => {
    expect(allowance('story-2-gunicorn-1c', 'p95')).toBe(0.1)
    for (const name of ['flask-threaded-1c', 'gevent-1w-1c', 'story-3-gunicorn-2c']) {
      expect(allowance(name, 'p50')).toBe(0.15)
    }
  })

  test('is 3 points of a share, and 5 in a burst.', () => {
    expect(allowance('story-1-flask', 'share 504')).toBe(0.03)
    expect(allowance('burst-backlog-unix', 'share 502')).toBe(0.05)
  })

  test('of answers is 3 %, unless that is less than one request: then the interval of the count.', () => {
    expect(withinAnswered(34, 10, 0.03)).toMatchObject({ rule: 'relative', by: 0.03 })
    const few = withinAnswered(33, 10, 0.03)
    expect(few.rule).toBe('count')
    expect([few.low * 10, few.high * 10]).toEqual([expect.closeTo(22.716, 2), expect.closeTo(46.344, 2)])
    expect(compared('client-gives-up').answered).toEqual({ measured: 14, simulated: expect.any(Number) })
  })
})

test('The interval of a count is Garwood’s, as tabled.', () => {
  const table = [
    [0, 0, 3.689],
    [1, 0.0253, 5.572],
    [10, 4.795, 18.39],
    [14, 7.654, 23.49],
  ] as const
  for (const [count, low, high] of table) {
    expect(countInterval(count)).toEqual({ low: expect.closeTo(low, 3), high: expect.closeTo(high, 2) })
  }
})

describe('What differs is found:', () => {
  const { measured } = caseOf('story-2-gunicorn-1c')
  const changes: [string, Partial<RecordedMeasures>, string[]][] = [
    ['nothing', {}, []],
    ['fewer answers', { okPerSecond: measured.okPerSecond * 0.96 }, ['answered']],
    ['another way to end', { outcomes: { '200': 785, '502': 30 } }, ['share 200', 'share 502']],
    ['a slower median', { latencyMs: { ...measured.latencyMs, p50: 140 } }, ['p50']],
    ['a faster tail', { latencyMs: { ...measured.latencyMs, p95: 300 } }, ['p95']],
    ['no latency', { latencyMs: {} }, ['p50', 'p95']],
    ['a p99, which is not judged', { latencyMs: { ...measured.latencyMs, p99: 1 } }, []],
    ['CPU, which is not judged', { cpuUtilization: 0.9 }, []],
    ['an outcome that has no name here', { outcomes: { '200': 715, '418': 100 } }, ['share 200', 'share 418']],
  ]
  test.each(changes)('%s', (_what, changed, names) => {
    expect(past(compared('story-2-gunicorn-1c', changed))).toEqual(names)
  })
})

test('CPU is the server’s alone: nginx’s part of two shared cores is taken off.', () => {
  const { figures, scenario } = compared('story-3-gunicorn-2c')
  expect(scenario.proxy.cpuMs).toBe(2.5)
  const cpu = figures.find(({ name }) => name === 'cpu')!
  expect(Math.abs(cpu.error!)).toBeLessThan(0.01)
})

test('An account of CPU that lost killed workers is not compared.', () => {
  const cpu = compared('worker-timeout', { cpuUtilization: -0.007 }).figures.find(({ name }) => name === 'cpu')
  expect(cpu).toMatchObject({ measured: null, error: null })
})

test('A connection that was closed without an answer is the outcome “reset”.', () => {
  expect(compared('connections-exhausted').figures.map(({ name }) => name)).toContain('share reset')
})

describe('A recording is refused', () => {
  test('when its measures are of another run than its trace.', () => {
    const recorded = caseOf('story-2-gunicorn-1c')
    const wrong = { ...recorded, measured: { ...recorded.measured, outcomes: { '200': 814 } } }
    expect(compareCase(wrong, traceOf('story-2-gunicorn-1c'))).toMatchObject({
      ok: false,
      problems: [
        {
          message:
            'Recording "story-2-gunicorn-1c": its outcomes add up to 814 requests, but its trace has 815 in the measured time; allowed is the same number.',
        },
      ],
    })
  })

  test('when its server has no such setting.', () => {
    const recorded = caseOf('story-1-flask')
    const wrong = { ...recorded, config: { ...recorded.config, workers: 4 } }
    expect(compareCase(wrong, traceOf('story-1-flask'))).toMatchObject({
      ok: false,
      problems: [
        { message: expect.stringMatching(/^Recording "story-1-flask": server\.workers is 4; allowed is only 1/) },
      ],
    })
  })
})

test('gunicorn with threads is gthread, whatever class was asked for.', () => {
  const { config } = caseOf('story-2-gunicorn-1c')
  const kind = (changed: object) => accepted(scenarioOf({ ...config, ...changed })).server.kind
  expect(kind({})).toBe('gunicorn-sync')
  expect(kind({ threads: 4 })).toBe('gunicorn-gthread')
  expect(kind({ workerClass: 'gthread', threads: 1 })).toBe('gunicorn-gthread')
  expect(kind({ workerClass: 'gevent' })).toBe('gunicorn-gevent')
})
