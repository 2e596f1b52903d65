import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { CHROMIUM_ARGS, findChromium } from '../../scripts/chromium.mjs'
import { serve } from '../../scripts/serve.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    siteUrl: string
    browserEndpoint: string
  }
}

/** Deep below the host's root, as on a shared web space: an absolute address in the page would miss. */
const BASE = '/some/where/'

/** Once for all browser tests: serves the built site and launches the one Chromium. */
export default async function serveAndLaunch(project: TestProject): Promise<() => Promise<void>> {
  const dist = fileURLToPath(new URL('../../dist', import.meta.url))
  if (!existsSync(`${dist}/index.html`)) throw new Error('There is no built site in dist/: run `npm run build` first.')
  const site = await serve(dist, { port: 0, base: BASE })
  const browser = await chromium.launchServer({
    executablePath: await findChromium(),
    args: CHROMIUM_ARGS,
  })
  project.provide('siteUrl', site.url)
  project.provide('browserEndpoint', browser.wsEndpoint())
  return async () => {
    await browser.close()
    await site.close()
  }
}
