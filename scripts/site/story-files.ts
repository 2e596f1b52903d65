/**
 * What is made for each story when the site is built: a page of its own, which opens directly and without JavaScript
 * shows its text and its poster; the poster; the picture that networks show beside a link; and what oEmbed asks for.
 * Simulated with the code that the site is built from, so nothing in them can be out of date.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Plugin } from 'vite'
import { stateOfStory } from '../../sim/scenario/link.ts'
import { STORIES, type Story } from '../../sim/scenario/stories.ts'
import { simulate } from '../../sim/simulate.ts'
import { POSTER, Poster } from '../../web/embed/Poster.tsx'
import { lanesOf } from '../../web/state/lanes.ts'
import { findingText, type Told } from '../../web/story/finding.ts'
import { laneTitles } from '../../web/story/lane-name.ts'
import { withFirstScreen } from './first-screen.tsx'
import { type Draw, pixels } from './pixels.ts'
import { escaped, storyPage, withPreview } from './story-page.ts'
import { type Colours, readTheme, themed } from './theme-colours.ts'

const require = createRequire(import.meta.url)

/** Where the site will be, if that is known: some of what others read about it must hold whole addresses. */
export const SITE_URL = process.env.PREFORK_URL?.replace(/\/*$/, '/') ?? null

export interface ToldStory {
  story: Story
  /** What happened in it, in words. */
  sentence: string
  lanes: Told[]
}

/** Every story with what came of it. */
export function tellStories(): ToldStory[] {
  return STORIES.map(story => {
    const now = lanesOf(stateOfStory(story))
    const names = laneTitles(now, story.id)
    const lanes = now.map(({ scenario }, at) => ({ name: names[at]!, result: simulate(scenario) }))
    return { story, sentence: findingText(lanes), lanes }
  })
}

/** Writes them all beside the built page. */
export function storyFiles(dist: string): Plugin {
  return {
    name: 'story-files',
    apply: 'build',
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        await writeStories(dist)
      },
    },
  }
}

async function writeStories(dist: string): Promise<void> {
  const colours = readTheme(readFileSync(require.resolve('../../web/style/theme.css'), 'utf8'))
  const index = readFileSync(join(dist, 'index.html'), 'utf8')
  const draw = await pixels()
  for (const folder of SITE_URL ? ['posters', 'oembed'] : ['posters'])
    mkdirSync(join(dist, folder), { recursive: true })
  const stories = tellStories()
  for (const told of stories) {
    const { story } = told
    writeFileSync(join(dist, `story-${story.id}.html`), storyPage(index, told, SITE_URL))
    writePosters(dist, told, colours, draw)
    if (SITE_URL) writeFileSync(join(dist, 'oembed', `${story.id}.json`), oembed(told, SITE_URL))
  }
  const { story, sentence, lanes } = stories[0]!
  const preview = {
    title: 'One at a time, or a pool of workers',
    sentence,
    picture: story.id,
    oembed: story.id,
    page: '',
  }
  writeFileSync(join(dist, 'index.html'), withFirstScreen(withPreview(index, preview, SITE_URL), lanes))
}

function writePosters(dist: string, { story, lanes }: ToldStory, colours: Colours, draw: Draw): void {
  const svg = renderToStaticMarkup(createElement(Poster, { title: story.title, lanes }))
  for (const theme of ['auto', 'light', 'dark'] as const) {
    writeFileSync(join(dist, 'posters', `${story.id}-${theme}.svg`), themed(svg, theme, colours))
  }
  const picture = draw(themed(svg, 'light', colours), POSTER.width)
  writeFileSync(join(dist, 'posters', `${story.id}.png`), picture)
}

/** https://oembed.com, type rich: a frame with the whole story. */
function oembed({ story, sentence }: ToldStory, url: string): string {
  const [width, height] = [720, 760]
  const frame = `<iframe src="${url}embed.html#story=${story.id}" sandbox="allow-scripts allow-popups" title="${escaped(story.title)}" width="${width}" height="${height}" style="border:0" loading="lazy"></iframe>`
  const answer = {
    version: '1.0',
    type: 'rich',
    provider_name: 'Prefork',
    provider_url: url,
    title: story.title,
    description: sentence,
    html: frame,
    width,
    height,
    thumbnail_url: `${url}posters/${story.id}.png`,
    thumbnail_width: POSTER.width,
    thumbnail_height: POSTER.height,
  }
  return `${JSON.stringify(answer, null, 2)}\n`
}
