import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { instead, oneFile } from './scripts/site/one-file.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** As strict as the site's, but that everything stands in the page itself. React sets styles, so those are not counted. */
const policy = (scripts: string[]): string =>
  [
    "default-src 'none'",
    `script-src ${scripts.join(' ')}`,
    "style-src 'unsafe-inline'",
    'worker-src blob:',
    'img-src data: blob:',
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
  ].join('; ')

/** `npm run build:single`: the playground as one file that runs from a disk by a double click. */
export default defineConfig({
  base: './',
  publicDir: false,
  plugins: [
    instead({
      'web/worker/create-worker.ts': 'web/worker/create-inline-worker.ts',
      'web/stage/drawing.ts': 'web/stage/drawing-here.ts',
    }),
    react(),
    {
      name: 'says-it-is-one-file',
      // Its style sheet takes away the links to the site's other pages, which are not beside it.
      transformIndexHtml: html =>
        html.replace('<html lang="en"', '<html lang="en" data-one-file').replace(/\s*<link rel="icon"[^>]*>/, ''),
    },
    oneFile(policy),
  ],
  build: {
    target: 'es2022',
    outDir: 'dist-single',
    // Fonts stand in it as well.
    assetsInlineLimit: Number.POSITIVE_INFINITY,
    rolldownOptions: {
      input: here('index.html'),
      output: { codeSplitting: false },
      checks: { pluginTimings: false },
    },
    cssCodeSplit: false,
    modulePreload: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4000,
  },
  worker: { format: 'iife', rolldownOptions: { output: { codeSplitting: false } } },
})
