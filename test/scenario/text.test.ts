import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findParameter } from '../../sim/scenario/parameters.ts'
import { formatValue, parseValue, setParameters } from '../../sim/scenario/validate.ts'
import { allowedValue, parameters } from './arbitrary-settings.ts'

const rate = findParameter('traffic.ratePerSecond')!
const steps = findParameter('traffic.steps')!

describe('A value as text', () => {
  test('is read back as the same value, whatever the parameter.', () => {
    const values = parameters.chain(parameter => allowedValue(parameter).map(value => ({ parameter, value })))
    fc.assert(
      fc.property(values, ({ parameter, value }) => {
        const text = formatValue(parameter, value)
        expect(text).not.toBe('')
        expect(parseValue(parameter, text)).toEqual({ ok: true, value })
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    ['12', 12],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['1e3', 1000],
    ['1.5E-1', 0.15],
    ['007', 7],
  ])('may be the number %s.', (text, value) => {
    expect(parseValue(rate, text)).toEqual({ ok: true, value })
  })

  test.each(['', ' ', '0x10', '1_000', '1,000', ' 5', '5 ', '+5', '5/s', 'NaN', 'Infinity', '1e999', '--5', '٣'])(
    'may not be the number “%s”.',
    text => {
      const read = parseValue(rate, text)
      expect(read.ok).toBe(false)
      if (!read.ok) {
        expect(read.problems[0]?.message).toBe(
          `traffic.ratePerSecond is "${text}"; allowed is a number more than 0 and at most 100,000 per second.`,
        )
      }
    },
  )

  test('may be steps, second and rate, or none.', () => {
    expect(parseValue(steps, '10:120,15:12')).toEqual({
      ok: true,
      value: [
        { atSeconds: 10, ratePerSecond: 120 },
        { atSeconds: 15, ratePerSecond: 12 },
      ],
    })
    expect(parseValue(steps, 'none')).toEqual({ ok: true, value: [] })
  })

  test('may be steps as they stand in a scenario.', () => {
    expect(parseValue(steps, '[{"atSeconds": 10, "ratePerSecond": 120}]')).toEqual({
      ok: true,
      value: [{ atSeconds: 10, ratePerSecond: 120 }],
    })
    expect(parseValue(steps, '[]')).toEqual({ ok: true, value: [] })
  })

  test.each([
    '[',
    '[1]',
    '[null]',
    '[{"atSeconds": 1}]',
    '[{"atSeconds": 1e999, "ratePerSecond": 1}]',
    '[{"__proto__": {"atSeconds": 1, "ratePerSecond": 1}}]',
    '[{"atSeconds": 5, "ratePerSecond": 1}, {"atSeconds": 4, "ratePerSecond": 1}]',
    `${'['.repeat(100_000)}`,
    `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  ])('may not be the list “%.40s”.', text => {
    const read = parseValue(steps, text)
    expect(read.ok).toBe(false)
    if (!read.ok) expect(read.problems[0]?.message).toMatch(/^traffic\.steps is ".*; allowed is .+\.$/)
  })

  test.each(['', '10', '10:', ':5', '10:5,', '10:5:1', '10:5;11:6', '5:1,4:2', '5:1,5:2', '-1:5', '1:-5', '1:1e9'])(
    'may not be the steps “%s”.',
    text => {
      const read = parseValue(steps, text)
      expect(read.ok).toBe(false)
      if (!read.ok) expect(read.problems[0]?.message).toMatch(/^traffic\.steps is ".*"; allowed is .+\.$/)
    },
  )

  test('of more steps than allowed is refused.', () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => `${at}:1`).join(',')
    expect(parseValue(steps, many(1000)).ok).toBe(true)
    expect(parseValue(steps, many(1001)).ok).toBe(false)
  })
})

describe('Assignments', () => {
  test('are applied in order, over what was there.', () => {
    const base = { traffic: { ratePerSecond: 5, users: 3 } }
    const set = setParameters(base, ['traffic.ratePerSecond=6', 'server.kind=uwsgi', 'traffic.ratePerSecond=7'])
    expect(set).toEqual({ ok: true, value: { traffic: { ratePerSecond: 7, users: 3 }, server: { kind: 'uwsgi' } } })
    expect(base).toEqual({ traffic: { ratePerSecond: 5, users: 3 } })
  })

  test('that are wrong are all named.', () => {
    const set = setParameters({}, ['workers=3', 'machine.cores', 'machine.cores=0', '__proto__.x=1', 'run.seed=2=3'])
    expect(set.ok).toBe(false)
    if (set.ok) return
    expect(set.problems.map(({ message }) => message)).toEqual([
      'workers is "3", but there is no such parameter; did you mean server.workers?',
      'An assignment is "machine.cores"; allowed is path=value, such as traffic.ratePerSecond=20.',
      'machine.cores is 0; allowed is a whole number from 1 to 64.',
      '__proto__.x is "1", but there is no such parameter; allowed are the groups traffic, request, client, proxy, server, machine, fleet, run.',
      'run.seed is "2=3"; allowed is a whole number from 0 to 2,147,483,647.',
    ])
  })
})
