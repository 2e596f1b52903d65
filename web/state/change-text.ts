/** What a change did, in a sentence: for whoever cannot see the controls move, and for undo and redo. */
import type { PageState } from '../../sim/scenario/link.ts'
import { PARAMETERS, type Parameter } from '../../sim/scenario/parameters.ts'
import { getParameter } from '../../sim/scenario/scenario.ts'
import { findStory } from '../../sim/scenario/stories.ts'
import { valueText } from '../controls/value-text.ts'
import { laneTitles } from '../story/lane-name.ts'
import { isSplit, sameValue, scopesOf } from './edit.ts'
import { lanesOf } from './lanes.ts'

/** Empty when nothing changed. */
export function changeText(before: PageState, after: PageState): string {
  if (before.story !== after.story) return `The story is “${findStory(after.story)?.title}”.`
  return lanesText(before, after) || settingsText(before, after) || scopesText(before, after)
}

function lanesText(before: PageState, after: PageState): string {
  const [names, namesBefore] = [namesOf(after), namesOf(before)]
  const added = [...names].filter(([id]) => !namesBefore.has(id)).map(([, name]) => `Lane “${name}” is there.`)
  const removed = [...namesBefore].filter(([id]) => !names.has(id)).map(([, name]) => `Lane “${name}” is gone.`)
  const called = after.lanes.flatMap(({ id, name }) => {
    const then = before.lanes.find(lane => lane.id === id)
    return then && then.name !== name ? [`Lane “${namesBefore.get(id)}” is called “${names.get(id)}”.`] : []
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
  return others.length === 0 ? first : `${changes.length} settings changed. ${first}`
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
  const isShared = scopesOf(after, parameter.path)[0] === null
  const names = namesOf(after)
  const whose = isShared ? '' : `, ${changed.map(({ lane }) => names.get(lane.id)).join(' and ')}`
  return [`“${parameter.label}”${whose}: ${value}.`]
}

function scopesText(before: PageState, after: PageState): string {
  const parameter = PARAMETERS.find(({ path }) => isSplit(before, path) !== isSplit(after, path))
  if (!parameter) return ''
  const how = isSplit(after, parameter.path) ? 'is set for each lane by itself' : 'is the same for all lanes'
  return `“${parameter.label}” ${how}.`
}
