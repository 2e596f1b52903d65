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
import { PREACT } from './scripts/site/preact.ts'
import { preloads } from './scripts/site/preloads.ts'
import { rightPage } from './scripts/site/right-page.tsx'
import { storyFiles } from './scripts/site/story-files.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  // Every address in the page is relative: the site works from any folder of any host.
  base: './',
  resolve: { alias: PREACT },
  plugins: [
    react(),
    contentSecurityPolicy(),
    rightPage(here('public/truth')),
    alsoBuild(here('vite.playground.config.ts')),
    storyFiles(here('dist')),
    chapterPages(here('./')),
    chapterFiles(here('./'), here('dist')),
    alsoBuild(
      here('vite.embed.config.ts'),
      here('vite.chapter.config.ts'),
      here('vite.element.config.ts'),
      here('vite.present.config.ts'),
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
      input: ['how-right.html', 'fleet.html', 'plan.html', 'your-server.html', ...CHAPTER_PAGES].map(here),
      checks: { pluginTimings: false },
    },
    // The policy allows no data: scripts or fonts, so nothing is folded into another file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // scripts/sizes.mjs holds the built files against their budgets, compressed.
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
  worker: { format: 'es' },
})
