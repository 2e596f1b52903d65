import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { findChromium } from '../../scripts/chromium.mjs'
import { serve } from '../../scripts/serve.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    siteUrl: string
    chromium: string
  }
}

/** Deep below the host's root, as on a shared web space: an absolute address in the page would miss. */
const BASE = '/some/where/'

/** Once for all browser tests: serves the built site, and finds the Chromium that each worker launches. */
export default async function serveSite(project: TestProject): Promise<() => Promise<void>> {
  const dist = fileURLToPath(new URL('../../dist', import.meta.url))
  if (!existsSync(`${dist}/index.html`)) throw new Error('There is no built site in dist/: run `npm run build` first.')
  const site = await serve(dist, { port: 0, base: BASE })
  project.provide('siteUrl', site.url)
  project.provide('chromium', await findChromium())
  return () => site.close()
}
