/**
 * What a configuration changes in a lane, and the page with it: one state, so that one step back undoes all of it.
 */

import { mine } from '#text/config.ts'
import type { Understood } from '../../sim/config/configuration.ts'
import type { PageState } from '../../sim/scenario/link.ts'
import { findParameter } from '../../sim/scenario/parameters.ts'
import { getParameter, type ParameterPath, type ParameterValue, type Scenario } from '../../sim/scenario/scenario.ts'
import type { Checked } from '../../sim/scenario/validate.ts'
import { valueText } from '../controls/value-text.ts'
import { edited } from '../state/edit.ts'
import { wordsOf } from '../text/parameters.ts'

/** One line of the list of what was understood. */
export interface Change {
  path: ParameterPath
  label: string
  before: string
  after: string
  isSame: boolean
  /** Where it stands in the file, or why it is so although it does not. */
  from: string
}

export function changesIn(scenario: Scenario, understood: readonly Understood[]): Change[] {
  return understood.map(({ path, value, line, text, note }) => {
    const parameter = findParameter(path)!
    const before = getParameter(scenario, path)
    return {
      path,
      label: wordsOf(parameter).label,
      before: valueText(parameter, before),
      after: valueText(parameter, value),
      isSame: before === value,
      from: [line > 0 ? mine.line({ line, text }) : '', note].filter(part => part !== '').join('; '),
    }
  })
}

/** The page with all of it in one lane. The kind of server goes first: it decides what can be set. */
export function applied(page: PageState, lane: string, understood: readonly Understood[]): Checked<PageState> {
  const isKind = ({ path }: Understood) => path === 'server.kind'
  const inOrder = [...understood.filter(isKind), ...understood.filter(one => !isKind(one))]
  let state: Checked<PageState> = { ok: true, value: page }
  for (const { path, value } of inOrder) if (state.ok) state = edited(state.value, lane, path, value)
  return state
}

/** The page with values that all lanes share: traffic, and the work of a request. */
export function appliedToAll(
  page: PageState,
  values: readonly { path: ParameterPath; value: ParameterValue }[],
): Checked<PageState> {
  let state: Checked<PageState> = { ok: true, value: page }
  for (const { path, value } of values) if (state.ok) state = edited(state.value, null, path, value)
  return state
}
