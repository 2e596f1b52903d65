/**
 * What depends on how many there are, by the rules of the catalogue's language: English has two forms, others up to six.
 * English is done by hand: the first of the browser's rules that a process makes takes 40 to 70 ms of a page that opens.
 */
import { LANGUAGE, LISTS } from '#text/locale.ts'

/** English fills in `one` and `other`. */
export type Forms<T = string> = { other: T } & Partial<Record<Intl.LDMLPluralRule, T>>

const rules = LANGUAGE === 'en' ? null : new Intl.PluralRules(LANGUAGE)

/** The form for so many. */
export function form<T>(value: number, forms: Forms<T>): T {
  const rule = rules ? rules.select(value) : Math.abs(value) === 1 ? 'one' : 'other'
  return forms[rule] ?? forms.other
}

const lists = LISTS === 'en-GB' ? null : new Intl.ListFormat(LISTS)

/** “a, b and c”. */
export function list(parts: readonly string[]): string {
  return listParts(parts.length)
    .map(part => (typeof part === 'number' ? parts[part] : part))
    .join('')
}

/** The same in parts: the places of the listed ones as numbers, what stands between them as text. */
export function listParts(length: number): (number | string)[] {
  const places = Array.from({ length }, (_, place) => place)
  if (!lists) return places.flatMap(place => (place === 0 ? place : [place === length - 1 ? ' and ' : ', ', place]))
  return lists.formatToParts(places.map(String)).map(({ type, value }) => (type === 'element' ? Number(value) : value))
}
