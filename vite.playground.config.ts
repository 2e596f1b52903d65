import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { contentSecurityPolicy } from './scripts/site/content-security-policy.ts'
import { installableHead } from './scripts/site/installable.ts'
import { keptOffline } from './scripts/site/offline.ts'
import { PREACT } from './scripts/site/preact.ts'
import { preloads } from './scripts/site/preloads.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/**
 * `index.html`, of which the stories' pages are made later. Built after the other pages, beside them: what it shares with
 * them would else be cut into 42 scripts, where 16 do.
 */
export default defineConfig({
  base: './',
  resolve: { alias: PREACT },
  plugins: [react(), contentSecurityPolicy(), preloads(), installableHead(here('./')), keptOffline()],
  build: {
    target: 'es2022',
    emptyOutDir: false,
    copyPublicDir: false,
    rolldownOptions: { input: here('index.html'), checks: { pluginTimings: false } },
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
  worker: { format: 'es' },
})
