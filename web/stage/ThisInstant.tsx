import { useEffect, useMemo, useState } from 'react'
import * as texts from '#text/stage.ts'
import type { DrawnLane } from '../state/page.ts'
import { useTime } from '../time/the-clock.ts'
import { instantOf, instantTable, instantText } from './instant.ts'

/** Long enough that stepping along does not say every step, short enough to be an answer. */
const QUIET_MS = 600

/** The stage as text: said when time stands still, and as a table for whoever asks. */
export function ThisInstant({ lanes }: { lanes: readonly DrawnLane[] }) {
  const stillMs = useTime(state => state.stillMs)
  const [open, setOpen] = useState(false)
  return (
    <div className="this-instant">
      <Spoken lanes={lanes} stillMs={stillMs} />
      <details className="numbers" onToggle={event => setOpen(event.currentTarget.open)}>
        <summary>{texts.instant.title}</summary>
        {open && stillMs === null && <p>{texts.instant.pauseFirst}</p>}
        {open && stillMs !== null && <Table lanes={lanes} atMs={stillMs} />}
      </details>
    </div>
  )
}

function Spoken({ lanes, stillMs }: { lanes: readonly DrawnLane[]; stillMs: number | null }) {
  const [text, setText] = useState('')
  useEffect(() => {
    if (stillMs === null || lanes.length === 0) return
    const timer = setTimeout(() => {
      const instants = lanes.flatMap(lane => instantOf(lane, stillMs) ?? [])
      setText(texts.instant.spoken({ seconds: stillMs / 1000, lanes: instants.map(instantText) }))
    }, QUIET_MS)
    return () => clearTimeout(timer)
  }, [lanes, stillMs])
  return (
    <p className="visually-hidden" aria-live="polite">
      {text}
    </p>
  )
}

function Table({ lanes, atMs }: { lanes: readonly DrawnLane[]; atMs: number }) {
  const instants = useMemo(() => lanes.flatMap(lane => instantOf(lane, atMs) ?? []), [lanes, atMs])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has only a keyboard scrolls it once it has the focus.
    <section className="table" tabIndex={0} aria-label={texts.instant.title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{texts.instant.at({ seconds: atMs / 1000 })}</th>
            {instants.map(({ name, lane }) => (
              <th key={lane.id} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {instantTable(instants).map(({ label, cells }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {cells.map((cell, at) => (
                <td key={instants[at]!.lane.id}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
