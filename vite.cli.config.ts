import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/**
 * The command line and the benchmark, each one file that Node runs without any package beside it.
 * All files lie flat in dist-cli/, so that `new URL('./worker.js', import.meta.url)` finds the worker from each.
 */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist-cli',
    minify: false,
    rolldownOptions: {
      input: {
        prefork: here('sim/cli/main.ts'),
        worker: here('sim/cli/worker.ts'),
        bench: here('bench/main.ts'),
      },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name].js',
        banner: chunk => (chunk.name === 'prefork' ? '#!/usr/bin/env node' : ''),
      },
    },
  },
})
