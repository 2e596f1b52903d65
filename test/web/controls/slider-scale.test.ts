import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findParameter, type NumberParameter, PARAMETERS } from '../../../sim/scenario/parameters.ts'
import { POSITIONS, positionOf, stepped, valueAt } from '../../../web/controls/slider-scale.ts'

const numbers = PARAMETERS.filter((parameter): parameter is NumberParameter => parameter.kind === 'number')
const rate = findParameter('traffic.ratePerSecond') as NumberParameter
const workers = findParameter('server.workers') as NumberParameter
const timeout = findParameter('client.timeoutMs') as NumberParameter
const io = findParameter('request.ioMs') as NumberParameter

const positions = fc.integer({ min: 0, max: POSITIONS })

describe('a slider', () => {
  it('gives only values that its parameter allows', () => {
    fc.assert(
      fc.property(fc.constantFrom(...numbers), positions, (parameter, position) => {
        const value = valueAt(parameter, position)
        expect(value).toBeGreaterThanOrEqual(parameter.min)
        expect(value).toBeLessThanOrEqual(parameter.max)
        if (parameter.aboveMin) expect(value).toBeGreaterThan(parameter.min)
        if (parameter.integer) expect(Number.isInteger(value)).toBe(true)
      }),
    )
  })

  it('never falls from left to right, except to a 0 that means never', () => {
    fc.assert(
      fc.property(fc.constantFrom(...numbers), positions, positions, (parameter, a, b) => {
        const [left, right] = [valueAt(parameter, Math.min(a, b)), valueAt(parameter, Math.max(a, b))]
        expect(right >= left || (right === 0 && parameter.zeroMeans !== undefined)).toBe(true)
      }),
    )
  })

  it('stands where a value it gave belongs', () => {
    fc.assert(
      fc.property(fc.constantFrom(...numbers), positions, (parameter, position) => {
        const value = valueAt(parameter, position)
        expect(valueAt(parameter, positionOf(parameter, value))).toBe(value)
      }),
    )
  })

  it('stands at its end for a value that can only be typed', () => {
    expect(positionOf(rate, 50_000)).toBe(POSITIONS)
    expect(positionOf(rate, 0.5)).toBe(0)
  })

  it('moves by one in the second digit for an arrow key', () => {
    expect(stepped(rate, 14, 1)).toBe(15)
    expect(stepped(rate, 140, -1)).toBe(130)
    expect(stepped(rate, 10, -1)).toBe(9.9)
    expect(stepped(workers, 3, 1)).toBe(4)
    expect(stepped(workers, 1, -1)).toBe(1)
    expect(stepped(rate, 14, 1, true)).toBe(20)
  })

  it('reaches never beyond the longest time, and nothing below the shortest', () => {
    expect(stepped(timeout, 120_000, 1)).toBe(0)
    expect(stepped(timeout, 0, -1)).toBe(120_000)
    expect(positionOf(timeout, 0)).toBe(POSITIONS)
    expect(valueAt(io, 0)).toBe(0)
    expect(stepped(io, 1, -1)).toBe(0)
  })

  it('always moves on for a key, up to its end', () => {
    fc.assert(
      fc.property(fc.constantFrom(...numbers), positions, (parameter, position) => {
        const value = valueAt(parameter, position)
        const up = stepped(parameter, value, 1)
        const atEnd = positionOf(parameter, value) === POSITIONS || valueAt(parameter, POSITIONS) === value
        expect(up > value || (up === 0 && parameter.zeroMeans !== undefined) || atEnd).toBe(true)
      }),
    )
  })
})
