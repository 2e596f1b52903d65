import { type KeyboardEvent, useEffect, useRef } from 'react'
import * as texts from '#text/controls.ts'
import type { NumberParameter } from '../../sim/scenario/parameters.ts'
import { parseValue } from '../../sim/scenario/validate.ts'
import { inWords } from '../state/edit.ts'
import { actions } from '../state/the-page.ts'
import { wordsOf } from '../text/parameters.ts'
import { EntryField } from './EntryField.tsx'
import { type ControlProps, commit, describedBy } from './ParameterControl.tsx'
import { POSITIONS, positionOf, stepped, valueAt } from './slider-scale.ts'
import { entryText, plainEntry, shownUnit, valueText } from './value-text.ts'

/** How far each key goes; Home and End are left to the browser. */
const KEYS: Record<string, [direction: 1 | -1, big: boolean]> = {
  ArrowRight: [1, false],
  ArrowUp: [1, false],
  PageUp: [1, true],
  ArrowLeft: [-1, false],
  ArrowDown: [-1, false],
  PageDown: [-1, true],
}

/** A slider over the usual values, and a field for any exact one. */
export function NumberControl(props: ControlProps & { parameter: NumberParameter }) {
  const { setting, parameter, ids, owner } = props
  const value = setting.value as number
  const slide = (next: number) => {
    if (next !== value) actions.setParameter(setting.scope, parameter.path, next, 'slide')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = KEYS[event.key]
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    slide(stepped(parameter, value, ...step))
  }
  const enter = (text: string) => {
    const read = parseValue(parameter, plainEntry(parameter, value, text))
    if (read.ok) commit(setting, read.value)
    else {
      const message = read.problems.map(inWords)[0] ?? ''
      actions.refuse({ scope: setting.scope, path: parameter.path, message })
    }
  }
  return (
    <>
      <EntryField
        text={entryText(parameter, value)}
        unit={shownUnit(parameter, value)}
        name={texts.exactValue({ label: wordsOf(parameter).label, owner })}
        describedBy={describedBy(props)}
        invalid={props.refused}
        onEnter={enter}
      />
      <Slider
        id={ids.control}
        position={positionOf(parameter, value)}
        valueText={valueText(parameter, value)}
        describedBy={describedBy(props)}
        onSlide={position => slide(valueAt(parameter, position))}
        onKeyDown={onKeyDown}
      />
    </>
  )
}

interface SliderProps {
  id: string
  position: number
  valueText: string
  describedBy: string
  onSlide: (position: number) => void
  onKeyDown: (event: KeyboardEvent) => void
}

function Slider({ id, position, valueText: text, describedBy: description, onSlide, onKeyDown }: SliderProps) {
  const input = useRef<HTMLInputElement>(null)
  // React's onChange is the browser's `input`; the browser's `change`, when the thumb is let go, has to be asked for.
  useEffect(() => {
    const element = input.current
    element?.addEventListener('change', actions.settle)
    return () => element?.removeEventListener('change', actions.settle)
  }, [])
  return (
    <input
      ref={input}
      id={id}
      type="range"
      min={0}
      max={POSITIONS}
      value={position}
      aria-valuetext={text}
      aria-describedby={description}
      style={{ '--at': position / POSITIONS } as React.CSSProperties}
      onChange={event => onSlide(event.currentTarget.valueAsNumber)}
      onKeyDown={onKeyDown}
      onKeyUp={actions.settle}
      onBlur={actions.settle}
    />
  )
}
