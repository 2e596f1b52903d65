import { type KeyboardEvent, useState } from 'react'

interface Props {
  /** The value now, as text. */
  text: string
  unit: string
  name: string
  describedBy: string
  invalid: boolean
  /** Called on Enter, and on leaving the field with a text that was changed. */
  onEnter: (text: string) => void
}

/** A field that is only text until the reader is done. Escape brings back the value that counts. */
export function EntryField({ text, unit, name, describedBy, invalid, onEnter }: Props) {
  const [draft, setDraft] = useState<string | null>(null)
  // A value that came meanwhile from elsewhere (the slider, the back button) ends the draft.
  const [before, setBefore] = useState(text)
  if (before !== text) {
    setBefore(text)
    setDraft(null)
  }
  const done = () => {
    if (draft !== null && draft !== text) onEnter(draft)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') done()
    if (event.key === 'Escape') setDraft(null)
  }
  return (
    <span className="entry">
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        aria-label={name}
        aria-describedby={describedBy}
        aria-invalid={invalid && draft !== null}
        size={Math.max(3, (draft ?? text).length)}
        value={draft ?? text}
        onChange={event => setDraft(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={done}
      />
      {unit && <span aria-hidden="true">{unit}</span>}
    </span>
  )
}
