/** Whether the chain of what happened at the playhead is open. Apart from what it says, which is loaded when it opens. */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

interface WhatState {
  isOpen: boolean
  /** The chart that was clicked last, by a key of its own, and the instant: there the question is offered. */
  offered: { key: string; atMs: number } | null
}

export const whatStore = createStore<WhatState>(() => ({ isOpen: false, offered: null }))

/** Who had the focus gets it back. */
let askedFrom: Element | null = null

export function askWhatHappened(): void {
  askedFrom = document.activeElement
  whatStore.setState({ isOpen: true, offered: null })
}

export function closeWhatHappened(): void {
  whatStore.setState({ isOpen: false, offered: null })
  if (askedFrom instanceof HTMLElement) askedFrom.focus({ preventScroll: true })
}

export function toggleWhatHappened(): void {
  if (whatStore.getState().isOpen) closeWhatHappened()
  else askWhatHappened()
}

export function useWhat<T>(select: (state: WhatState) => T): T {
  return useStore(whatStore, select)
}
