/**
 * What a page will need soon and would come to know of late: its fonts, which only the style sheets name, and for the
 * playground the parts of the first screen that its script asks for when it runs.
 */
import type { HtmlTagDescriptor, Plugin, Rollup } from 'vite'

/** What makes a chapter move, once its words are read. */
const CHAPTER_PARTS = ['web/learn/open.ts']

/** Modules of the first screen that are parts of their own. */
const FIRST_PARTS = [
  'web/state/page.ts',
  'web/state/the-page.ts',
  'web/playground.tsx',
  'web/stage/Stage.tsx',
  'web/time/Transport.tsx',
  'web/stage/LaneMenu.tsx',
]

const WORKER = /\/sim\.worker-[\w-]+\.js$/
const FONT = /\.woff2$/

export function preloads(): Plugin {
  return {
    name: 'preloads',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { path, bundle = {} }) {
        const root = '../'.repeat(path.split('/').length - 2) || './'
        const fonts = Object.keys(bundle).filter(name => FONT.test(name))
        const parts = earlyParts(path, bundle)
        return [
          ...fonts.map(name =>
            tag({ rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: root + name }),
          ),
          ...parts
            .filter(name => !html.includes(name))
            .map(name => tag({ rel: 'modulepreload', crossorigin: true, href: root + name })),
        ]
      },
    },
  }
}

function earlyParts(page: string, bundle: Rollup.OutputBundle): string[] {
  if (page === '/index.html') {
    return [...partsOf(FIRST_PARTS, bundle), ...Object.keys(bundle).filter(name => WORKER.test(name))]
  }
  return page.startsWith('/learn/') && page !== '/learn/index.html' ? partsOf(CHAPTER_PARTS, bundle) : []
}

/** The scripts in which these modules are, and those that they import. */
function partsOf(modules: readonly string[], bundle: Rollup.OutputBundle): string[] {
  const chunks = Object.values(bundle).filter(file => file.type === 'chunk')
  const parts = chunks.filter(({ moduleIds }) => modules.some(path => moduleIds.some(id => id.endsWith(path))))
  return [...new Set(parts.flatMap(({ fileName, imports }) => [fileName, ...imports]))]
}

function tag(attrs: Record<string, string | boolean>): HtmlTagDescriptor {
  return { tag: 'link', attrs, injectTo: 'head' }
}
