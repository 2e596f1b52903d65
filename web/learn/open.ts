/** A chapter of the site comes alive. */
import { createAddress } from '../state/address.ts'
import { surroundWith } from '../state/surroundings.ts'
import { mountTheme } from '../style/mount-theme.tsx'
import { createSimPool } from '../worker/sim-pool.ts'
import { openingAt } from './chapter-address.ts'
import { chapterHere, mountChapter } from './mount.tsx'

export async function open(): Promise<void> {
  mountTheme()
  const chapter = await chapterHere()
  surroundWith({
    pool: createSimPool(),
    address: openingAt(chapter.link, createAddress()),
    startsByItself: false,
  })
  await mountChapter(chapter)
}
