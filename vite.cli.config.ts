import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const ENTRIES = {
  prefork: here('sim/cli/main.ts'),
  bench: here('bench/main.ts'),
}

/**
 * The command line, or with `--mode bench` the benchmark: what Node runs, with no package beside it. All files lie flat in
 * one folder, so that `new URL('./worker.js', import.meta.url)` finds the worker thread's file from each of them.
 */
export default defineConfig(({ mode }) => {
  const name = mode === 'bench' ? 'bench' : 'prefork'
  return {
    publicDir: false,
    // Only the benchmark drives a browser, and only from within the project.
    ssr: { noExternal: true, external: ['playwright-core'] },
    build: {
      ssr: true,
      target: 'node20',
      outDir: name === 'bench' ? 'dist-bench' : 'dist-cli',
      minify: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: { [name]: ENTRIES[name], worker: here('sim/cli/worker.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  }
})
