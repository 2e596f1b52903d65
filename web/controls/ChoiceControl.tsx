import type { ChoiceParameter } from '../../sim/scenario/parameters.ts'
import { wordsOf } from '../text/parameters.ts'
import { type ControlProps, commit, describedBy } from './ParameterControl.tsx'

/** One of a few words. */
export function ChoiceControl(props: ControlProps & { parameter: ChoiceParameter }) {
  const { setting, parameter, ids } = props
  return (
    <select
      id={ids.control}
      value={setting.value as string}
      aria-describedby={describedBy(props)}
      onChange={event => commit(setting, event.currentTarget.value)}
    >
      {wordsOf(parameter).choices.map(choice => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  )
}
