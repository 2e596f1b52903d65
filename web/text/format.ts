/**
 * Numbers as a reader meets them on the page. A share is never rounded to a whole it is not: 99.97 % stays below
 * 100 %, and a single failure is not 0 %.
 */

import { LANGUAGE } from '#text/locale.ts'
import { form } from './plural.ts'

/** Between a number and its unit: they belong on one line. */
export const NBSP = '\u00a0'

export const MINUS = '\u2212'

// Made once: making one costs more than a hundred uses.
let wholes: Intl.NumberFormat
let thousandths: Intl.NumberFormat
let exact: Intl.NumberFormat
/** A number with its decimals as they are; English needs no formatter, and this is asked for in every frame. */
let decimal: (value: number) => string
/** The same with so many decimals, whatever they are. */
let withDecimals: (value: number, digits: number) => string

/** Whose way numbers are written in. */
let language = LANGUAGE

/** Writes numbers the way of a language from now on. Called before anything is drawn, if at all. Throws when there is no such tag. */
export function writeNumbersAsIn(locale: string): void {
  language = locale
  wholes = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  thousandths = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 })
  exact = new Intl.NumberFormat(locale, { maximumSignificantDigits: 12 })
  const decimals = new Intl.NumberFormat(locale, { maximumSignificantDigits: 12, useGrouping: false })
  decimal = locale === 'en' ? String : value => decimals.format(value)
  const places = [0, 1, 2, 3].map(digits => {
    const options = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false }
    return new Intl.NumberFormat(locale, options)
  })
  withDecimals =
    locale === 'en' ? (value, digits) => value.toFixed(digits) : (value, digits) => places[digits]!.format(value)
}

writeNumbersAsIn(LANGUAGE)

/** 1437 → "1,437". */
export function count(value: number): string {
  return wholes.format(value)
}

/** At most three decimals: 1,437.5. */
export function rounded(value: number): string {
  return thousandths.format(value)
}

/** Every digit there is: 12,345.678. */
export function precise(value: number): string {
  return exact.format(value)
}

/** With so many decimals, at most three: 12.30. */
export function fixed(value: number, digits: 0 | 1 | 2 | 3): string {
  return withDecimals(value, digits)
}

/** At most three significant digits, no trailing zeros: 23.4, 0.051, 1,250. "–" where there is no number. */
export function compact(value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (Math.abs(value) >= 1000) return count(value)
  return decimal(Number(value.toPrecision(3))).replace('-', MINUS)
}

/** A share of 0 to 1 as a whole percentage; tenths near the ends, where they tell the difference. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return '–'
  const hundredths = share * 100
  if (hundredths > 0 && hundredths < 0.1) return `<${NBSP}${decimal(0.1)}${NBSP}%`
  if (hundredths < 100 && hundredths > 99.9) return `>${NBSP}${decimal(99.9)}${NBSP}%`
  const nearAnEnd = (hundredths > 0 && hundredths < 2) || (hundredths > 98 && hundredths < 100)
  return `${decimal(Number(hundredths.toFixed(nearAnEnd ? 1 : 0)))}${NBSP}%`
}

/** A time in the unit it is thought of: 38 ms, 1.2 s, 60 s, 5 min. */
export function duration(ms: number): string {
  if (!Number.isFinite(ms)) return '–'
  if (ms < 1) return `${compact(ms)}${NBSP}ms`
  // What is more would round to a second.
  if (ms < 999.5) return `${decimal(Number(ms.toPrecision(ms < 10 ? 2 : 3)))}${NBSP}ms`
  const seconds = ms / 1000
  if (seconds < 600) return `${decimal(Number(seconds.toPrecision(seconds < 10 ? 2 : 3)))}${NBSP}s`
  return `${decimal(Number((seconds / 60).toPrecision(3)))}${NBSP}min`
}

/** A sum in US dollars, with cents: $1,234.50. "–" where there is no number. */
export function dollars(value: number): string {
  return Number.isNaN(value) ? '–' : money(value, 2, 2)
}

/** What something costs, to a hundredth of a cent, without zeros at the end: $0.0104. */
export function price(value: number): string {
  return money(value, 0, 4)
}

function money(value: number, minimumFractionDigits: number, maximumFractionDigits: number): string {
  const style = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' } as const
  return value.toLocaleString(language, { ...style, minimumFractionDigits, maximumFractionDigits })
}

/** "1 client", "1,423 clients": for languages with two forms. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)}${NBSP}${form(value, { one, other: many })}`
}
