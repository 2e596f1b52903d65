/** The requests that a text speaks of, marked in the stage and in the lines of the workers. */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** By the lane's id: 1 for every row that is marked. */
export type Lit = ReadonlyMap<string, Uint8Array>

const NONE: Lit = new Map()

export const litStore = createStore<{ lit: Lit }>(() => ({ lit: NONE }))

export function light(lit: Lit = NONE): void {
  litStore.setState({ lit })
}

/** What is marked in this lane; null for nothing. */
export function useLitIn(lane: string): Uint8Array | null {
  return useStore(litStore, ({ lit }) => lit.get(lane) ?? null)
}
