import { useEffect, useMemo } from 'react'
import * as texts from '#text/controls.ts'
import { encodeState, stateOfStory } from '../../sim/scenario/link.ts'
import { accepted } from '../../sim/scenario/problem.ts'
import { findStory } from '../../sim/scenario/stories.ts'
import { actions, usePage } from '../state/the-page.ts'
import { undoKey } from './undo-keys.ts'

/** Undo, redo, and the way back to the story. Undo and redo are the browser's own back and forward, within this page. */
export function History() {
  const { back, forward } = usePage(state => state.ways)
  const said = usePage(state => state.said)
  const page = usePage(state => state.page)
  const story = findStory(page.story)
  const home = useMemo(() => story && encodeState(stateOfStory(story)), [story])
  const isChanged = useMemo(() => home !== undefined && encodeState(page) !== home, [page, home])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const key = undoKey(event)
      if (!key) return
      event.preventDefault()
      actions[key]()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would hold form controls; these are three buttons.
    <div className="history" role="group" aria-label={texts.changes}>
      <Step label={texts.undo} keys="Control+Z" can={back} act={actions.undo} />
      <Step label={texts.redo} keys="Control+Shift+Z" can={forward} act={actions.redo} />
      <Step
        label={texts.resetAll}
        can={isChanged}
        act={() => story && actions.change(() => accepted(stateOfStory(story)))}
      />
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </div>
  )
}

interface StepProps {
  label: string
  keys?: string
  can: boolean
  act: () => void
}

/** Stays in reach when there is nothing to do, so that the focus is not lost with the last step. */
function Step({ label, keys, can, act }: StepProps) {
  return (
    <button
      type="button"
      className="quiet"
      aria-disabled={!can}
      aria-keyshortcuts={keys}
      title={keys && texts.withKeys({ label, keys: keys.replace('Control', 'Ctrl') })}
      onClick={() => can && act()}
    >
      {label}
    </button>
  )
}
