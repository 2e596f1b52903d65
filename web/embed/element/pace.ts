/** Whether the reader only passes: what he flies past need not be loaded, and loading it would make the page stutter. */

/** Nobody reads what moves by faster than a window's height a second. */
const PASSING_HEIGHTS_PER_SECOND = 1
/** Until then, the next event of the same movement has come. */
const STILL_MS = 150

const waiting = new Set<() => void>()
let fromY = scrollY
let fromMs = performance.now()
let passing: ReturnType<typeof setTimeout> | undefined

addEventListener('scroll', measure, { passive: true })

function measure(): void {
  const nowMs = performance.now()
  // The first event of a movement comes a frame after it began, however long the page stood still before.
  const seconds = Math.min(nowMs - fromMs, STILL_MS) / 1000
  const heights = Math.abs(scrollY - fromY) / innerHeight
  fromY = scrollY
  fromMs = nowMs
  if (heights <= PASSING_HEIGHTS_PER_SECOND * seconds) return
  clearTimeout(passing)
  passing = setTimeout(stay, STILL_MS)
}

function stay(): void {
  passing = undefined
  for (const load of waiting) load()
  waiting.clear()
}

/** Calls `load` now, or once the reader goes slowly enough to read; until the returned function is called. */
export function onceStaying(load: () => void): () => void {
  if (passing === undefined) {
    load()
    return () => {}
  }
  waiting.add(load)
  return () => {
    waiting.delete(load)
  }
}
