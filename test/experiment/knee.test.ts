import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { betweenKnee, findKnee, KNEE_ERRORS, KNEE_TIMES } from '../../sim/experiment/knee.ts'

const point = (load: number, p95Ms: number, errorShare = 0) => ({ load, p95Ms, errorShare })

describe('the knee', () => {
  it('is the last load before waiting is more than three times the unloaded one', () => {
    const knee = findKnee([point(5, 100), point(10, 150), point(20, 300), point(40, 301), point(80, 50)])
    expect(knee).toEqual({ bears: 20, breaks: 40, unloadedMs: 100, because: 'waiting' })
  })

  it('is the last load before more than one request in a hundred fails', () => {
    expect(findKnee([point(5, 100), point(10, 100, 0.01), point(20, 100, 0.011)])).toMatchObject({
      bears: 10,
      breaks: 20,
      because: 'errors',
    })
  })

  it('has been passed where nothing is answered any more', () => {
    expect(findKnee([point(5, 100), point(10, Number.NaN, 1)])).toMatchObject({
      bears: 5,
      breaks: 10,
      because: 'errors',
    })
  })

  it('may lie beyond either end', () => {
    expect(findKnee([point(5, 100), point(10, 120)])).toMatchObject({ bears: 10, breaks: null, because: null })
    expect(findKnee([point(5, 100, 0.5), point(10, 120, 0.6)])).toMatchObject({ bears: null, breaks: 5 })
  })

  it('has a bearing load on one side and the next load, which is too much, on the other', () => {
    const points = fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 20 }).chain(loads =>
      fc.tuple(
        ...loads
          .sort((a, b) => a - b)
          .map(load =>
            fc.record({
              load: fc.constant(load),
              p95Ms: fc.integer({ min: 1, max: 900 }),
              errorShare: fc.constantFrom(0, 0.01, 0.02),
            }),
          ),
      ),
    )
    fc.assert(
      fc.property(points, given => {
        const { bears, breaks } = findKnee(given)
        const bad = given.map(
          ({ p95Ms, errorShare }) => p95Ms > KNEE_TIMES * given[0]!.p95Ms || errorShare > KNEE_ERRORS,
        )
        expect(breaks).toBe(given[bad.indexOf(true)]?.load ?? null)
        expect(bears).toBe((bad.includes(true) ? given[bad.indexOf(true) - 1] : given.at(-1))?.load ?? null)
      }),
    )
  })
})

describe('looking more closely at a knee', () => {
  it('halves what lies between until the two sides are nearly one number', () => {
    let [bears, breaks] = [20, 40]
    let steps = 0
    for (;;) {
      const middle = betweenKnee({ bears, breaks, unloadedMs: 1, because: 'errors' }, false)
      if (middle === null) break
      if (middle < 27) bears = middle
      else breaks = middle
      steps++
    }
    expect(breaks / bears).toBeLessThan(1.04)
    expect(bears).toBeLessThan(27)
    expect(breaks).toBeGreaterThanOrEqual(27)
    expect(steps).toBeLessThanOrEqual(5)
  })

  it('ends at neighbours where loads are whole numbers, and where there is no knee', () => {
    expect(betweenKnee({ bears: 3, breaks: 4, unloadedMs: 1, because: 'errors' }, true)).toBeNull()
    expect(betweenKnee({ bears: 3, breaks: null, unloadedMs: 1, because: null }, false)).toBeNull()
  })
})
