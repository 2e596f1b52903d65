/**
 * The address bar, and with it undo and redo. While a control slides, one history entry follows it; the next gesture
 * begins a new one. So the address is always complete, and the browser's back and forward undo and redo whole gestures:
 * the page's own buttons travel through the same entries.
 */

/** Safari refuses more than 100 changes in 30 seconds. */
const BETWEEN_WRITES_MS = 350

/** Where one can travel to from here, within what this page has written. */
export interface Ways {
  back: boolean
  forward: boolean
}

export interface Address {
  /** The fragment now, `#` included when there is one. */
  read(): string
  ways(): Ways
  /** A whole change: a new entry, at once. */
  push(fragment: string): void
  /** Part of a gesture: a new entry at its first call, later ones follow in the same entry. */
  slide(fragment: string): void
  /** The gesture is over. */
  settle(): void
  /** Corrects the entry that is there. */
  replace(fragment: string): void
  /** Goes to the entry before or after this one, if there is one; `onTravel` hears of it. */
  travel(by: -1 | 1): void
  /** Calls `listener` when the reader goes back or forward, or edits the address. */
  onTravel(listener: () => void): void
}

export function createAddress(win: Window = window): Address {
  let sliding = false
  let pending: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let listener = () => {}

  /** The place of this entry among those of the page, also after it was loaded anew. */
  let at = placeOf(win.history.state) ?? 0
  let last = at
  /** The fragments of entries, by place, as far as this window has seen them. */
  const written: string[] = []

  const write = (how: 'pushState' | 'replaceState', fragment: string) => {
    if (how === 'pushState') last = ++at
    written.length = Math.min(written.length, last + 1)
    written[at] = fragment
    win.history[how]({ place: at }, '', `#${fragment}`)
  }
  const forget = () => {
    clearTimeout(timer)
    timer = undefined
    pending = null
    sliding = false
  }
  const flush = () => {
    const fragment = pending
    clearTimeout(timer)
    timer = undefined
    pending = null
    if (fragment !== null) write('replaceState', fragment)
  }
  const settle = () => {
    flush()
    sliding = false
  }

  win.addEventListener('popstate', ({ state }) => {
    // What was still to be written belongs to the entry that was left.
    forget()
    const place = placeOf(state)
    if (place === null) {
      // An address that the reader typed is an entry of its own, and the last one.
      at++
      last = at
      write('replaceState', win.location.hash.slice(1))
    } else at = place
    listener()
  })

  return {
    read: () => win.location.hash || openingOf(win.document),
    ways: () => ({ back: at > 0, forward: at < last }),
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
      if (`#${fragment}` !== win.location.hash || placeOf(win.history.state) === null) write('replaceState', fragment)
    },
    travel(by) {
      settle()
      const to = at + by
      if (to < 0 || to > last) return
      const fragment = written[to]
      // A frame shares its history with the article around it and every other frame: going back there could move another.
      if (win.parent === win || fragment === undefined) win.history.go(by)
      else {
        at = to
        write('replaceState', fragment)
        listener()
      }
    },
    onTravel(hears) {
      listener = hears
    },
  }
}

/** The page of a story or a preset says what it opens with; a link on it goes first. */
function openingOf({ documentElement }: Document): string {
  const { opening } = documentElement.dataset
  return opening ? `#${opening}` : ''
}

/** The place that this page has written into a history entry; null for an entry of another origin. */
function placeOf(state: unknown): number | null {
  if (typeof state !== 'object' || state === null || !('place' in state)) return null
  const { place } = state
  return typeof place === 'number' && Number.isSafeInteger(place) && place >= 0 ? place : null
}
