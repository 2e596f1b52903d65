import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** `embed.js`: the element that puts a figure into an article. One classic script, which works as a module too. */
export default defineConfig({
  publicDir: false,
  build: {
    target: 'es2022',
    emptyOutDir: false,
    lib: {
      entry: fileURLToPath(new URL('web/embed/element/prefork-playground.ts', import.meta.url)),
      formats: ['iife'],
      name: 'Prefork',
      fileName: () => 'embed.js',
    },
    reportCompressedSize: false,
  },
})
