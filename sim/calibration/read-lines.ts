/** Small readers that the tools’ outputs have in common. */

/** The first line that fits, as its groups; null when none does. */
export function firstMatch(lines: readonly string[], form: RegExp): string[] | null {
  for (const line of lines) {
    const match = form.exec(line)
    if (match) return match.slice(1)
  }
  return null
}

/** All lines that fit, each as its groups. */
export function allMatches(lines: readonly string[], form: RegExp): string[][] {
  return lines.flatMap(line => {
    const match = form.exec(line)
    return match ? [match.slice(1)] : []
  })
}

/** Plain decimal digits as a number; NaN for anything else. */
export function toNumber(text: string | undefined): number {
  return text !== undefined && /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN
}

const UNIT_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
}

/** `635.91us`, `1.5s`, `1m2.3s` in milliseconds; NaN for anything else. */
export function toMs(text: string | undefined): number {
  if (text === undefined || !/^(?:\d+(?:\.\d+)?(?:ns|us|µs|μs|ms|s|m|h)){1,4}$/.test(text)) return Number.NaN
  const parts = text.matchAll(/(\d+(?:\.\d+)?)([a-zµμ]+)/g)
  return [...parts].reduce((sum, [, amount, unit]) => sum + Number(amount) * UNIT_MS[unit!]!, 0)
}

/** Percentiles as the tools print them, sorted and without what is not a number. */
export function toPercentiles(pairs: readonly (readonly [percent: number, ms: number])[]) {
  return pairs
    .filter(([percent, ms]) => percent > 0 && percent < 100 && ms >= 0)
    .map(([percent, ms]) => ({ share: percent / 100, ms }))
    .sort((a, b) => a.share - b.share)
}
