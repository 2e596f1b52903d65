/**
 * Charts take turns, so that no single task keeps the page from answering: a turn draws one chart after another for as
 * long as `TURN_MS` lasts. A chart that still waits when a newer picture comes draws the newer one only.
 */
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** A chart takes 5 to 20 ms; with the last one begun inside this time, a turn stays under 50. */
const TURN_MS = 16

const waiting = new Set<() => void>()
const turns = new MessageChannel()
let onAllDrawn = () => {}

turns.port1.onmessage = () => {
  const until = performance.now() + TURN_MS
  for (const draw of waiting) {
    waiting.delete(draw)
    draw()
    if (performance.now() >= until) break
  }
  if (waiting.size > 0) turns.port2.postMessage(null)
  else onAllDrawn()
}

/** `value`, once it was this caller's turn to draw it; null before the first. */
export function useInTurn<T>(value: T): T | null {
  const [drawn, setDrawn] = useState<T | null>(null)
  useEffect(() => {
    const draw = () => flushSync(() => setDrawn(value))
    if (waiting.size === 0) turns.port2.postMessage(null)
    waiting.add(draw)
    return () => {
      waiting.delete(draw)
    }
  }, [value])
  return drawn
}

/** Has `listener` called, from now on, whenever nobody is waiting for a turn any more. */
export function whenAllDrawn(listener: () => void): void {
  onAllDrawn = listener
}
