/**
 * Numbers as a reader meets them on the page. A share is never rounded to a whole it is not: 99.97 % stays below
 * 100 %, and a single failure is not 0 %.
 */

import { LANGUAGE } from '#text/locale.ts'
import { waysOf } from './number-ways.ts'
import { form } from './plural.ts'

/** Between a number and its unit: they belong on one line. */
export const NBSP = '\u00a0'

export const MINUS = '\u2212'

/** Whose way numbers are written in. */
let write = waysOf(LANGUAGE)

/** Writes numbers the way of a language from now on. Called before anything is drawn, if at all. Throws when there is no such tag. */
export function writeNumbersAsIn(locale: string): void {
  write = waysOf(locale)
}

/** 1437 → "1,437". */
export function count(value: number): string {
  return write.whole(value)
}

/** At most three decimals: 1,437.5. */
export function rounded(value: number): string {
  return write.thousandths(value)
}

/** Every digit there is: 12,345.678. */
export function precise(value: number): string {
  return write.exact(value)
}

/** With so many decimals, at most three: 12.30. */
export function fixed(value: number, digits: 0 | 1 | 2 | 3): string {
  return write.withDecimals(value, digits)
}

/** At most three significant digits, no trailing zeros: 23.4, 0.051, 1,250. "–" where there is no number. */
export function compact(value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (Math.abs(value) >= 1000) return count(value)
  return write.decimal(Number(value.toPrecision(3))).replace('-', MINUS)
}

/** A share of 0 to 1 as a whole percentage; tenths near the ends, where they tell the difference. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return '–'
  const hundredths = share * 100
  if (hundredths > 0 && hundredths < 0.1) return `<${NBSP}${write.decimal(0.1)}${NBSP}%`
  if (hundredths < 100 && hundredths > 99.9) return `>${NBSP}${write.decimal(99.9)}${NBSP}%`
  const nearAnEnd = (hundredths > 0 && hundredths < 2) || (hundredths > 98 && hundredths < 100)
  return `${write.decimal(Number(hundredths.toFixed(nearAnEnd ? 1 : 0)))}${NBSP}%`
}

/** A time in the unit it is thought of: 38 ms, 1.2 s, 60 s, 5 min. */
export function duration(ms: number): string {
  if (!Number.isFinite(ms)) return '–'
  if (ms < 1) return `${compact(ms)}${NBSP}ms`
  // What is more would round to a second.
  if (ms < 999.5) return `${write.decimal(Number(ms.toPrecision(ms < 10 ? 2 : 3)))}${NBSP}ms`
  const seconds = ms / 1000
  if (seconds < 600) return `${write.decimal(Number(seconds.toPrecision(seconds < 10 ? 2 : 3)))}${NBSP}s`
  return `${write.decimal(Number((seconds / 60).toPrecision(3)))}${NBSP}min`
}

/** A sum in US dollars, with cents: $1,234.50. "–" where there is no number. */
export function dollars(value: number): string {
  return Number.isNaN(value) ? '–' : write.dollars(value, 2, 2)
}

/** What something costs, to a hundredth of a cent, without zeros at the end: $0.0104. */
export function price(value: number): string {
  return write.dollars(value, 0, 4)
}

/** "1 client", "1,423 clients": for languages with two forms. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)}${NBSP}${form(value, { one, other: many })}`
}
