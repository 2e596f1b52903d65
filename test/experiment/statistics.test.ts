import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { interval, meanOf, pairedDifference, varianceOf } from '../../sim/experiment/statistics.ts'

describe('A confidence interval', () => {
  it('uses Student’s t, as in the tables', () => {
    // s = √2.5 for 1 … 5, and t is 2.776445 at 95 % and 8.610302 at 99.9 % with 4 degrees of freedom.
    const standardError = Math.sqrt(2.5 / 5)
    expect(interval([1, 2, 3, 4, 5]).halfWidth).toBeCloseTo(2.776445 * standardError, 5)
    expect(interval([1, 2, 3, 4, 5], 0.999).halfWidth).toBeCloseTo(8.610302 * standardError, 5)
    expect(interval([1, 2, 3, 4, 5])).toMatchObject({ mean: 3, n: 5 })
  })

  it('is as wide as can be for a single value', () => {
    expect(interval([7])).toEqual({ mean: 7, low: -Infinity, high: Infinity, halfWidth: Infinity, n: 1 })
  })

  it('has no mean without values, and none when a value is missing', () => {
    expect(interval([])).toMatchObject({ mean: Number.NaN, halfWidth: Infinity, n: 0 })
    expect(interval([1, Number.NaN, 2])).toMatchObject({ mean: Number.NaN, halfWidth: Number.NaN })
  })

  it('has no width when all values are equal', () => {
    expect(interval([3, 3, 3])).toEqual({ mean: 3, low: 3, high: 3, halfWidth: 0, n: 3 })
  })

  it('refuses a confidence that is not one', () => {
    expect(() => interval([1, 2], 1)).toThrow('confidence is 1, but must be above 0 and below 1')
    expect(() => interval([1, 2], Number.NaN)).toThrow('confidence is NaN, but must be above 0 and below 1')
  })

  it('moves with its values and stretches with them', () => {
    const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 30 })
    fc.assert(
      fc.property(values, sample => {
        const plain = interval(sample)
        const moved = interval(sample.map(value => 2 * value + 1000))
        expect(moved.mean).toBeCloseTo(2 * plain.mean + 1000, 6)
        expect(moved.halfWidth).toBeCloseTo(2 * plain.halfWidth, 6)
      }),
      { seed: 4 },
    )
  })

  it('takes typed columns as well', () => {
    expect(interval(Float64Array.of(1, 3)).mean).toBe(2)
  })
})

describe('A paired difference', () => {
  it('shows a small effect that both columns’ common noise would hide', () => {
    const before = [10, 50, 30, 90, 20]
    const after = before.map((value, at) => value + 1 + (at % 2) * 0.1)
    expect(pairedDifference(before, after).low).toBeGreaterThan(0)
    expect(interval(after).low).toBeLessThan(interval(before).high)
  })

  it('refuses columns of different length', () => {
    expect(() => pairedDifference([1, 2], [1])).toThrow('before has 2 values and after has 1, but they must be pairs')
  })
})

describe('Mean and variance', () => {
  it('lose no digits to a large common offset', () => {
    expect(varianceOf([1e9 + 1, 1e9 + 2, 1e9 + 3])).toBe(1)
    expect(meanOf([1e9 + 1, 1e9 + 3])).toBe(1e9 + 2)
    expect(varianceOf([5])).toBeNaN()
  })
})
