/**
 * The address of a page in somebody's article: kept in memory, because every entry in a frame's history is one in the
 * article's, and the back button belongs to the reader of the article.
 */
import type { Address } from '../state/address.ts'

export interface FramedAddress extends Address {
  /** Goes to another state, as if the reader had edited the address. */
  go(fragment: string): void
  /** Calls `listener` with each new fragment, without `#`. */
  onChange(listener: (fragment: string) => void): void
}

export function createFramedAddress(opening: string): FramedAddress {
  const entries = [opening]
  let at = 0
  let sliding = false
  const travellers = new Set<() => void>()
  const watchers = new Set<(fragment: string) => void>()
  const tell = () => {
    for (const watcher of watchers) watcher(entries[at]!)
  }
  const replace = (next: string) => {
    if (next === entries[at]) return
    entries[at] = next
    tell()
  }
  const push = (next: string) => {
    sliding = false
    if (next === entries[at]) return
    entries.splice(++at, entries.length, next)
    tell()
  }
  const travel = () => {
    for (const traveller of travellers) traveller()
  }
  return {
    read: () => `#${entries[at]}`,
    ways: () => ({ back: at > 0, forward: at < entries.length - 1 }),
    push,
    slide(next) {
      if (sliding) replace(next)
      else push(next)
      sliding = true
    },
    settle() {
      sliding = false
    },
    replace,
    travel(by) {
      if (entries[at + by] === undefined) return
      sliding = false
      at += by
      tell()
      travel()
    },
    onTravel: listener => void travellers.add(listener),
    onChange: listener => void watchers.add(listener),
    go(next) {
      push(next)
      travel()
    },
  }
}
