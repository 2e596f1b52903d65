import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { withFirstRuns } from '../../scripts/site/first-screen.tsx'
import { oembed } from '../../scripts/site/oembed.ts'
import { tellStories, toldPages } from '../../scripts/site/story-files.ts'
import { toldPage, withPreview } from '../../scripts/site/story-page.ts'
import { decodeState } from '../../sim/scenario/link.ts'
import { SINGLE_PRESETS } from '../../sim/scenario/preset-link.ts'
import { STORIES } from '../../sim/scenario/stories.ts'
import { lanesOf } from '../../web/state/lanes.ts'

const URL_OF_SITE = 'https://example.org/prefork/'
const INDEX = readFileSync(new URL('../../index.html', import.meta.url), 'utf8')

test('Every story and every server has a page that says what happened in it, opens with it, and is found by oEmbed.', () => {
  const pages = toldPages(tellStories())
  expect(pages.map(({ id }) => id)).toEqual([...STORIES, ...SINGLE_PRESETS].map(({ id }) => id))
  for (const page of pages) {
    const html = toldPage(INDEX, page, URL_OF_SITE)
    expect(html).toContain(`href="${URL_OF_SITE}oembed/${page.id}.json"`)
    expect(html).toContain(`content="${URL_OF_SITE}posters/${page.id}.png"`)
    expect(html).toContain(`data-opening="${page.opening.replaceAll('&', '&amp;')}"`)
    expect(page.sentence).toMatch(/answered|failed|left/)
  }
})

test('A page says of which runs it will show the picture, to the letter as its script will ask for them.', () => {
  for (const { opening, lanes } of toldPages(tellStories())) {
    const html = withFirstRuns('<body></body>', lanes)
    const [, said] = html.match(/<script id="first-runs" type="application\/json">(.*)<\/script>/) ?? []
    const asked = lanesOf(decodeState(opening).state).map(({ scenario }) => scenario)
    expect(JSON.stringify(JSON.parse(said!))).toBe(JSON.stringify(asked))
  }
})

test('oEmbed answers with a sandboxed frame by its whole address.', () => {
  const figure = { title: 'The “knee”', sentence: 'It fell.', picture: 'x', frame: 'embed.html#a=1&b=2', height: 760 }
  const answer = JSON.parse(oembed(figure, URL_OF_SITE))
  expect(answer).toMatchObject({ version: '1.0', type: 'rich', width: 720, height: 760 })
  expect(answer.thumbnail_url).toBe(`${URL_OF_SITE}posters/x.png`)
  expect(answer.html).toContain(`src="${URL_OF_SITE}embed.html#a=1&amp;b=2"`)
  expect(answer.html).toContain('sandbox="allow-scripts allow-popups"')
})

test('Without an address of the site there is no oEmbed, which needs whole addresses.', () => {
  const preview = { title: 't', sentence: 's', picture: 'p', oembed: 'p', page: 'learn/x.html' }
  const html = withPreview('<title>t</title>', preview, null)
  expect(html).toContain('content="../posters/p.png"')
  expect(html).not.toContain('oembed')
})
