import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { replays } from './scripts/replays.ts'
import { alsoBuild } from './scripts/site/also-build.ts'
import { CHAPTER_PAGES, chapterPages } from './scripts/site/chapter-pages.tsx'
import { hostFiles } from './scripts/site/host-files.ts'
import { storyFiles } from './scripts/site/story-files.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/**
 * What the built page may do: run its own files and nothing else. It is a meta tag, so that it holds on any host.
 * The development server needs inline scripts for hot reload, so only the build carries it.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  // The preview of a figure.
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
].join('; ')

function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
        // First of all, so that nothing is loaded before it holds.
        injectTo: 'head-prepend',
      },
    ],
  }
}

export default defineConfig({
  // Every address in the page is relative: the site works from any folder of any host.
  base: './',
  plugins: [
    react(),
    contentSecurityPolicy(),
    replays(here('public/truth')),
    storyFiles(here('dist')),
    hostFiles(here('dist')),
    chapterPages(here('./')),
    alsoBuild(here('vite.embed.config.ts'), here('vite.element.config.ts')),
  ],
  build: {
    target: 'es2022',
    rolldownOptions: {
      input: ['index.html', 'how-right.html', 'fleet.html', 'plan.html', 'your-server.html', ...CHAPTER_PAGES].map(
        here,
      ),
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
