/** From the built frame of a chapter one file for each, with its words in it: a frame without an origin may fetch nothing. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { CHAPTERS } from '../../web/learn/chapters.ts'
import { framedChapter } from './chapter-pages.tsx'
import { escaped } from './story-page.ts'

const PLACE = '<div id="root"></div>'

/** @param root the project's folder */
export function framedChapters(root: string, dist: string): Plugin {
  return {
    name: 'framed-chapters',
    apply: 'build',
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        const path = join(dist, 'embed-chapter.html')
        const frame = readFileSync(path, 'utf8')
        if (!frame.includes(PLACE)) throw new Error('The frame of a chapter has no place for its words.')
        for (const [at, { id, title }] of CHAPTERS.entries()) {
          const words = await framedChapter(root, at)
          const page = frame
            .replace(PLACE, () => `<div id="root">${words}</div>`)
            .replace(/<title>.*?<\/title>/, () => `<title>${escaped(title)}</title>`)
          writeFileSync(join(dist, 'learn', `embed-${id}.html`), page)
        }
        rmSync(path)
      },
    },
  }
}
