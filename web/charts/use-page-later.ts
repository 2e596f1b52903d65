import { useDeferredValue } from 'react'
import type { PageState } from '../../sim/scenario/link.ts'
import { usePage } from '../state/the-page.ts'

/** The settings of the page, once there is time: what is dear to work out of them lets a moving slider go first. */
export function usePageLater(): PageState {
  return useDeferredValue(usePage(state => state.page))
}
