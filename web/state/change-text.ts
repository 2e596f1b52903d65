/** What a change did, in a sentence: for whoever cannot see the controls move, and for undo and redo. */

import { did } from '#text/controls.ts'
import type { PageState } from '../../sim/scenario/link.ts'
import { PARAMETERS, type Parameter } from '../../sim/scenario/parameters.ts'
import { getParameter } from '../../sim/scenario/scenario.ts'
import { findStory } from '../../sim/scenario/stories.ts'
import { valueText } from '../controls/value-text.ts'
import { laneTitles } from '../story/lane-name.ts'
import { wordsOf } from '../text/parameters.ts'
import { isSplit, sameValue, scopesOf } from './edit.ts'
import { lanesOf } from './lanes.ts'

/** Empty when nothing changed. */
export function changeText(before: PageState, after: PageState): string {
  if (before.story !== after.story) return did.story({ title: findStory(after.story)?.title ?? '' })
  return lanesText(before, after) || settingsText(before, after) || scopesText(before, after)
}

function lanesText(before: PageState, after: PageState): string {
  const [names, namesBefore] = [namesOf(after), namesOf(before)]
  const added = [...names].filter(([id]) => !namesBefore.has(id)).map(([, name]) => did.added({ name }))
  const removed = [...namesBefore].filter(([id]) => !names.has(id)).map(([, name]) => did.removed({ name }))
  const called = after.lanes.flatMap(({ id, name }) => {
    const then = before.lanes.find(lane => lane.id === id)
    return then && then.name !== name ? [did.renamed({ before: namesBefore.get(id)!, name: names.get(id)! })] : []
  })
  return [...added, ...removed, ...called].join(' ')
}

function namesOf(page: PageState): Map<string, string> {
  const lanes = lanesOf(page)
  const names = laneTitles(lanes, page.story)
  return new Map(lanes.map(({ lane }, at) => [lane.id, names[at]!]))
}

function settingsText(before: PageState, after: PageState): string {
  const changes = PARAMETERS.flatMap(parameter => settingText(parameter, before, after))
  const [first = '', ...others] = changes
  return others.length === 0 ? first : did.settings({ changes: changes.length, first })
}

function settingText(parameter: Parameter, before: PageState, after: PageState): string[] {
  const then = lanesOf(before)
  const changed = lanesOf(after).filter(({ scenario, lane }) => {
    const was = then.find(other => other.lane.id === lane.id)
    const value = getParameter(scenario, parameter.path)
    return was && !sameValue(getParameter(was.scenario, parameter.path), value)
  })
  if (changed.length === 0) return []
  const value = valueText(parameter, getParameter(changed[0]!.scenario, parameter.path))
  const { label } = wordsOf(parameter)
  if (scopesOf(after, parameter.path)[0] === null) return [did.setting({ label, value })]
  const names = namesOf(after)
  return [did.settingOf({ label, lanes: changed.map(({ lane }) => names.get(lane.id)!), value })]
}

function scopesText(before: PageState, after: PageState): string {
  const parameter = PARAMETERS.find(({ path }) => isSplit(before, path) !== isSplit(after, path))
  if (!parameter) return ''
  const { label } = wordsOf(parameter)
  return isSplit(after, parameter.path) ? did.split({ label }) : did.joined({ label })
}
