/**
 * The sentence that the page came with: what happens in the story that it opens with, told when the site was built.
 * It stands until the story has been simulated here, which ends in the same words.
 */
import type { Phrase } from '../text/phrase.ts'

/** Null where the page came without one, or shows something else than its story; see scripts/site/first-screen.tsx. */
export const FORETOLD: readonly Phrase[] | null = read(document)

function read({ documentElement, body }: Document): Phrase[] | null {
  const told = body.querySelector('#root h1')
  if (!told || 'linked' in documentElement.dataset) return null
  return [...told.childNodes].map(node => {
    const text = node.textContent ?? ''
    const lane = node instanceof HTMLElement ? Number(node.dataset.lane) - 1 : undefined
    return lane === undefined ? { text } : { text, lane }
  })
}
