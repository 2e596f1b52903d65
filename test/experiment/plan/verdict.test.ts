import { describe, expect, test } from 'vitest'
import type { RunSummary } from '../../../sim/experiment/metrics.ts'
import { parseGoal } from '../../../sim/experiment/plan/question.ts'
import { judge } from '../../../sim/experiment/plan/verdict.ts'

const runs = (values: readonly number[], errors = 0, offered = 2000) =>
  values.map(latencyP99Ms => ({ latencyP99Ms, errorShare: errors, offered })) as unknown as RunSummary[]

const P99 = [{ metric: 'latencyP99Ms', atMost: 300 }] as const
const ERRORS = [{ metric: 'errorShare', atMost: 0.001 }] as const

describe('A verdict', () => {
  test('holds or fails when the whole interval lies on one side.', () => {
    expect(judge(runs([198, 200, 202]), P99).verdict).toBe('holds')
    expect(judge(runs([398, 400, 402]), P99).verdict).toBe('fails')
    expect(judge(runs([250, 300, 340]), P99).verdict).toBe('undecided')
  })

  test('does not take a few requests without an error for a proof that there are none.', () => {
    expect(judge(runs([1, 1, 1], 0, 100), ERRORS).verdict).toBe('undecided')
    expect(judge(runs([1, 1, 1], 0, 10_000), ERRORS).verdict).toBe('holds')
  })

  test('fails where nobody was answered.', () => {
    expect(judge(runs([Number.NaN, Number.NaN, Number.NaN]), P99).verdict).toBe('fails')
  })
})

describe('A goal', () => {
  test.each([
    ['p99Ms<=300', { metric: 'latencyP99Ms', atMost: 300 }],
    ['p99Ms=300ms', { metric: 'latencyP99Ms', atMost: 300 }],
    ['errorShare<=0.1%', { metric: 'errorShare', atMost: 0.001 }],
    ['cpuUtilization <= 0.7', { metric: 'cpuUtilization', atMost: 0.7 }],
  ])('is read: %s', (text, goal) => {
    expect(parseGoal(text)).toEqual({ ok: true, value: goal })
  })

  test.each(['', 'fast', 'p99Ms<=-1', 'errorShare<=2', 'throughputPerSecond<=3', 'p99Ms<=3%', 'p99Ms>=3'])(
    'is refused in a sentence: “%s”',
    text => {
      const read = parseGoal(text)
      expect(read).toMatchObject({ ok: false, problems: [{ message: expect.stringMatching(/allowed is .+\.$/) }] })
    },
  )
})
