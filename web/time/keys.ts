/**
 * Keys for time: space plays and pauses, ← and → step from event to event, with Shift by a second, [ and ] change the
 * speed, Home and End go to the ends, W asks what happened here. They count only while nothing else has the focus that might want them.
 */
import type { DrawnLane } from '../state/page.ts'
import { toggleWhatHappened } from '../story/what-store.ts'
import { faster } from './speeds.ts'
import { step } from './steps.ts'
import { clock } from './the-clock.ts'

/** What uses keys for itself. */
const HAS_KEYS = 'input, select, textarea, button, summary, a[href], [role="group"][tabindex], [role="dialog"]'

export function onTimeKey(event: KeyboardEvent, lanes: readonly DrawnLane[]): void {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || lanes.length === 0) return
  if (event.target instanceof Element && event.target.closest(HAS_KEYS)) return
  const act = actionOf(event, lanes)
  if (!act) return
  event.preventDefault()
  act()
}

function actionOf({ key, shiftKey }: KeyboardEvent, lanes: readonly DrawnLane[]): (() => void) | undefined {
  const { speed, endMs } = clock.store.getState()
  const by = (ms: number) => () => {
    clock.pause()
    clock.seek(clock.nowMs() + ms)
  }
  switch (key) {
    case ' ':
      return clock.toggle
    case 'ArrowRight':
      return shiftKey ? by(1000) : () => step(lanes, 1)
    case 'ArrowLeft':
      return shiftKey ? by(-1000) : () => step(lanes, -1)
    case '[':
      return () => clock.setSpeed(faster(speed, -1))
    case ']':
      return () => clock.setSpeed(faster(speed, 1))
    case 'w':
    case 'W':
      return toggleWhatHappened
    case 'Home':
      return by(Number.NEGATIVE_INFINITY)
    case 'End':
      return by(endMs)
    default:
      return undefined
  }
}
