import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { contentSecurityPolicy } from './scripts/site/content-security-policy.ts'
import { installableHead } from './scripts/site/installable.ts'
import { keptOffline } from './scripts/site/offline.ts'
import { instead } from './scripts/site/one-file.ts'
import { WORKER } from './scripts/site/one-page.ts'
import { PREACT } from './scripts/site/preact.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/**
 * `present.html`: a page of the site with the machinery of a figure, since it shows what figures show. Built after the
 * site, beside it: what it shares with the first page would else be cut into more parts than either needs.
 */
export default defineConfig({
  base: './',
  resolve: { alias: PREACT },
  plugins: [
    instead({ 'web/charts/Plot.tsx': 'web/charts/PlainPlot.tsx' }),
    react(),
    contentSecurityPolicy(),
    installableHead(here('./')),
    keptOffline(),
  ],
  build: {
    target: 'es2022',
    emptyOutDir: false,
    copyPublicDir: false,
    rolldownOptions: { input: here('present.html'), checks: { pluginTimings: false } },
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  worker: WORKER,
})
