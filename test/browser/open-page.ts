/**
 * `test` for the built page: `openPage` opens it in a clean profile, and the test fails if the page wrote a warning or
 * an error to the console, threw, or asked another host for anything, however the test itself ended.
 */
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { expect, inject, test as plainTest } from 'vitest'

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

/** Lets a profile reach the site's own host alone. */
async function forbidOtherHosts(page: Page, trouble: string[]): Promise<void> {
  const { origin } = new URL(inject('siteUrl'))
  await page.context().route(
    url => !['data:', 'blob:'].includes(url.protocol) && url.origin !== origin,
    route => {
      trouble.push(`asked another host: ${route.request().url()}`)
      return route.abort()
    },
  )
}

export const test = plainTest
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads what a fixture needs from this pattern.
  .extend('browser', { scope: 'worker' }, async ({}, { onCleanup }): Promise<Browser> => {
    const browser = await chromium.connect(inject('browserEndpoint'))
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
    return async ({ path = '', viewport = DESKTOP, theme = 'light', reducedMotion = true, profile } = {}) => {
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
      await forbidOtherHosts(page, trouble)
      await page.goto(inject('siteUrl') + path)
      return page
    }
  })
