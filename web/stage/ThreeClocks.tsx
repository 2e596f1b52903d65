import { type KeyboardEvent, useEffect, useRef } from 'react'
import * as texts from '#text/stage.ts'
import type { DrawnLane } from '../state/page.ts'
import { usePage } from '../state/the-page.ts'
import { duration } from '../text/format.ts'
import { Marked } from '../text/Marked.tsx'
import type { Chosen } from './chosen.ts'
import { type Clocks, clocksOf, type Phase, sameRequest } from './clocks.ts'

/** One request as client, nginx and application saw it, and the same request in the other lanes. */
export function ThreeClocks({ lane, chosen, onClose }: { lane: DrawnLane; chosen: Chosen; onClose: () => void }) {
  const others = usePage(state => state.picture?.lanes ?? [])
  const panel = useRef<HTMLDivElement>(null)
  const { rows } = lane.result
  useEffect(() => panel.current?.focus({ preventScroll: true }), [])
  if (!rows || chosen.row >= rows.count) return null
  const clocks = clocksOf(rows, lane.index, lane.result.scenario, chosen.row)
  const same = others.flatMap((other, number) => {
    const row = other.id === lane.id || !other.result.rows ? -1 : sameRequest(rows, chosen.row, other.result.rows)
    return row < 0
      ? []
      : [{ other, number: number + 1, clocks: clocksOf(other.result.rows!, other.index, other.result.scenario, row) }]
  })
  const lengthMs = Math.max(clocks.lengthMs, ...same.map(one => one.clocks.lengthMs))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onClose()
  }
  return (
    <div
      ref={panel}
      className="three-clocks"
      role="dialog"
      aria-label={texts.clocks.title({ request: chosen.row + 1 })}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      style={{ '--x': `${chosen.x}px`, top: chosen.y + 14 } as React.CSSProperties}
    >
      <header>
        <h3>{texts.clocks.sent({ request: chosen.row + 1, seconds: clocks.sentMs / 1000 })}</h3>
        <button type="button" onClick={onClose}>
          {texts.clocks.close}
        </button>
      </header>
      <dl className="clocks">
        {clocks.clocks.map(({ who, fromMs, toMs, says }) => (
          <div key={who}>
            <dt>{texts.clocks.saw[who]}</dt>
            <dd>
              <Bar lengthMs={lengthMs}>
                <i data-kind={who} style={span(fromMs, toMs, lengthMs)} />
              </Bar>
              {says}
            </dd>
          </div>
        ))}
      </dl>
      <Way clocks={clocks} lengthMs={lengthMs} name={texts.clocks.itsWay} />
      {same.map(({ other, number, clocks: theirs }) => (
        <div key={other.id} data-lane={number} className="same">
          <p>
            <Marked
              text={texts.clocks.same({ ms: theirs.endedMs, ending: theirs.ending })}
              as={{ lane: () => <span className="names-lane">{other.name}</span> }}
            />
          </p>
          <Way clocks={theirs} lengthMs={lengthMs} name={texts.clocks.itsWayThere} />
        </div>
      ))}
    </div>
  )
}

/** All parts of the way on one line, and in words below it. */
function Way({ clocks, lengthMs, name }: { clocks: Clocks; lengthMs: number; name: string }) {
  return (
    <div className="way">
      <p className="visually-hidden">{name}</p>
      <Bar lengthMs={lengthMs}>
        {clocks.phases.map(({ kind, fromMs, toMs }) => (
          <i
            key={fromMs}
            data-kind={kind}
            data-nobody={fromMs >= clocks.endedMs}
            style={span(fromMs, toMs, lengthMs)}
          />
        ))}
        <b style={{ left: `${(100 * clocks.endedMs) / lengthMs}%` }} />
      </Bar>
      <ul>
        {clocks.phases.filter(isWorthTelling).map(({ kind, name: phase, fromMs, toMs }) => (
          <li key={fromMs} data-kind={kind}>
            {texts.clocks.phase({ phase, ms: toMs - fromMs })}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** nginx's own twentieth of a millisecond would only distract. */
function isWorthTelling({ fromMs, toMs }: Phase): boolean {
  return toMs - fromMs >= 0.5
}

function Bar({ lengthMs, children }: { lengthMs: number; children: React.ReactNode }) {
  return (
    <span className="bar" aria-hidden="true" data-length={duration(lengthMs)}>
      {children}
    </span>
  )
}

function span(fromMs: number, toMs: number, lengthMs: number): React.CSSProperties {
  return { left: `${(100 * fromMs) / lengthMs}%`, width: `${(100 * (toMs - fromMs)) / lengthMs}%` }
}
