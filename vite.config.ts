import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { alsoBuild } from './scripts/site/also-build.ts'
import { chapterFiles } from './scripts/site/chapter-files.ts'
import { CHAPTER_PAGES, chapterPages } from './scripts/site/chapter-pages.tsx'
import { contentSecurityPolicy } from './scripts/site/content-security-policy.ts'
import { hostFiles } from './scripts/site/host-files.ts'
import { installable, installableHead } from './scripts/site/installable.ts'
import { keptOffline, offline } from './scripts/site/offline.ts'
import { instead } from './scripts/site/one-file.ts'
import { onePage, WORKER } from './scripts/site/one-page.ts'
import { PREACT } from './scripts/site/preact.ts'
import { preloads } from './scripts/site/preloads.ts'
import { rightPage } from './scripts/site/right-page.tsx'
import { storyFiles } from './scripts/site/story-files.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** What every page of text needs, and a chapter besides. The page comes apart: it is made when it is first imported. */
const CHAPTER = [
  {
    name: 'text',
    test: /web\/(style\/(mount-theme\.tsx|theme\.ts|(fonts|theme|masthead|page)\.css)|learn\/answers\.ts|offline\/register\.ts)$|preload-helper/,
  },
  { name: 'learn', test: /web\/learn\/learn\.css$/ },
  {
    name: 'chapter',
    test: /web\/(state\/(address|surroundings)|worker\/sim-pool|learn\/(chapter-address|mount|open))\.tsx?$/,
  },
  { name: 'settings', test: /web\/state\/page\.ts$/ },
  { name: 'page', test: /web\/state\/the-page\.ts$/ },
  { name: 'live', test: /web\/learn\/Live\.tsx$/ },
]

/** The playground's: what waits for the first paint, what reads the settings, the sentence and the controls, the lanes, the charts in sight, and those below. */
const PLAYGROUND = [
  { name: 'begin', test: /web\/main\.tsx$/ },
  { name: 'settings', test: /web\/state\/page\.ts$/ },
  { name: 'page', test: /web\/state\/the-page\.ts$/ },
  { name: 'first', test: /web\/playground\.tsx$/ },
  { name: 'lanes', test: /web\/(stage\/(Stage|LaneMenu)|time\/Transport)\.tsx$/ },
  { name: 'charts', test: /web\/charts\/(Charts|PlainPlot)\.tsx$/ },
  { name: 'across', test: /web\/charts\/(Across|HeatMaps)\.tsx$/ },
]

const page = (file: string, entry: string) =>
  onePage(here('./'), file, [{ name: file.replace('.html', ''), test: (id: string) => id.endsWith(entry) }])

export default defineConfig({
  // Every address in the page is relative: the site works from any folder of any host.
  base: './',
  resolve: { alias: PREACT },
  plugins: [
    react(),
    contentSecurityPolicy(),
    rightPage(here('public/truth')),
    alsoBuild(
      onePage(here('./'), 'index.html', PLAYGROUND),
      page('fleet.html', 'web/fleet/main.tsx'),
      page('plan.html', 'web/plan/main.tsx'),
      page('your-server.html', 'web/config/main.tsx'),
    ),
    storyFiles(here('dist')),
    chapterPages(here('./')),
    chapterFiles(here('./'), here('dist')),
    alsoBuild(
      here('vite.embed.config.ts'),
      here('vite.chapter.config.ts'),
      here('vite.element.config.ts'),
      onePage(here('./'), 'present.html', [], [instead({ 'web/charts/Plot.tsx': 'web/charts/PlainPlot.tsx' })]),
    ),
    hostFiles(here('dist')),
    preloads(),
    installableHead(here('./')),
    keptOffline(),
    installable(here('./'), here('dist')),
    // Last, when all that it lists is there.
    offline(here('./'), here('dist')),
  ],
  build: {
    target: 'es2022',
    rolldownOptions: {
      input: ['how-right.html', ...CHAPTER_PAGES].map(here),
      checks: { pluginTimings: false },
      output: { codeSplitting: { groups: CHAPTER } },
    },
    // The policy allows no data: scripts or fonts, so nothing is folded into another file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // scripts/sizes.mjs holds the built files against their budgets, compressed.
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
  worker: WORKER,
})
