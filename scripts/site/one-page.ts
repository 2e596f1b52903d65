/**
 * A page of the site with a build of its own, made after the others and beside them. Together the pages are cut into a
 * script for each set of modules that the same ones share: 42 for the playground, where a handful does, and each costs a request.
 */
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import type { InlineConfig, Plugin, Rolldown, UserConfig } from 'vite'
import { contentSecurityPolicy } from './content-security-policy.ts'
import { installableHead } from './installable.ts'
import { keptOffline } from './offline.ts'
import { PREACT } from './preact.ts'
import { preloads } from './preloads.ts'

/** What comes together, each with all that it needs and that is in none before. */
export type Groups = readonly Rolldown.CodeSplittingGroup[]

/** What a worker needs at once is one script, whatever else shares parts of it. */
export const WORKER: NonNullable<UserConfig['worker']> = {
  format: 'es',
  rolldownOptions: {
    output: { codeSplitting: { groups: [{ name: 'sim.worker', test: /web\/worker\/sim\.worker\.ts$/ }] } },
  },
}

/**
 * @param root the project's folder
 * @param page the HTML file in it
 * @param groups scripts of the page; what is in none is cut as the bundler likes
 * @param first plugins that come before all others
 */
export function onePage(root: string, page: string, groups: Groups, first: Plugin[] = []): InlineConfig {
  return {
    configFile: false,
    logLevel: 'warn',
    root,
    base: './',
    resolve: { alias: PREACT },
    plugins: [...first, react(), contentSecurityPolicy(), preloads(), installableHead(root), keptOffline()],
    build: {
      target: 'es2022',
      emptyOutDir: false,
      copyPublicDir: false,
      rolldownOptions: {
        input: join(root, page),
        checks: { pluginTimings: false },
        output: { codeSplitting: { groups: [...groups] } },
      },
      // The policy allows no data: scripts or fonts, so nothing is folded into another file.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // scripts/sizes.mjs holds the built files against their budgets, compressed.
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2000,
    },
    worker: WORKER,
  }
}
