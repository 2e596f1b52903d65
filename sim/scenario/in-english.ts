/**
 * Numbers as English writes them. By hand, because the first formatter that a process makes reads the tables of all
 * languages: 40 to 70 ms of a page that opens, 20 of a command.
 */

let formatter: Intl.NumberFormat | undefined

/** 1234567.25 → "1,234,567.25": every digit there is. */
export function inEnglish(value: number): string {
  return grouped(String(value)) ?? withFormatter(value)
}

/** With so many decimals at most: 1234.5 → "1,234.5". */
export function roundedInEnglish(value: number, decimals: number): string {
  return inEnglish(Number(value.toFixed(decimals)))
}

/** With so many decimals, zeros too: 1234.5 → "1,234.50". */
export function fixedInEnglish(value: number, decimals: number): string {
  return grouped(value.toFixed(decimals)) ?? withFormatter(value)
}

/** Null for what JavaScript writes with an exponent, or is no number. */
function grouped(digits: string): string | null {
  if (!/^-?\d+(\.\d+)?$/.test(digits)) return null
  const [whole, decimals] = digits.split('.') as [string, string?]
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return decimals === undefined ? thousands : `${thousands}.${decimals}`
}

function withFormatter(value: number): string {
  formatter ??= new Intl.NumberFormat('en-US', { maximumFractionDigits: 20 })
  return formatter.format(value)
}
