import { useState } from 'react'
import { events as texts } from '#text/fleet.ts'
import type { FleetResult } from '../../sim/fleet/result.ts'
import { EVENT_WORDS, reasonText, timeText } from '../../sim/fleet/words.ts'
import { count } from '../text/format.ts'

const FIRST = 30

/** Every event of the fleet, with its reason, and the errors around it. */
export function EventTable({ events }: Pick<FleetResult, 'events'>) {
  const [all, setAll] = useState(false)
  if (events.length === 0) return <p className="soft">{texts.none}</p>
  const shown = all ? events : events.slice(0, FIRST)
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has only a keyboard scrolls it once it has the focus. */}
      <section className="table" tabIndex={0} aria-label={texts.title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{texts.time}</th>
              <th scope="col">{texts.what}</th>
              <th scope="col">{texts.why}</th>
              <th scope="col">{texts.instances}</th>
              <th scope="col">{texts.errorsBefore}</th>
              <th scope="col">{texts.errorsAfter}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(event => (
              <tr key={`${event.atMs} ${event.kind} ${event.instance}`}>
                <th scope="row">{timeText(event.atMs)}</th>
                <td>{texts.instance({ instance: event.instance + 1, did: EVENT_WORDS[event.kind] })}</td>
                <td>{reasonText(event)}</td>
                <td>{event.instances}</td>
                <td className={event.errorsBefore > 0 ? 'bad' : ''}>{count(event.errorsBefore)}</td>
                <td className={event.errorsAfter > 0 ? 'bad' : ''}>{count(event.errorsAfter)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {events.length > shown.length && (
        <button type="button" onClick={() => setAll(true)}>
          {texts.showAll({ events: events.length })}
        </button>
      )}
    </>
  )
}
