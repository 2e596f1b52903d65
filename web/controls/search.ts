/** Finding settings by words: in their names, their paths, their help, their units and what can be chosen. */

import * as texts from '#text/controls.ts'
import { PARAMETERS, type Parameter } from '../../sim/scenario/parameters.ts'
import type { Group } from '../../sim/scenario/scenario.ts'
import { isForThePage, type Setting, sameValue } from '../state/edit.ts'
import { wordsOf } from '../text/parameters.ts'

export function groupOf({ path }: Parameter): Group {
  return path.split('.')[0] as Group
}

/** Whether every word of a query is found somewhere in what is said of a parameter. */
export function matches(parameter: Parameter, query: string): boolean {
  const text = textOf(parameter)
  return plain(query)
    .split(/\s+/)
    .every(word => text.includes(word))
}

/** Parameters that match, and change nothing in any lane as things are. */
export function withoutEffect(settings: readonly Setting[], query: string): Parameter[] {
  const effective = new Set(settings.map(({ parameter }) => parameter))
  return PARAMETERS.filter(
    parameter => isForThePage(parameter) && !effective.has(parameter) && matches(parameter, query),
  )
}

/** The settings of one parameter together: one for all lanes, or one for each. */
export function byParameter(settings: readonly Setting[]): Setting[][] {
  return [...grouped(settings, ({ parameter }) => parameter).values()]
}

/** Those with the same key together, in the order in which each key came first. */
export function grouped<Key, One>(all: readonly One[], keyOf: (one: One) => Key): Map<Key, One[]> {
  const groups = new Map<Key, One[]>()
  for (const one of all) {
    const key = keyOf(one)
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return groups
}

/** Whether lanes have different values of one parameter. */
export function differs(settings: readonly Setting[]): boolean {
  return settings.some(({ value }) => !sameValue(value, settings[0]!.value))
}

export function isChanged({ value, storyValue }: Setting): boolean {
  return !sameValue(value, storyValue)
}

const TEXTS = new Map<Parameter, string>()

function textOf(parameter: Parameter): string {
  const known = TEXTS.get(parameter)
  if (known !== undefined) return known
  const words = wordsOf(parameter)
  const { label, path, help } = words
  const unit = words.kind === 'number' ? `${words.unit} ${texts.unitNames[words.unit] ?? ''}` : ''
  const choices = words.kind === 'choice' ? words.choices.map(choice => choice.label).join(' ') : ''
  const text = plain(`${label} ${path} ${texts.groups[groupOf(parameter)]} ${unit} ${help} ${choices}`)
  TEXTS.set(parameter, text)
  return text
}

/** Apostrophes as a keyboard has them; case does not count. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll('’', "'").trim()
}
