/** A chapter's text as HTML: MDX in, static markup out, with its numbers computed and its formulas as MathML. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import rehypeMathML from '@daiji256/rehype-mathml'
import { evaluate } from '@mdx-js/mdx'
import * as runtime from 'react/jsx-runtime'
import { renderToStaticMarkup } from 'react-dom/server'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import type { Chapter, Figures } from '../../web/learn/chapter.ts'
import { FiguresContext, WORDS } from '../../web/learn/text/words.tsx'

/** A chapter's words; `root` is the project's folder. */
function textOf(root: string, id: string): string {
  return readFileSync(join(root, 'web/learn/chapters', id, 'text.mdx'), 'utf8')
}

/** Throws when the text names a run, a measure or a term that there is not. */
export async function renderText(root: string, chapter: Chapter, figures: Figures): Promise<string> {
  const { default: Text } = await evaluate(textOf(root, chapter.id), {
    ...runtime,
    // A single dollar is money here.
    remarkPlugins: [remarkGfm, [remarkMath, { singleDollarTextMath: false }]],
    rehypePlugins: [rehypeMathML],
    remarkRehypeOptions: { clobberPrefix: '', footnoteLabel: 'Notes', footnoteLabelProperties: {} },
  })
  return renderToStaticMarkup(
    <FiguresContext value={figures}>
      <Text components={WORDS} />
    </FiguresContext>,
  )
}

/** The names of the claims in a text, in their order. */
export function claimsIn(root: string, id: string): string[] {
  return [...textOf(root, id).matchAll(/<Claim id="([^"]+)"/g)].map(match => match[1]!)
}
