import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import * as texts from '#text/lanes.ts'
import type { Preset } from '../../sim/scenario/presets.ts'
import { SERVER_PRESETS } from '../../sim/scenario/server-presets.ts'
import { renamed, withServer, withServerAdded } from '../state/lane-edits.ts'
import { actions } from '../state/the-page.ts'

/** A name that a reader gives a lane. */
export function RenameLane({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const [text, setText] = useState(name)
  const [problem, setProblem] = useState<string | null>(null)
  const dialog = useRef<HTMLDialogElement>(null)
  const problemId = useId()
  const rename = (to: string) => {
    const why = actions.change(page => renamed(page, id, to))
    setProblem(why)
    if (why === null) dialog.current?.close()
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (text === name) dialog.current?.close()
    else rename(text)
  }
  return (
    <Dialog title={texts.renameLane} dialog={dialog} onClose={onClose}>
      <form className="rename" onSubmit={onSubmit}>
        <label>
          {texts.nameField}
          <input
            type="text"
            autoComplete="off"
            maxLength={60}
            aria-invalid={problem !== null}
            aria-describedby={problemId}
            value={text}
            onChange={event => setText(event.currentTarget.value)}
          />
        </label>
        <p id={problemId} className="refusal" role="alert">
          {problem}
        </p>
        <p className="buttons">
          <button type="submit" className="strong">
            {texts.saveName}
          </button>
          <button type="button" className="quiet" onClick={() => rename('')}>
            {texts.ownName}
          </button>
        </p>
      </form>
    </Dialog>
  )
}

/** @param lane The lane that is to have it; null for a new one. */
export function ChooseServer({ lane, title, onClose }: { lane: string | null; title: string; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const choose = ({ scenario }: Preset) => {
    const why = actions.change(page => (lane ? withServer(page, lane, scenario) : withServerAdded(page, scenario)))
    setProblem(why)
    if (why === null) dialog.current?.close()
  }
  return (
    <Dialog title={title} dialog={dialog} onClose={onClose}>
      <p className="refusal" role="alert">
        {problem}
      </p>
      <ul className="servers">
        {SERVER_PRESETS.map(preset => (
          <li key={preset.id}>
            <button type="button" onClick={() => choose(preset)}>
              <b>{preset.title}</b>
              <span>{preset.about}</span>
              <code>{preset.line}</code>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

interface DialogProps {
  title: string
  dialog: React.RefObject<HTMLDialogElement | null>
  onClose: () => void
  children: ReactNode
}

/** The browser's own dialog: it keeps the focus, Escape closes it, and the focus goes back to where it was. */
function Dialog({ title, dialog, onClose, children }: DialogProps) {
  const titleId = useId()
  useEffect(() => {
    const { current } = dialog
    if (!current?.open) current?.showModal()
  }, [dialog])
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId} onClose={onClose}>
      <header>
        <h2 id={titleId}>{title}</h2>
        <button type="button" className="quiet" onClick={() => dialog.current?.close()}>
          {texts.close}
        </button>
      </header>
      {children}
    </dialog>
  )
}
