/** What others show beside a link to a chapter: its title, its idea, and a picture of what stands beside its words. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Plugin } from 'vite'
import { chapters as texts } from '#text/built.ts'
import { decodeState } from '../../sim/scenario/link.ts'
import { POSTER, Poster } from '../../web/embed/Poster.tsx'
import { CHAPTERS } from '../../web/learn/chapters.ts'
import { figuresOf } from '../../web/learn/figures.ts'
import { oembed } from './oembed.ts'
import { pixels } from './pixels.ts'
import { SITE_URL } from './story-files.ts'
import { type Preview, withPreview } from './story-page.ts'
import { readTheme, themed } from './theme-colours.ts'

/** A chapter with its simulation and its explanation, in a column 720 pixels wide. */
const FRAME_HEIGHT = 1900

/** @param root the project's folder */
export function chapterFiles(root: string, dist: string): Plugin {
  return {
    name: 'chapter-files',
    apply: 'build',
    closeBundle: {
      sequential: true,
      order: 'post',
      handler: () => writePreviews(root, dist),
    },
  }
}

async function writePreviews(root: string, dist: string): Promise<void> {
  const colours = readTheme(readFileSync(join(root, 'web/style/theme.css'), 'utf8'))
  const draw = await pixels()
  mkdirSync(join(dist, 'posters'), { recursive: true })
  for (const chapter of CHAPTERS) {
    const { id, title, idea, link } = chapter
    const figures = figuresOf(chapter)
    const lanes = decodeState(link).state.lanes.map(lane => ({ name: lane.name, result: figures[lane.id]! }))
    const svg = renderToStaticMarkup(createElement(Poster, { title, lanes }))
    writeFileSync(join(dist, 'posters', `learn-${id}.png`), draw(themed(svg, 'light', colours), POSTER.width))
    const preview = { title, sentence: idea, picture: `learn-${id}` }
    writePage(dist, `learn/${id}.html`, { ...preview, oembed: `learn-${id}` })
    if (!SITE_URL) continue
    mkdirSync(join(dist, 'oembed'), { recursive: true })
    const figure = { ...preview, frame: `learn/embed-${id}.html`, height: FRAME_HEIGHT }
    writeFileSync(join(dist, 'oembed', `learn-${id}.json`), oembed(figure, SITE_URL))
  }
  const sentence = texts.preview({ chapters: CHAPTERS.length })
  writePage(dist, 'learn/index.html', {
    title: texts.heading,
    sentence,
    picture: `learn-${CHAPTERS[0]!.id}`,
    oembed: null,
  })
}

function writePage(dist: string, page: string, preview: Omit<Preview, 'page'>): void {
  const path = join(dist, page)
  writeFileSync(path, withPreview(readFileSync(path, 'utf8'), { ...preview, page }, SITE_URL))
}
