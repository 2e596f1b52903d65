/** What the presenter view shows: which list, which entry of it, and what lies over it. It survives a reload. */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Checked } from '../../sim/scenario/problem.ts'
import type { Playlist } from './playlist.ts'
import { readPlaylist } from './read-playlist.ts'

export interface Show {
  playlist: Playlist | null
  /** The place in the list. */
  at: number
  /** Nothing is to be seen, until it is asked for again. */
  isBlank: boolean
  isCode: boolean
  isNote: boolean
  /** When the clock began to count, in milliseconds since 1970. */
  sinceMs: number
}

/** A list that was shown on this device, and how far. */
export interface Kept {
  text: string
  at: number
  sinceMs: number
}

const KEY = 'prefork-playlist'

export const show = createStore<Show>(() => ({
  playlist: null,
  at: 0,
  isBlank: false,
  isCode: false,
  isNote: true,
  sinceMs: 0,
}))

export function useShow<T>(select: (state: Show) => T): T {
  return useStore(show, select)
}

let text = ''

/** Opens a list, or says what is wrong with it; whatever was shown before then stays. */
export async function open(given: string, kept?: Kept): Promise<Checked<Playlist>> {
  const read = await readPlaylist(given)
  if (!read.ok) return read
  text = given
  const playlist = read.value
  const at = Math.min(kept?.at ?? 0, playlist.entries.length - 1)
  show.setState({ playlist, at, sinceMs: kept?.sinceMs ?? Date.now(), isBlank: false, isCode: false })
  keep()
  return read
}

/** Back to where lists come from. The address no longer asks for this one, which would open it again. */
export function close(): void {
  history.replaceState(null, '', location.pathname)
  show.setState({ playlist: null })
}

/** Goes to a place in the list, or as far as it reaches. */
export function goTo(place: number): void {
  const { playlist } = show.getState()
  if (!playlist) return
  const at = Math.max(0, Math.min(playlist.entries.length - 1, place))
  show.setState({ at, isBlank: false, isCode: false })
  keep()
}

export function goBy(by: -1 | 1): void {
  goTo(show.getState().at + by)
}

export function toggle(what: 'isBlank' | 'isCode' | 'isNote'): void {
  show.setState(state => ({ [what]: !state[what] }))
}

export function restartClock(): void {
  show.setState({ sinceMs: Date.now() })
  keep()
}

/** The list that was shown last on this device, if there is one. */
export function lastKept(): Kept | null {
  try {
    const { text, at, sinceMs } = JSON.parse(localStorage.getItem(KEY) ?? 'null')
    const isSound = typeof text === 'string' && Number.isSafeInteger(at) && at >= 0 && Number.isSafeInteger(sinceMs)
    return isSound ? { text, at, sinceMs } : null
  } catch {
    // Nothing was kept, or not by this page.
    return null
  }
}

function keep(): void {
  const { at, sinceMs } = show.getState()
  try {
    localStorage.setItem(KEY, JSON.stringify({ text, at, sinceMs }))
  } catch {
    // It is not remembered, then.
  }
}
