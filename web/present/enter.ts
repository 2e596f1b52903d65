/** From a place in the list to what stands on the screen: the playground is set to the entry's link, and time begins. */
import { create } from 'zustand'
import type { createFramedAddress } from '../embed/framed-address.ts'
import type { Picture } from '../state/page.ts'
import { page } from '../state/the-page.ts'
import { openingMs } from '../time/opening.ts'
import { clock } from '../time/the-clock.ts'
import type { Entry } from './playlist.ts'
import { show } from './show.ts'

/** The state of the playground here; the window's own address stays that of the list. */
export type ListAddress = ReturnType<typeof createFramedAddress>

/** The picture of the entry before, which is not to be taken for that of this one. */
export const useLeft = create<{ picture: Picture | null }>(() => ({ picture: null }))

let isOpening = false

export function followTheList(address: ListAddress): void {
  show.subscribe(({ playlist, at, isBlank }, before) => {
    if (playlist && (playlist !== before.playlist || at !== before.at)) enter(playlist.entries[at]!, address)
    if (isBlank !== before.isBlank) rest(isBlank)
  })
  page.store.subscribe(({ picture }, before) => {
    if (!picture || picture === before.picture || !isOpening) return
    isOpening = false
    clock.seek(openingMs(picture.lanes))
    play()
  })
}

function enter({ shows }: Entry, address: ListAddress): void {
  clock.pause()
  isOpening = false
  if (!shows) return
  useLeft.setState({ picture: page.store.getState().picture })
  // An instant that the link names is where time stands still.
  isOpening = !/(^|&)t=/.test(shows.state)
  address.go(shows.state)
}

let wasPlaying = false

/** Time rests under a blank screen. */
function rest(isBlank: boolean): void {
  if (isBlank) {
    wasPlaying = clock.store.getState().playing
    clock.pause()
  } else if (wasPlaying) {
    wasPlaying = false
    play()
  }
}

function play(): void {
  if (!clock.store.getState().reducedMotion && !show.getState().isBlank) clock.play()
}
