/**
 * Charts take turns, so that no single task keeps the page from answering: a turn draws one chart after another for as
 * long as `TURN_MS` lasts. What is in sight comes first; if it fills a turn it is painted before the rest is begun. A chart that still
 * waits when a newer picture comes draws the newer one only; out of sight it does not even begin while one is on its way.
 * Words and numbers are kept up to date everywhere. The drawing, which takes most of the time, only near the part of the
 * page that is in sight, and on paper.
 */
import { type RefObject, useEffect, useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { isOvertaken } from '../state/marks.ts'
import { onNear, onSight } from '../time/in-sight.ts'

/** A chart takes 1 to 10 ms; with the last one begun inside this time, a turn stays well under 50. */
const TURN_MS = 16

/** How long until it is asked again whether a newer picture is still on its way. */
const OVERTAKEN_MS = 50

/** What draws a chart, and where it stands. */
const waiting = new Map<() => void, Element | null>()
const turns = new MessageChannel()
let isCalled = false
let onAllDrawn = () => {}

const inSight = new WeakSet<Element>()

turns.port1.onmessage = () => {
  isCalled = false
  const until = performance.now() + TURN_MS
  const before = seen()
  const wereSeen = before.length > 0
  if (!wereSeen && isOvertaken()) {
    setTimeout(nextTurn, OVERTAKEN_MS)
    return
  }
  // What is left of the turn is for the others: another frame for them would come 17 ms later.
  for (const draw of isOvertaken() ? before : new Set([...before, ...waiting.keys()])) {
    // One that was drawn before it may have been the reason to give it up.
    if (!waiting.delete(draw)) continue
    draw()
    if (performance.now() >= until) break
  }
  if (waiting.size === 0) onAllDrawn()
  else if (wereSeen && seen().length === 0) requestAnimationFrame(nextTurn)
  else nextTurn()
}

function seen(): (() => void)[] {
  return [...waiting].filter(([, place]) => place !== null && inSight.has(place)).map(([draw]) => draw)
}

function nextTurn(): void {
  if (isCalled || waiting.size === 0) return
  isCalled = true
  turns.port2.postMessage(null)
}

/** Has `change` made, and painted, when it is its turn; `place` is the element it is drawn in. Returns how to give it up. */
export function takeTurn(change: () => void, place: Element | null): () => void {
  const draw = () => flushSync(change)
  waiting.set(draw, place)
  nextTurn()
  return () => {
    waiting.delete(draw)
  }
}

/**
 * `value`, once it was this caller's turn to draw it; null before the first. `place` is the element it is drawn in.
 * `useWhenDone` asks for a turn once the value is on the screen elsewhere, or at once.
 */
export function useInTurn<T>(
  value: T,
  place: RefObject<Element | null>,
  useWhenDone: typeof useEffect = useEffect,
): T | null {
  const [drawn, setDrawn] = useState<T | null>(null)
  useEffect(() => {
    const { current } = place
    if (!current) return
    const sight = onSight(current, is => {
      if (is) inSight.add(current)
      else inSight.delete(current)
    })
    return () => {
      sight()
      inSight.delete(current)
    }
  }, [place])
  useWhenDone(() => {
    return takeTurn(() => setDrawn(value), place.current)
  }, [value, place])
  return drawn
}

/**
 * How many of `all` parts of the page are made: one more in each turn, so that the page answers in between. Once all of
 * them were there, more of them come at once: what stands below would be taken away and made anew.
 */
export function useOneByOne(all: number): number {
  const [made, setMade] = useState(0)
  useLayoutEffect(() => {
    if (made >= all) return
    return takeTurn(() => setMade(made + 1 < all ? made + 1 : Number.POSITIVE_INFINITY), null)
  }, [made, all])
  return Math.min(made, all)
}

/** Whether `place` is near enough to sight for its drawing to be made or brought up to date; comes to be so in its turn. */
export function useNear(place: RefObject<Element | null>): boolean {
  const [isNear, setNear] = useState(false)
  useEffect(() => {
    const { current } = place
    if (!current) return
    let giveUpTurn = () => {}
    const stop = onNear(current, is => {
      giveUpTurn()
      if (is) giveUpTurn = takeTurn(() => setNear(true), current)
      else setNear(false)
    })
    return () => {
      stop()
      giveUpTurn()
    }
  }, [place])
  return isNear
}

/** Whether the page is being put on paper, which waits for nothing that is not there at once. */
export function useOnPaper(): boolean {
  const [is, set] = useState(false)
  useEffect(() => {
    const begin = () => flushSync(() => set(true))
    const end = () => set(false)
    addEventListener('beforeprint', begin)
    addEventListener('afterprint', end)
    return () => {
      removeEventListener('beforeprint', begin)
      removeEventListener('afterprint', end)
    }
  }, [])
  return is
}

/** Has `listener` called, from now on, whenever nobody is waiting for a turn any more. */
export function whenAllDrawn(listener: () => void): void {
  onAllDrawn = listener
}
