import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { framedChapters } from './scripts/site/framed-chapters.ts'
import { FRAMED, instead, oneFile } from './scripts/site/one-file.ts'
import { PREACT } from './scripts/site/preact.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** `learn/embed-ID.html`: each chapter as one file for somebody's article, built like a figure. */
export default defineConfig({
  base: './',
  resolve: { alias: PREACT },
  publicDir: false,
  plugins: [
    instead({
      'web/worker/create-worker.ts': 'web/worker/create-chapter-worker.ts',
      'web/charts/Plot.tsx': 'web/charts/PlainPlot.tsx',
      'web/stage/drawing.ts': 'web/stage/drawing-here.ts',
      'web/stage/LaneMenu.tsx': 'web/embed/no-lane-menu.ts',
      'web/charts/export/PlotExport.tsx': 'web/embed/no-export.ts',
      'web/charts/export/WorkersExport.tsx': 'web/embed/no-export.ts',
    }),
    react(),
    oneFile(FRAMED),
    framedChapters(here('./'), here('dist')),
  ],
  build: {
    target: 'es2022',
    emptyOutDir: false,
    rolldownOptions: {
      input: here('embed-chapter.html'),
      checks: { pluginTimings: false },
      output: { codeSplitting: false },
    },
    cssCodeSplit: false,
    modulePreload: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
  worker: { format: 'iife', rolldownOptions: { output: { codeSplitting: false } } },
})
