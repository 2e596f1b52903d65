import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { FRAMED, instead, oneFile } from './scripts/site/one-file.ts'
import { PREACT } from './scripts/site/preact.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** `embed.html`: one file, so that it runs in a frame that has no origin, on any host. Built after the site, beside it. */
export default defineConfig({
  base: './',
  // React itself is 60 kB of the 150 that a figure may weigh, and an article may have ten of them.
  resolve: {
    alias: PREACT,
  },
  publicDir: false,
  plugins: [
    instead({
      'web/worker/create-worker.ts': 'web/worker/create-figure-worker.ts',
      'web/charts/Plot.tsx': 'web/charts/PlainPlot.tsx',
      'web/stage/drawing.ts': 'web/stage/drawing-here.ts',
      'web/stage/LaneMenu.tsx': 'web/embed/no-lane-menu.ts',
      'web/charts/export/PlotExport.tsx': 'web/embed/no-export.ts',
      'web/charts/export/WorkersExport.tsx': 'web/embed/no-export.ts',
    }),
    react(),
    oneFile(FRAMED),
  ],
  build: {
    target: 'es2022',
    emptyOutDir: false,
    rolldownOptions: { input: here('embed.html'), checks: { pluginTimings: false }, output: { codeSplitting: false } },
    cssCodeSplit: false,
    modulePreload: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
  worker: { format: 'iife', rolldownOptions: { output: { codeSplitting: false } } },
})
