/** What depends on how many there are, by the rules of the catalogue's language: English has two forms, others up to six. */
import { LANGUAGE, LISTS } from '#text/locale.ts'

/** English fills in `one` and `other`. */
export type Forms<T = string> = { other: T } & Partial<Record<Intl.LDMLPluralRule, T>>

const rules = new Intl.PluralRules(LANGUAGE)

/** The form for so many. */
export function form<T>(value: number, forms: Forms<T>): T {
  return forms[rules.select(value)] ?? forms.other
}

const lists = new Intl.ListFormat(LISTS)

/** “a, b and c”. */
export function list(parts: readonly string[]): string {
  return lists.format(parts)
}

/** The same in parts: the places of the listed ones as numbers, what stands between them as text. */
export function listParts(length: number): (number | string)[] {
  const places = Array.from({ length }, (_, place) => String(place))
  return lists.formatToParts(places).map(({ type, value }) => (type === 'element' ? Number(value) : value))
}
