/** How a language writes numbers, as far as the page needs it. */
import { fixedInEnglish, inEnglish, roundedInEnglish } from '../../sim/scenario/in-english.ts'

export interface NumberWays {
  whole(value: number): string
  /** At most three decimals. */
  thousandths(value: number): string
  /** Every digit, twelve at most. */
  exact(value: number): string
  /** A number with its decimals as they are, ungrouped. */
  decimal(value: number): string
  /** The same with so many decimals, whatever they are. */
  withDecimals(value: number, digits: 0 | 1 | 2 | 3): string
  /** US dollars, with so many decimals at least and at most. */
  dollars(value: number, least: number, most: number): string
}

/** Throws when there is no such tag. */
export function waysOf(locale: string): NumberWays {
  return locale === 'en' ? ENGLISH : formattersOf(locale)
}

/** English needs no formatter: some of this is asked for in every frame, and the first formatter is dear to make. */
const ENGLISH: NumberWays = {
  whole: value => roundedInEnglish(value, 0),
  thousandths: value => roundedInEnglish(value, 3),
  exact: value => inEnglish(Number(value.toPrecision(12))),
  decimal: String,
  withDecimals: (value, digits) => value.toFixed(digits),
  dollars: (value, least, most) => {
    const shortest = roundedInEnglish(Math.abs(value), most)
    const isShort = (shortest.split('.')[1]?.length ?? 0) < least
    return `${value < 0 ? '-' : ''}$${isShort ? fixedInEnglish(Math.abs(value), least) : shortest}`
  },
}

// Made once: making one costs more than a hundred uses.
function formattersOf(locale: string): NumberWays {
  const wholes = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const thousandths = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 })
  const exact = new Intl.NumberFormat(locale, { maximumSignificantDigits: 12 })
  const decimals = new Intl.NumberFormat(locale, { maximumSignificantDigits: 12, useGrouping: false })
  const places = [0, 1, 2, 3].map(digits => {
    const options = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false }
    return new Intl.NumberFormat(locale, options)
  })
  return {
    whole: value => wholes.format(value),
    thousandths: value => thousandths.format(value),
    exact: value => exact.format(value),
    decimal: value => decimals.format(value),
    withDecimals: (value, digits) => places[digits]!.format(value),
    dollars: (value, minimumFractionDigits, maximumFractionDigits) => {
      const style = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' } as const
      return value.toLocaleString(locale, { ...style, minimumFractionDigits, maximumFractionDigits })
    },
  }
}
