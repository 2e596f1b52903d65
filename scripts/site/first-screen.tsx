/**
 * What index.html shows before its script has come: the head of the page, and what happens in the story that it opens
 * with, as the script will draw them again. A link to anything else keeps them out of sight until then.
 */
import { createHash } from 'node:crypto'
import { renderToStaticMarkup } from 'react-dom/server'
import { DEFAULT_STORY } from '../../sim/scenario/stories.ts'
import { StoryList } from '../../web/controls/StoryList.tsx'
import { FIRST_RUNS } from '../../web/state/first-runs.ts'
import { finding, type Told } from '../../web/story/finding.ts'
import { Phrases } from '../../web/story/Phrases.tsx'
import { Masthead } from '../../web/style/Masthead.tsx'
import { THEME_KEY } from '../../web/style/theme-key.ts'

/** These run before anything is painted. They stand in the page itself: to fetch them would take as long as what they are for. */
export const THEME_BEFORE_PAINT = `try {
  const theme = localStorage.getItem('${THEME_KEY}')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {}`

export const LINK_BEFORE_PAINT = `if (location.hash && !/^#story=${DEFAULT_STORY.id}(&t=[\\d.]+)?$/.test(location.hash)) document.documentElement.dataset.linked = ''`

/** As sources of the Content-Security-Policy. */
export const BEFORE_PAINT_SOURCES = [THEME_BEFORE_PAINT, LINK_BEFORE_PAINT]
  .map(script => `'sha256-${createHash('sha256').update(script).digest('base64')}'`)
  .join(' ')

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

/** A page that tells, where its script finds it at once, of which scenarios it will show the runs. */
export function withFirstRuns(html: string, lanes: readonly Told[]): string {
  // No scenario has a name of the reader's, but the sequence would end the element.
  const json = JSON.stringify(lanes.map(({ result }) => result.scenario)).replaceAll('<', '\\u003c')
  return html.replace('</body>', () => `<script id="${FIRST_RUNS}" type="application/json">${json}</script>\n  </body>`)
}
