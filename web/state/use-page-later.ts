import { useEffect, useState } from 'react'
import type { PageState } from '../../sim/scenario/link.ts'
import { page } from './the-page.ts'

/** A slider that has not moved for so long has been let go, or nearly. */
const STILL_FOR_MS = 120

/**
 * The settings of the page, once they stand still: what is dear to work out of them lets a moving slider go first. Not
 * React's `useDeferredValue`, which the site's machinery answers with the newest value at once.
 */
export function usePageLater(): PageState {
  const [settings, show] = useState(() => page.store.getState().page)
  useEffect(() => {
    show(page.store.getState().page)
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = page.store.subscribe(({ page: newest }, { page: before }) => {
      if (newest === before) return
      clearTimeout(timer)
      timer = setTimeout(() => show(newest), STILL_FOR_MS)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [])
  return settings
}
