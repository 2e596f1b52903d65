/**
 * The address bar. While a control slides, one history entry follows it; the next gesture begins a new one. So the
 * address is always complete, and the back button undoes whole gestures.
 */

/** Safari refuses more than 100 changes in 30 seconds. */
const BETWEEN_WRITES_MS = 350

export interface Address {
  /** The fragment now, `#` included when there is one. */
  read(): string
  /** A whole change: a new entry, at once. */
  push(fragment: string): void
  /** Part of a gesture: a new entry at its first call, later ones follow in the same entry. */
  slide(fragment: string): void
  /** The gesture is over. */
  settle(): void
  /** Corrects the entry that is there. */
  replace(fragment: string): void
  /** Calls `listener` when the reader goes back or forward, or edits the address. */
  onTravel(listener: () => void): void
}

export function createAddress(win: Window = window): Address {
  let sliding = false
  let pending: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const write = (how: 'pushState' | 'replaceState', fragment: string) => win.history[how](null, '', `#${fragment}`)
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (pending !== null) write('replaceState', pending)
    pending = null
  }
  const settle = () => {
    flush()
    sliding = false
  }

  return {
    read: () => win.location.hash || storyOf(win.document),
    push(fragment) {
      settle()
      if (`#${fragment}` !== win.location.hash) write('pushState', fragment)
    },
    slide(fragment) {
      if (!sliding) {
        sliding = true
        write('pushState', fragment)
        return
      }
      pending = fragment
      timer ??= setTimeout(flush, BETWEEN_WRITES_MS)
    },
    settle,
    replace(fragment) {
      settle()
      if (`#${fragment}` !== win.location.hash) write('replaceState', fragment)
    },
    onTravel(listener) {
      win.addEventListener('popstate', () => {
        // What was still to be written belongs to the entry that was left.
        clearTimeout(timer)
        timer = undefined
        pending = null
        sliding = false
        listener()
      })
    },
  }
}

/** A story's own page says which it is; a link on it goes first. */
function storyOf({ documentElement }: Document): string {
  const { story } = documentElement.dataset
  return story ? `#story=${story}` : ''
}
