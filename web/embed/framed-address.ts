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
  let fragment = opening
  const travellers = new Set<() => void>()
  const watchers = new Set<(fragment: string) => void>()
  const write = (next: string) => {
    if (next === fragment) return
    fragment = next
    for (const watcher of watchers) watcher(fragment)
  }
  return {
    read: () => `#${fragment}`,
    push: write,
    slide: write,
    settle: () => {},
    replace: write,
    onTravel: listener => void travellers.add(listener),
    onChange: listener => void watchers.add(listener),
    go(next) {
      write(next)
      for (const traveller of travellers) traveller()
    },
  }
}
