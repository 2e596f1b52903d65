import { describe, expect, test } from 'vitest'
import {
  alignColumns,
  formatMs,
  formatNumber,
  formatShare,
  pen,
  shrink,
  sparkline,
  wrap,
} from '../../sim/cli/format.ts'
import { progressLine } from '../../sim/cli/progress.ts'

describe('Numbers', () => {
  test.each([
    [0, '0'],
    [0.254, '0.25'],
    [4.168, '4.17'],
    [29.84, '29.8'],
    [412.6, '413'],
    [1234.5, '1,235'],
    [Number.NaN, '–'],
    [Infinity, '–'],
  ])('%d is written %s.', (value, text) => {
    expect(formatNumber(value)).toBe(text)
  })

  test.each([
    [0, '0 ms'],
    [0.62, '0.62 ms'],
    [4.2, '4.2 ms'],
    [58.3, '58 ms'],
    [1204.4, '1,204 ms'],
    [5000, '5 s'],
    [12_340, '12.3 s'],
    [Number.NaN, '–'],
  ])('%d milliseconds are written %s.', (ms, text) => {
    expect(formatMs(ms)).toBe(text)
  })

  test.each([
    [0, '0 %'],
    [0.0004, '< 0.1 %'],
    [0.042, '4.2 %'],
    [0.9994, '> 99.9 %'],
    [1, '100 %'],
    [Number.NaN, '–'],
  ])('a share of %d is written %s: neither nothing nor everything unless it is.', (share, text) => {
    expect(formatShare(share)).toBe(text)
  })
})

describe('A sparkline', () => {
  test('shows nothing as a dot and the top as a full bar.', () => {
    expect(sparkline([0, 1, 4, 8], 8, 60)).toBe('·▂▅█')
  })

  test('averages neighbours where there are more values than characters.', () => {
    expect(shrink([1, 3, 5, 7], 2)).toEqual([2, 6])
    expect(sparkline(new Float64Array(1000).fill(1), 1, 60)).toBe('█'.repeat(60))
  })

  test('of nothing at all is a row of dots.', () => {
    expect(sparkline([0, 0, 0], 0, 60)).toBe('···')
  })
})

describe('Columns', () => {
  test('are as wide as their widest text, colours not counted, and end without blanks.', () => {
    const red = pen(true).alarm('no')
    const rows = [
      ['a', '1', 'x'],
      ['bbb', '1,000', red],
    ]
    expect(alignColumns(rows, ['left', 'right', 'left'], ' ')).toEqual([' a        1  x', ` bbb  1,000  ${red}`])
  })

  test('hold as many rows as a sweep can have.', () => {
    const rows = Array.from({ length: 100_000 }, (_, row) => [String(row)])
    expect(alignColumns(rows, ['right'])).toHaveLength(100_000)
  })
})

test('Text is broken at blanks, but not between a number and its unit.', () => {
  expect(wrap('It took 84 % of 5 s in all.', 11)).toEqual(['It took', '84 % of 5 s', 'in all.'])
})

test('Progress says how much is done and how long the rest takes.', () => {
  expect(progressLine(80, 320, 1000)).toBe('██████──────────────────  80 of 320 runs, 25 %, about 3 s left')
})
