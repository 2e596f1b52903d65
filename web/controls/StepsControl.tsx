import { useState } from 'react'
import type { StepsParameter } from '../../sim/scenario/parameters.ts'
import { formatValue, parseValue } from '../../sim/scenario/validate.ts'
import { inWords } from '../state/edit.ts'
import { actions } from '../state/the-page.ts'
import { type ControlProps, commit, describedBy } from './ParameterControl.tsx'

/** A list of steps as a line of text: `20:5,40:6` is 5 a second from second 20 and 6 from second 40. */
export function StepsControl(props: ControlProps & { parameter: StepsParameter }) {
  const { setting, parameter, ids } = props
  const text = formatValue(parameter, setting.value)
  const [draft, setDraft] = useState<string | null>(null)
  const done = () => {
    if (draft === null || draft.trim() === text) return
    const read = parseValue(parameter, draft.replaceAll(' ', ''))
    if (read.ok) {
      setDraft(null)
      commit(setting, read.value)
      return
    }
    const message = read.problems.map(inWords)[0] ?? ''
    actions.refuse({ scope: setting.scope, path: parameter.path, message })
  }
  return (
    <input
      id={ids.control}
      className="steps"
      type="text"
      autoComplete="off"
      spellCheck={false}
      aria-describedby={describedBy(props)}
      aria-invalid={props.refused && draft !== null}
      value={draft ?? text}
      onChange={event => setDraft(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={event => {
        if (event.key === 'Enter') done()
        if (event.key === 'Escape') setDraft(null)
      }}
    />
  )
}
