/** A chapter as a page of the site. */
import { createAddress } from '../state/address.ts'
import { surroundWith } from '../state/surroundings.ts'
import { mountTheme } from '../style/mount-theme.tsx'
import { restoreTheme } from '../style/theme.ts'
import { createSimPool } from '../worker/sim-pool.ts'
import { openingAt } from './chapter-address.ts'
import { chapterHere, mountChapter } from './mount.tsx'
import '../style/fonts.css'
import '../style/theme.css'
import '../style/masthead.css'
import '../style/page.css'
import '../style/controls.css'
import '../style/charts.css'
import '../style/stage.css'
import './learn.css'

restoreTheme()
mountTheme()

const chapter = await chapterHere()
surroundWith({
  pool: createSimPool(),
  address: openingAt(chapter.link, createAddress()),
  startsByItself: false,
})
await mountChapter(chapter)
