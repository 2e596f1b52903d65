/** The request that the reader looks at, if any. */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

export interface Chosen {
  /** The lane's id. */
  lane: string
  row: number
  /** Whether its three clocks are open, and where in the lane's drawing they point to. */
  open: boolean
  x: number
  y: number
}

export const chosenStore = createStore<{ chosen: Chosen | null }>(() => ({ chosen: null }))

export function choose(chosen: Chosen | null): void {
  chosenStore.setState({ chosen })
}

/** What is chosen in this lane. */
export function useChosenIn(lane: string): Chosen | null {
  return useStore(chosenStore, ({ chosen }) => (chosen?.lane === lane ? chosen : null))
}
