import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inEnglish } from '../../../sim/scenario/in-english.ts'
import {
  compact,
  count,
  dollars,
  duration,
  percent,
  plural,
  precise,
  price,
  rounded,
} from '../../../web/text/format.ts'
import { form, list } from '../../../web/text/plural.ts'
import { inWords, midSentence } from '../../../web/text/words.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('numbers on the page', () => {
  it.each([
    [0, '0 %'],
    [0.0004, '< 0.1 %'],
    [0.012, '1.2 %'],
    [0.16, '16 %'],
    [0.985, '98.5 %'],
    [0.9996, '> 99.9 %'],
    [1, '100 %'],
    [Number.NaN, '–'],
  ])('never round a share to a whole that it is not: %d', (share, text) => {
    expect(plain(percent(share))).toBe(text)
  })

  it.each([
    [0.4, '0.4 ms'],
    [38.44, '38.4 ms'],
    [999.4, '999 ms'],
    [999.96, '1 s'],
    [1234, '1.2 s'],
    [1345, '1.3 s'],
    [60_000, '60 s'],
    [3_600_000, '60 min'],
    [Number.NaN, '–'],
  ])('give a time in the unit it is thought of: %d ms', (ms, text) => {
    expect(plain(duration(ms))).toBe(text)
  })

  it('write sums with cents, and prices as exactly as they are', () => {
    expect(dollars(1234.5)).toBe('$1,234.50')
    expect(dollars(Number.NaN)).toBe('–')
    expect(price(0.0104)).toBe('$0.0104')
    expect(price(0.05)).toBe('$0.05')
    expect(price(2)).toBe('$2')
  })

  it('have separators, three digits at most where they are rates, and one word for one thing', () => {
    expect(count(1437)).toBe('1,437')
    expect(compact(13.6489)).toBe('13.6')
    expect(compact(-0.5)).toBe('−0.5')
    expect(plain(plural(1, 'client'))).toBe('1 client')
    expect(plain(plural(1423, 'client'))).toBe('1,423 clients')
  })

  it('are words while they are small', () => {
    expect(inWords(3)).toBe('three')
    expect(inWords(1000)).toBe('1,000')
  })

  it('lose the capital of a name within a sentence, unless it is a proper name', () => {
    expect(midSentence('A pool of three')).toBe('a pool of three')
    expect(midSentence('Five workers, one core')).toBe('five workers, one core')
    expect(midSentence('Flask, threaded')).toBe('Flask, threaded')
  })
})

describe('English is written by hand as the browser would write it', () => {
  const asIntl = (options: Intl.NumberFormatOptions) => {
    const formatter = new Intl.NumberFormat('en-US', options)
    return (value: number) => formatter.format(value)
  }

  it('whole numbers and decimals', () => {
    // Values with few digits: where a half is not exact in binary, both are right.
    const values = fc.tuple(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), fc.integer({ min: 0, max: 6 }))
    fc.assert(
      fc.property(values, ([digits, places]) => {
        const value = Number(`${digits}e-${places}`)
        expect(inEnglish(value)).toBe(asIntl({ maximumFractionDigits: 20 })(value))
        expect(precise(value)).toBe(asIntl({ maximumSignificantDigits: 12 })(value))
        if (places < 4) expect(rounded(value)).toBe(asIntl({ maximumFractionDigits: 3 })(value))
        expect(count(digits)).toBe(asIntl({ maximumFractionDigits: 0 })(digits))
        const inDollars = { style: 'currency', currency: 'USD' } as const
        if (places < 3) expect(dollars(value)).toBe(asIntl(inDollars)(value))
        if (places < 5)
          expect(price(value)).toBe(asIntl({ ...inDollars, minimumFractionDigits: 0, maximumFractionDigits: 4 })(value))
      }),
    )
  })

  it.each([1e-7, 1e21, 1.5e300, Number.POSITIVE_INFINITY, Number.NaN])('%d too', value => {
    expect(inEnglish(value)).toBe(asIntl({ maximumFractionDigits: 20 })(value))
  })

  it('one and many, and lists', () => {
    const rules = new Intl.PluralRules('en')
    const lists = new Intl.ListFormat('en-GB')
    for (const value of [0, 1, 2, 1.5, -1, 21, 101, Number.NaN]) {
      expect(form(value, { one: 'one', other: 'other' })).toBe(rules.select(value))
    }
    for (const parts of [[], ['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c', 'd']]) {
      expect(list(parts)).toBe(lists.format(parts))
    }
  })
})
