/** The page in this window: the one place where the store meets the pool, the address and the clock. */
import { openingMs } from '../time/opening.ts'
import { clock } from '../time/the-clock.ts'
import { isWaiting } from './marks.ts'
import { createPage, type Instant } from './page.ts'
import { surroundings } from './surroundings.ts'

const { pool, address, startsByItself } = surroundings()

/** For whatever else is computed in the background. */
export { pool }

/** Whether time is to begin where the next picture is worth seeing. */
let isOpening = false

const instant: Instant = {
  read() {
    const { stillMs } = clock.store.getState()
    return stillMs === null || isOpening ? undefined : stillMs / 1000
  },
  show(atSeconds) {
    isOpening = atSeconds === undefined
    clock.pause()
    if (atSeconds === undefined) return
    clock.setEnd(Math.max(clock.store.getState().endMs, atSeconds * 1000))
    clock.seek(atSeconds * 1000)
  },
}

export const page = createPage(pool, address, instant)

export const { actions, usePage } = page

clock.giveWayWhile(isWaiting)

page.store.subscribe(({ picture }, before) => {
  if (!picture || picture === before.picture) return
  clock.setEnd(Math.max(...picture.lanes.map(({ result }) => result.scenario.run.seconds)) * 1000)
  if (!isOpening) return
  isOpening = false
  clock.seek(openingMs(picture.lanes))
  if (startsByItself && !clock.store.getState().reducedMotion) playOnceIdle()
})

/** What moves takes time of its own, which the rest of the page needs at first: but no longer than this. */
const IDLE_WITHIN_MS = 300

/** Unless the reader has done something with time before. */
function playOnceIdle(): void {
  const atMs = clock.nowMs()
  const play = () => {
    if (clock.store.getState().stillMs === atMs) clock.play()
  }
  // Not every browser says when it is idle.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(play, { timeout: IDLE_WITHIN_MS })
  else setTimeout(play, IDLE_WITHIN_MS / 3)
}

/** The address bar is not to be written more often than this. */
const STILL_FOR_MS = 400
let pending: ReturnType<typeof setTimeout> | undefined

clock.store.subscribe(({ stillMs }, before) => {
  if (stillMs === before.stillMs || isOpening) return
  clearTimeout(pending)
  pending = setTimeout(actions.writeInstant, STILL_FOR_MS)
})
