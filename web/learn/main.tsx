/** A chapter comes alive: its words stand there already; the question and the simulation are added. */
import { createRoot } from 'react-dom/client'
import { createAddress } from '../state/address.ts'
import { surroundWith } from '../state/surroundings.ts'
import { restoreTheme } from '../style/theme.ts'
import { createSimPool } from '../worker/sim-pool.ts'
import type { Chapter } from './chapter.ts'
import { openingAt } from './chapter-address.ts'
import { mountTheme } from './mount-theme.tsx'
import '../style/fonts.css'
import '../style/theme.css'
import '../style/masthead.css'
import '../style/page.css'
import '../style/controls.css'
import '../style/charts.css'
import '../style/stage.css'
import './learn.css'

/** What the building of the site worked out about the question. */
export interface Asked {
  /** The right choice. */
  answer?: string
  /** What the curve really is. */
  curve?: readonly number[]
}

const CHALLENGES = import.meta.glob<unknown>('./chapters/*/challenge.json', { import: 'default' })
const CHAPTERS = import.meta.glob<{ CHAPTER: Chapter }>('./chapters/*/chapter.ts')

restoreTheme()
mountTheme()

const place = document.querySelector<HTMLElement>('main.chapter')
const live = document.getElementById('live')
const ask = document.getElementById('ask')
const load = CHAPTERS[`./chapters/${place?.dataset.chapter}/chapter.ts`]
if (!place || !live || !ask || !load) throw new Error('The chapter has no place for itself.')

const asked: Asked = JSON.parse(place.dataset.asked ?? '{}')
const { CHAPTER } = await load()
const pool = createSimPool()
surroundWith({ pool, address: openingAt(CHAPTER.link, createAddress()), startsByItself: false })

// Only now, because the page is made when it is first imported.
const { Live } = await import('./Live.tsx')
const root = document.createElement('div')
live.replaceChildren(root)
createRoot(root).render(<Live chapter={CHAPTER} asked={asked} askIn={ask} />)

const challenge = document.getElementById('challenge')
const loadChallenge = CHALLENGES[`./chapters/${CHAPTER.id}/challenge.json`]
if (challenge && loadChallenge) {
  const [{ ChallengeForm }, { readChallenge }, data] = await Promise.all([
    import('./ChallengeForm.tsx'),
    import('./challenge.ts'),
    loadChallenge(),
  ])
  createRoot(challenge).render(<ChallengeForm challenge={readChallenge(data)} pool={pool} />)
}
