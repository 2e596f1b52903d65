/** A chapter in somebody's article. Its words stand in the file; look and settings come with the address. */
import { converse, openFrame } from '../embed/frame.ts'
import { readFragment } from '../embed/options.ts'
import { chapterHere, mountChapter } from './mount.tsx'
import '../style/stand-ins.css'
import '../style/theme.css'
import '../style/page.css'
import '../style/controls.css'
import '../style/charts.css'
import '../style/stage.css'
import './learn.css'
import './frame.css'

const chapter = await chapterHere()
const { options, state } = readFragment(location.hash)
const frame = openFrame({
  options,
  link: state === '' ? chapter.link : `${chapter.link}&${state}`,
  startsByItself: false,
})
frame.setStarted(true)
await mountChapter(chapter)
await converse(frame, () => {})

// To a note and back without a step in the article's history.
document.addEventListener('click', event => {
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="#"]')
  const to = link && document.getElementById(decodeURIComponent(link.hash.slice(1)))
  if (!to) return
  event.preventDefault()
  to.tabIndex = -1
  to.focus()
})
