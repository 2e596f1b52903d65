/** A chapter's text as HTML: MDX in, static markup out, with its numbers computed and its formulas as MathML. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import rehypeMathML from '@daiji256/rehype-mathml'
import { evaluate } from '@mdx-js/mdx'
import * as runtime from 'react/jsx-runtime'
import { renderToStaticMarkup } from 'react-dom/server'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import { chapter as texts } from '#text/built.ts'
import { type Challenge, readChallenge } from '../../web/learn/challenge.ts'
import type { Chapter, Figures, FleetFigures } from '../../web/learn/chapter.ts'
import { FiguresContext, WORDS } from '../../web/learn/text/words.tsx'
import { claimsInParagraphs, withoutInlineStyles } from './chapter-markup.ts'

/** The two parts of a text as HTML: up to the question, and what comes after it. */
export interface ChapterText {
  before: string
  after: string
}

/** A chapter's words; `root` is the project's folder. */
function textOf(root: string, id: string): string {
  return readFileSync(join(root, 'web/learn/chapters', id, 'text.mdx'), 'utf8')
}

/** Throws when the text names a run, a measure or a term that there is not, or asks nothing. */
export async function renderText(
  root: string,
  chapter: Chapter,
  runs: Figures,
  fleets: FleetFigures,
): Promise<ChapterText> {
  const { default: Text } = await evaluate(textOf(root, chapter.id), {
    ...runtime,
    // A single dollar is money here.
    remarkPlugins: [remarkGfm, [remarkMath, { singleDollarTextMath: false }], claimsInParagraphs],
    rehypePlugins: [rehypeMathML, withoutInlineStyles],
    remarkRehypeOptions: { clobberPrefix: '', footnoteLabel: texts.notes, footnoteLabelProperties: {} },
  })
  const html = renderToStaticMarkup(
    <FiguresContext value={{ runs, fleets }}>
      <Text components={WORDS} />
    </FiguresContext>,
  )
  const [before, after] = html.split(renderToStaticMarkup(<WORDS.Ask />))
  if (before === undefined || after === undefined) throw new Error(`The text of ${chapter.id} has no <Ask />.`)
  return { before, after }
}

/** The names of the claims in a text, in their order. */
export function claimsIn(root: string, id: string): string[] {
  return [...textOf(root, id).matchAll(/<Claim id="([^"]+)"/g)].map(match => match[1]!)
}

/** The task at the end of a chapter, from the file beside its text; null where there is none. Throws when it is not right. */
export function challengeOf(root: string, id: string): Challenge | null {
  const file = join(root, 'web/learn/chapters', id, 'challenge.json')
  return existsSync(file) ? readChallenge(JSON.parse(readFileSync(file, 'utf8'))) : null
}

/** How long a text is: its words without notes and markup. A number is one word. */
export function wordsIn(root: string, id: string): number {
  const plain = textOf(root, id)
    .replace(/^\[\^.*$/gm, '')
    .replace(/\$\$[\s\S]*?\$\$/g, '')
    .replace(/<(V|FleetV|Times)[^>]*\/>/g, 'number')
    .replace(/<[^>]*>/g, '')
  return plain.split(/\s+/).filter(word => word !== '').length
}
