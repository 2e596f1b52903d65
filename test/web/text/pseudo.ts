/**
 * A language made mechanically of English: letters have accents and vowels are doubled, so that texts are longer, and
 * what was not translated stands out. Tags, paths and numbers stay as they are.
 */

const ACCENTED: Readonly<Record<string, string>> = {
  a: 'áá',
  e: 'éé',
  i: 'íí',
  o: 'óó',
  u: 'úú',
  A: 'Á',
  E: 'É',
  I: 'Í',
  O: 'Ó',
  U: 'Ú',
  c: 'ç',
  n: 'ñ',
  s: 'š',
  t: 'ť',
  l: 'ł',
  r: 'ř',
  d: 'ď',
  y: 'ý',
}

export function accented(text: string): string {
  return text
    .split(/(<[^<>]*>)/)
    .map(part => (part.startsWith('<') ? part : part.replace(/[a-zA-Z]/g, letter => ACCENTED[letter] ?? letter)))
    .join('')
}

/** A module of the catalogue, or a part of one, with every text accented, also those that its functions make. */
export function pseudo<T>(messages: T): T {
  return translated(messages) as T
}

function translated(value: unknown): unknown {
  if (typeof value === 'string') return accented(value)
  if (typeof value === 'function') return (...given: unknown[]) => translated(value(...given))
  if (Array.isArray(value)) return value.map(translated)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, translated(part)]))
}
