/**
 * `test` for the built page: `openPage` opens it in a clean profile, and the test fails if the page wrote a warning or
 * an error to the console, threw, or asked another host for anything, however the test itself ended.
 */
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { expect, inject, test as plainTest } from 'vitest'
import { CHROMIUM_ARGS } from '../../scripts/chromium.mjs'

export { expect }

export const DESKTOP = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }

export interface OpenPageOptions {
  /** What follows the site's address: a file, a query, a hash with its `#`. */
  path?: string
  viewport?: { width: number; height: number }
  theme?: 'light' | 'dark'
  /** Unless it is false, nothing moves by itself: a stage that plays takes half a core. */
  reducedMotion?: boolean
  /** Where it goes instead: to a host that the test itself runs, or a file of its own, which the page may ask as well. */
  elsewhere?: string
  /** Anything else a fresh profile can have: `hasTouch`, `deviceScaleFactor`, `timezoneId` … */
  profile?: BrowserContextOptions
}

export type OpenPage = (options?: OpenPageOptions) => Promise<Page>

/** What Playwright says in the page when it keeps a service worker away. */
const BLOCKED = 'Service Worker registration blocked by Playwright'

/** Collects into `trouble`, one line each, what a page must not do. */
function watch(page: Page, trouble: string[]): void {
  page.on('pageerror', error => trouble.push(`threw ${error.stack ?? error.message}`))
  page.on('console', message => {
    const type = message.type()
    if (message.text() === BLOCKED) return
    if (type === 'error' || type === 'warning') trouble.push(`console ${type}: ${message.text()}`)
  })
  page.on('requestfailed', request => {
    // Leaving a page cancels what it was loading; that is no failure.
    const why = request.failure()?.errorText ?? ''
    if (why !== 'net::ERR_ABORTED') trouble.push(`${why} for ${request.url()}`)
  })
  page.on('response', response => {
    if (response.status() >= 400) trouble.push(`${response.status()} for ${response.url()}`)
  })
}

/** What requests may begin with: of a host any file, from the disk only this one. */
function reachOf(url: string): string {
  const { protocol, origin, href } = new URL(url)
  return protocol === 'file:' ? href.replace(/#.*/, '') : `${origin}/`
}

/** Names of other hosts are not found. */
const THIS_MACHINE_ALONE = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost'

/** Two pages at once keep two cores busy: what V8 compiles beside a page, and throws away with it, is a tenth of all that a test costs. */
const COMPILES_IN_TURN = '--js-flags=--no-concurrent-recompilation'

/** No other host can be reached; asking for one is trouble already. */
function noteOtherHosts(page: Page, own: readonly string[], trouble: string[]): void {
  const allowed = ['data:', 'blob:', ...own.map(reachOf)]
  page.context().on('request', request => {
    if (allowed.some(start => request.url().startsWith(start))) return
    trouble.push(`asked another host: ${request.url()}`)
  })
}

export const test = plainTest
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads what a fixture needs from this pattern.
  .extend('browser', { scope: 'worker' }, async ({}, { onCleanup }): Promise<Browser> => {
    const browser = await chromium.launch({
      executablePath: inject('chromium'),
      args: [...CHROMIUM_ARGS, THIS_MACHINE_ALONE, COMPILES_IN_TURN],
    })
    onCleanup(() => browser.close())
    return browser
  })
  .extend('openPage', async ({ browser }, { onCleanup }): Promise<OpenPage> => {
    const trouble: string[] = []
    const pages: Page[] = []
    onCleanup(async () => {
      for (const page of pages) await page.context().close()
      expect(trouble, 'The page must be silent and stay on its own host.').toEqual([])
    })
    return async ({
      path = '',
      viewport = DESKTOP,
      theme = 'light',
      reducedMotion = true,
      elsewhere,
      profile,
    } = {}) => {
      const context = await browser.newContext({
        viewport,
        colorScheme: theme,
        reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
        // It stores the whole site in the background, which is tested where it matters and only takes time elsewhere.
        serviceWorkers: 'block',
        ...profile,
      })
      const page = await context.newPage()
      pages.push(page)
      watch(page, trouble)
      const site = inject('siteUrl')
      noteOtherHosts(page, elsewhere ? [site, elsewhere] : [site], trouble)
      await page.goto(elsewhere ?? site + path)
      return page
    }
  })
