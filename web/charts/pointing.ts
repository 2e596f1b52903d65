/** Where somebody points in a chart, for all charts to follow. */
import type { PointerEvent } from 'react'

interface Place {
  plot: Element
  x: number
  y: number
}

let place: Place | null = null
const listeners = new Set<() => void>()

export function isPointing(): boolean {
  return place !== null
}

/** The pointer is in this drawing. */
export function pointAt({ currentTarget: plot, clientX: x, clientY: y }: PointerEvent): void {
  const isNew = place?.plot !== plot
  place = { plot, x, y }
  if (isNew) for (const listener of listeners) listener()
}

/** A finger that is lifted has pointed, and does until it comes down elsewhere. */
export function endPointing({ pointerType }: PointerEvent): void {
  if (pointerType === 'touch') addEventListener('pointerdown', touchElsewhere, { once: true })
  else place = null
}

function touchElsewhere({ target }: Event): void {
  if (!place?.plot.contains(target as Node)) place = null
}

/** Has `listener` called whenever somebody begins to point at a drawing. */
export function onPointing(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What `plot` is drawn with is new, and the pointer in it may stand still: it is told where that is. */
export function pointAgain(plot: Element): void {
  if (place?.plot !== plot) return
  const { x: clientX, y: clientY } = place
  document
    .elementFromPoint(clientX, clientY)
    ?.dispatchEvent(new MouseEvent('mousemove', { bubbles: true, clientX, clientY }))
}
