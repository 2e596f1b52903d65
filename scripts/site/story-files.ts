/**
 * What is made for each story and each preset when the site is built: a page of its own, which opens directly and without JavaScript
 * shows its text and its poster; the poster; the picture that networks show beside a link; and what oEmbed asks for.
 * Simulated with the code that the site is built from, so nothing in them can be out of date.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Plugin } from 'vite'
import { story as texts } from '#text/built.ts'
import { decodeState, stateOfStory } from '../../sim/scenario/link.ts'
import { linkOfPreset, SINGLE_PRESETS } from '../../sim/scenario/preset-link.ts'
import { STORIES, type Story } from '../../sim/scenario/stories.ts'
import { simulate } from '../../sim/simulate.ts'
import { POSTER, Poster } from '../../web/embed/Poster.tsx'
import { lanesOf } from '../../web/state/lanes.ts'
import { findingText, type Told } from '../../web/story/finding.ts'
import { laneTitles } from '../../web/story/lane-name.ts'
import { withFirstRuns, withFirstScreen } from './first-screen.tsx'
import { oembed } from './oembed.ts'
import { type Draw, pixels } from './pixels.ts'
import { type ToldPage, toldPage, withPreview } from './story-page.ts'
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

/** Each as a page of its own; behind the stories the servers as people meet them. */
export function toldPages(stories: readonly ToldStory[]): ToldPage[] {
  const told = stories.map(({ story: { id, title, about }, sentence, lanes }) => ({
    id,
    page: `story-${id}.html`,
    title,
    about,
    opening: `story=${id}`,
    sentence,
    lanes,
  }))
  return [...told, ...SINGLE_PRESETS.map(tellPreset)]
}

function tellPreset({ id, title, about }: (typeof SINGLE_PRESETS)[number]): ToldPage {
  const link = linkOfPreset(id)
  if (!link.ok) throw new Error(link.problems[0]?.message)
  const { state } = decodeState(link.value)
  const now = lanesOf(state)
  const names = laneTitles(now, state.story)
  const lanes = now.map(({ scenario }, at) => ({ name: names[at]!, result: simulate(scenario) }))
  return { id, page: `preset-${id}.html`, title, about, opening: link.value, sentence: findingText(lanes), lanes }
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
  for (const told of toldPages(stories)) {
    const { id, page, title, sentence, opening } = told
    writeFileSync(join(dist, page), withFirstRuns(toldPage(index, told, SITE_URL), told.lanes))
    writePosters(dist, told, colours, draw)
    if (!SITE_URL) continue
    const figure = { title, sentence, picture: id, frame: `embed.html#${opening}`, height: 760 }
    writeFileSync(join(dist, 'oembed', `${id}.json`), oembed(figure, SITE_URL))
  }
  const { story, sentence, lanes } = stories[0]!
  const preview = {
    title: texts.firstTitle,
    sentence,
    picture: story.id,
    oembed: story.id,
    page: '',
  }
  const first = withFirstRuns(withFirstScreen(withPreview(index, preview, SITE_URL), lanes), lanes)
  writeFileSync(join(dist, 'index.html'), first)
}

function writePosters(dist: string, { id, title, lanes }: ToldPage, colours: Colours, draw: Draw): void {
  const svg = renderToStaticMarkup(createElement(Poster, { title, lanes }))
  for (const theme of ['auto', 'light', 'dark'] as const) {
    writeFileSync(join(dist, 'posters', `${id}-${theme}.svg`), themed(svg, theme, colours))
  }
  const picture = draw(themed(svg, 'light', colours), POSTER.width)
  writeFileSync(join(dist, 'posters', `${id}.png`), picture)
}
