/**
 * Keys of whoever presents, and of clickers, which send PageDown, PageUp and a full stop or B. Those of a clicker count
 * wherever the focus is, because the hand that holds it is not at the keyboard; the others only where nothing else wants them.
 */
import { clock } from '../time/the-clock.ts'
import { goBy, goTo, show, toggle } from './show.ts'

const OF_A_CLICKER = ['PageDown', 'PageUp']
const OF_A_SLIDER = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', ' ', 'Enter']
const OF_A_BUTTON = [' ', 'Enter']

const ACTIONS: Readonly<Partial<Record<string, () => void>>> = {
  PageDown: () => goBy(1),
  ArrowRight: () => goBy(1),
  ArrowDown: () => goBy(1),
  ' ': () => goBy(1),
  Enter: () => goBy(1),
  PageUp: () => goBy(-1),
  ArrowLeft: () => goBy(-1),
  ArrowUp: () => goBy(-1),
  Backspace: () => goBy(-1),
  Home: () => goTo(0),
  End: () => goTo(Number.POSITIVE_INFINITY),
  b: () => toggle('isBlank'),
  '.': () => toggle('isBlank'),
  q: () => toggle('isCode'),
  n: () => toggle('isNote'),
  p: clock.toggle,
  f: () => void toggleFullScreen(),
}

/** Before anything on the page hears of the key. */
export function onPresenterKey(event: KeyboardEvent): void {
  const { key, target, altKey, ctrlKey, metaKey, shiftKey } = event
  const { playlist, isBlank, isCode } = show.getState()
  if (!playlist || event.defaultPrevented || altKey || ctrlKey || metaKey || (shiftKey && key.length > 1)) return
  const action = actionFor(key, isBlank, isCode)
  if (!action || (!isBlank && !isFree(target, key))) return
  event.preventDefault()
  event.stopPropagation()
  action()
}

function actionFor(key: string, isBlank: boolean, isCode: boolean): (() => void) | undefined {
  if (key === 'Escape') {
    if (isBlank) return () => toggle('isBlank')
    return isCode ? () => toggle('isCode') : undefined
  }
  const action = ACTIONS[key.length === 1 ? key.toLowerCase() : key]
  // Whatever key it is, the first one shows again what was there.
  return isBlank && action ? () => toggle('isBlank') : action
}

/** Whether nothing that has the focus wants this key for itself. */
function isFree(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element) || OF_A_CLICKER.includes(key)) return true
  if (target.closest('textarea, select, input:not([type="range"]):not([type="checkbox"]), [role="dialog"]'))
    return false
  if (target.closest('input[type="range"], [role="group"][tabindex]')) return !OF_A_SLIDER.includes(key)
  return !(target.closest('button, summary, a[href], input') && OF_A_BUTTON.includes(key))
}

async function toggleFullScreen(): Promise<void> {
  try {
    if (document.fullscreenElement) await document.exitFullscreen()
    else await document.documentElement.requestFullscreen()
  } catch {
    // The browser does not allow it, or has none.
  }
}
