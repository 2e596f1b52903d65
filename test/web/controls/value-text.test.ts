import { describe, expect, it } from 'vitest'
import { findParameter, type NumberParameter } from '../../../sim/scenario/parameters.ts'
import { parseValue } from '../../../sim/scenario/validate.ts'
import { entryText, plainEntry, valueText } from '../../../web/controls/value-text.ts'

const timeout = findParameter('client.timeoutMs') as NumberParameter
const rate = findParameter('traffic.ratePerSecond') as NumberParameter
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('a value in its field', () => {
  it('is shown in the unit it is thought of', () => {
    expect(plain(valueText(timeout, 5000))).toBe('5 s')
    expect(plain(valueText(timeout, 800))).toBe('800 ms')
    expect(plain(valueText(timeout, 0))).toBe('never')
    expect(plain(valueText(rate, 14))).toBe('14 /s')
    expect(entryText(rate, 12_345.5)).toBe('12,345.5')
  })

  it.each([
    ['7', 5000, '7000'],
    ['7', 800, '7'],
    ['700 ms', 5000, '700'],
    ['1.5s', 800, '1500'],
    ['2 min', 5000, '120000'],
    ['never', 5000, '0'],
    ['60,000 ms', 5000, '60000'],
  ])('is understood as it would be said: %s beside %d ms', (text, shown, ms) => {
    expect(plainEntry(timeout, shown, text)).toBe(ms)
  })

  it.each(['many', '5 parsecs', '--3', '', '1_000', '9e999', '1,2,3'])(
    'is refused in words when it is no value: %s',
    text => {
      const read = parseValue(timeout, plainEntry(timeout, 5000, text))
      expect(read.ok).toBe(false)
    },
  )

  it('reads back what it shows', () => {
    for (const value of [0, 1, 350, 999, 1000, 61_500, 3_600_000]) {
      expect(plainEntry(timeout, value, entryText(timeout, value))).toBe(String(value))
    }
  })
})
