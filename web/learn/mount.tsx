/** A chapter comes alive: its words stand there already; the question and the simulation are added. */
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { loadPage } from '../state/load-page.ts'
import { nextTask } from '../style/next-task.ts'
import type { Chapter } from './chapter.ts'

/** What the building of the site worked out about the question. */
export interface Asked {
  asks: string
  /** By their ids. */
  choices: Readonly<Record<string, string>>
  /** The right choice. */
  answer?: string
  /** What the curve really is. */
  curve?: readonly number[]
}

const CHALLENGES = import.meta.glob<unknown>('./chapters/*/challenge.json', { import: 'default' })
const CHAPTERS = import.meta.glob<{ CHAPTER: Chapter }>('./chapters/*/chapter.ts')

/** The chapter whose words stand in this document. */
export async function chapterHere(): Promise<Chapter> {
  const load = CHAPTERS[`./chapters/${placeHere().dataset.chapter}/chapter.ts`]
  if (!load) throw new Error('There is no such chapter.')
  return (await load()).CHAPTER
}

/** To be called when it is known what the page stands in, because the page is made when it is first imported. */
export async function mountChapter(chapter: Chapter): Promise<void> {
  const asked: Asked = JSON.parse(placeHere().dataset.asked ?? 'null')
  const [live, ask] = ['live', 'ask'].map(id => document.getElementById(id))
  if (!asked || !live || !ask) throw new Error('The chapter has no place for itself.')
  await loadPage()
  const { Live } = await import('./Live.tsx')
  await nextTask()
  const root = document.createElement('div')
  live.replaceChildren(root)
  ask.replaceChildren()
  ask.inert = false
  // At once: an article is told the height of what stands here now.
  flushSync(() => createRoot(root).render(<Live chapter={chapter} asked={asked} askIn={ask} />))
  await mountChallenge(chapter)
}

async function mountChallenge({ id }: Chapter): Promise<void> {
  const place = document.getElementById('challenge')
  const load = CHALLENGES[`./chapters/${id}/challenge.json`]
  if (!place || !load) return
  const [{ ChallengeForm }, { readChallenge }, { pool }, data] = await Promise.all([
    import('./ChallengeForm.tsx'),
    import('./challenge.ts'),
    import('../state/the-page.ts'),
    load(),
  ])
  flushSync(() => createRoot(place).render(<ChallengeForm challenge={readChallenge(data)} pool={pool} />))
}

function placeHere(): HTMLElement {
  const place = document.querySelector<HTMLElement>('main.chapter')
  if (!place) throw new Error('The chapter has no place for itself.')
  return place
}
