/** The state that the address holds, as in the playground, and the way back to it. */
import { useEffect, useState } from 'react'
import { decodeState, encodeState, type PageState } from '../../sim/scenario/link.ts'

export function usePageState(): PageState {
  const [state, setState] = useState(() => decodeState(location.hash).state)
  useEffect(() => {
    const follow = () => setState(decodeState(location.hash).state)
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return state
}

export function playgroundOf(state: PageState): string {
  return `./index.html#${encodeState(state)}`
}
