/** What a browser needs to put the site among the reader's own programs: a manifest, pictures, and where they are. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HtmlTagDescriptor, Plugin } from 'vite'
import { program as texts } from '#text/built.ts'
import { LANGUAGE } from '#text/locale.ts'
import { pixels } from './pixels.ts'
import { type Colours, readTheme } from './theme-colours.ts'

/** How much of a picture the mark takes. Of a maskable one only a circle of 80 % of its width is sure to be seen. */
const ICONS = [
  { file: 'icons/180.png', width: 180, scale: 0.8 },
  { file: 'icons/192.png', width: 192, scale: 0.8 },
  { file: 'icons/512.png', width: 512, scale: 0.8 },
  { file: 'icons/maskable.png', width: 512, scale: 0.7, purpose: 'maskable' },
]

/** In the head of each page. `root` is the project's folder. */
export function installableHead(root: string): Plugin {
  const colours = coloursOf(root)
  return {
    name: 'installable-head',
    apply: 'build',
    transformIndexHtml: { order: 'post', handler: (_, { path }) => headTags(path, colours) },
  }
}

/** Beside the pages. */
export function installable(root: string, dist: string): Plugin {
  const colours = coloursOf(root)
  return {
    name: 'installable',
    apply: 'build',
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        writeFileSync(join(dist, 'manifest.webmanifest'), manifest(colours))
        mkdirSync(join(dist, 'icons'), { recursive: true })
        const draw = await pixels()
        const mark = readFileSync(join(root, 'public/favicon.svg'), 'utf8')
        for (const { file, width, scale } of ICONS) {
          writeFileSync(join(dist, file), draw(iconOf(mark, scale, paperOf(colours).light), width))
        }
      },
    },
  }
}

function coloursOf(root: string): Colours {
  return readTheme(readFileSync(join(root, 'web/style/theme.css'), 'utf8'))
}

function paperOf(colours: Colours): { light: string; dark: string } {
  const paper = colours.get('--paper')
  if (!paper) throw new Error('The theme has no colour --paper.')
  return paper
}

/** @param path of the page, from the root of the site on */
function headTags(path: string, colours: Colours): HtmlTagDescriptor[] {
  const paper = paperOf(colours)
  const site = '../'.repeat(path.split('/').length - 2) || './'
  const theme = (scheme: 'light' | 'dark') => {
    const media = `(prefers-color-scheme: ${scheme})`
    return { tag: 'meta', attrs: { name: 'theme-color', media, content: paper[scheme] } }
  }
  const tags: HtmlTagDescriptor[] = [
    theme('light'),
    theme('dark'),
    { tag: 'link', attrs: { rel: 'manifest', href: `${site}manifest.webmanifest` } },
    { tag: 'link', attrs: { rel: 'apple-touch-icon', href: `${site}icons/180.png` } },
  ]
  return tags.map(tag => ({ ...tag, injectTo: 'head' }))
}

/** Every address in it is relative to its own. */
function manifest(colours: Colours): string {
  const { light } = paperOf(colours)
  const content = {
    name: texts.name,
    short_name: texts.name,
    description: texts.description,
    lang: LANGUAGE,
    start_url: './',
    scope: './',
    display: 'minimal-ui',
    background_color: light,
    theme_color: light,
    icons: [
      { src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml' },
      ...ICONS.map(({ file, width, purpose }) => ({
        src: file,
        sizes: `${width}x${width}`,
        type: 'image/png',
        ...(purpose && { purpose }),
      })),
    ],
    shortcuts: [
      { name: texts.learn, url: 'learn/index.html' },
      { name: texts.yours, url: 'your-server.html' },
      { name: texts.present, url: 'present.html' },
    ],
  }
  return `${JSON.stringify(content, null, 2)}\n`
}

/** The mark of 32 by 32 on paper, as large as this around its middle. */
function iconOf(mark: string, scale: number, paper: string): string {
  const shapes = mark.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/@media[^{]*\{.*\}\s*$/m, '')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" fill="${paper}"/><g transform="translate(16 16) scale(${scale}) translate(-16 -16)">${shapes.replace('</svg>', '</g></svg>')}`
}
