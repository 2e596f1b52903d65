/**
 * What index.html shows before its script has come: the head of the page, and what happens in the story that it opens
 * with, as the script will draw them again. A link to anything else keeps them out of sight until then.
 */
import { createHash } from 'node:crypto'
import { renderToStaticMarkup } from 'react-dom/server'
import { DEFAULT_STORY } from '../../sim/scenario/stories.ts'
import { StoryList } from '../../web/controls/StoryList.tsx'
import { finding, type Told } from '../../web/story/finding.ts'
import { Phrases } from '../../web/story/Phrases.tsx'
import { Masthead } from '../../web/style/Masthead.tsx'
import { THEME_KEY } from '../../web/style/theme-key.ts'

/** Runs before anything is painted. It stands in the page itself: to fetch it would take as long as what it is for. */
export const BEFORE_PAINT = `{
  const { dataset } = document.documentElement
  if (location.hash && !/^#story=${DEFAULT_STORY.id}(&t=[\\d.]+)?$/.test(location.hash)) dataset.linked = ''
  try {
    const theme = localStorage.getItem('${THEME_KEY}')
    if (theme === 'light' || theme === 'dark') dataset.theme = theme
  } catch {}
}`

/** As a source of the Content-Security-Policy. */
export const BEFORE_PAINT_SOURCE = `'sha256-${createHash('sha256').update(BEFORE_PAINT).digest('base64')}'`

/** @param lanes what came of the story that the page opens with */
export function withFirstScreen(index: string, lanes: readonly Told[]): string {
  const markup = renderToStaticMarkup(
    <>
      <Masthead at="playground">
        <StoryList chosen={DEFAULT_STORY.id} />
      </Masthead>
      <main className="page">
        <div className="sentence">
          <h1>
            <Phrases phrases={finding(lanes)} />
          </h1>
        </div>
      </main>
    </>,
  )
  return index.replace('<div id="root"></div>', () => `<div id="root">${markup}</div>`)
}
