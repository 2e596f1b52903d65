import { useEffect, useState } from 'react'
import * as texts from '#text/present.ts'
import { elapsedText } from './elapsed.ts'
import { restartClock, useShow } from './show.ts'

/** Often enough that no second is left out. */
const TICK_MS = 250

function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** Time since the list was opened; pressing it begins anew. */
export function Elapsed() {
  const now = useNow()
  const sinceMs = useShow(state => state.sinceMs)
  const text = elapsedText(now - sinceMs)
  return (
    <button type="button" className="elapsed" onClick={restartClock} title={texts.beginAnew}>
      <span className="visually-hidden">{texts.elapsed}</span>
      {text}
    </button>
  )
}

export function WallClock() {
  const time = new Date(useNow()).toLocaleTimeString(texts.clockOf, { hour: '2-digit', minute: '2-digit' })
  return <time className="wall">{time}</time>
}
