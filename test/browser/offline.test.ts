import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { inject, onTestFinished } from 'vitest'
import { serve } from '../../scripts/serve.mjs'
import { expect, type OpenPage, test } from './open-page.ts'

const WITH_WORKER = { profile: { serviceWorkers: 'allow' } } as const
const DIST = fileURLToPath(new URL('../../dist', import.meta.url))

/** Once the whole site is stored and the page is answered by it. */
async function stored(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null, undefined, { timeout: 40_000 })
}

const sentence = (page: Page) => page.locator('h1').first().innerText()

test('After one visit every page of the site works without a network, from any folder of a host.', async ({
  openPage,
}) => {
  const page = await openPage({ path: '#story=two-cores', ...WITH_WORKER })
  await stored(page)
  expect(await page.evaluate(async () => (await navigator.serviceWorker.ready).scope)).toBe(inject('siteUrl'))
  await page.context().setOffline(true)
  await page.reload()
  await expect.poll(() => sentence(page), { timeout: 15_000 }).toMatch(/^The same 30.requests a second/)
  for (const [path, heading] of [
    ['', /^The same 14.requests/],
    ['story-the-knee.html', /^The same requests/],
    ['how-right.html', /\w/],
    ['your-server.html', /\w/],
    ['learn/', /^How many workers/],
    ['learn/the-knee.html', /^It worked for years/],
  ] as const) {
    await page.goto(inject('siteUrl') + path)
    await expect.poll(() => sentence(page), { timeout: 15_000 }).toMatch(heading)
  }
  await page.getByRole('button', { name: 'Show it without answering' }).click()
  await page.locator('#live [data-chart] svg').first().waitFor({ timeout: 15_000 })
})

test('What a browser needs to install the site is there, with pictures of the size that is said.', async ({
  openPage,
}) => {
  const page = await openPage({ path: 'learn/the-knee.html' })
  const found = await page.evaluate(async () => {
    const { href } = document.querySelector<HTMLLinkElement>('link[rel="manifest"]')!
    const manifest = await (await fetch(href)).json()
    const icons = manifest.icons.map(async ({ src, sizes }: { src: string; sizes: string }) => {
      const picture = new Image()
      picture.src = new URL(src, href).href
      await picture.decode()
      return [sizes, `${picture.naturalWidth}x${picture.naturalHeight}`]
    })
    return { start: new URL(manifest.start_url, href).href, icons: await Promise.all(icons) }
  })
  expect(found.start).toBe(inject('siteUrl'))
  expect(found.icons.length).toBe(5)
  for (const [said, drawn] of found.icons.slice(1)) expect(drawn).toBe(said)
})

/** Serves a copy of the site, which can be made another version of it. */
async function openCopy(openPage: OpenPage) {
  const folder = mkdtempSync(join(tmpdir(), 'prefork-versions-'))
  cpSync(DIST, folder, { recursive: true })
  const host = await serve(folder, { port: 0, base: '/lessons/' })
  onTestFinished(async () => {
    await host.close()
    rmSync(folder, { recursive: true })
  })
  const replace = (file: string, from: RegExp, to: string) => {
    const text = readFileSync(join(folder, file), 'utf8')
    expect(text).toMatch(from)
    writeFileSync(join(folder, file), text.replace(from, to))
  }
  const page = await openPage({ elsewhere: host.url, ...WITH_WORKER })
  await stored(page)
  return {
    page,
    url: host.url,
    deploy() {
      replace('index.html', /<title>[^<]*/, '<title>The next version')
      replace('service-worker.js', /[\da-f]{12}/, '0123456789ab')
    },
  }
}

/** Browsers look for a newer version when a page of the site is opened. */
async function announced(page: Page, url: string): Promise<Page> {
  const other = await page.context().newPage()
  await other.goto(`${url}how-right.html`)
  await page.getByText('A newer version is ready.').waitFor({ timeout: 30_000 })
  return other
}

test('A newer version is announced, and again after loading anew; it takes the place of the old one only when that is asked for.', async ({
  openPage,
}) => {
  const { page, url, deploy } = await openCopy(openPage)
  deploy()
  const other = await announced(page, url)
  await page.reload()
  await page.getByText('A newer version is ready.').waitFor({ timeout: 30_000 })
  // Neither the page that is open nor one that is opened now is another.
  await other.goto(url)
  expect(await other.title()).not.toBe('The next version')
  expect(await page.title()).not.toBe('The next version')
  await other.getByRole('button', { name: 'Later' }).click()

  await page.getByRole('button', { name: 'Use it now' }).click()
  // Chromium waits until the version before has nothing left to do.
  await expect.poll(() => page.title(), { timeout: 40_000 }).toBe('The next version')
  expect(await page.getByRole('complementary', { name: 'Newer version' }).count()).toBe(0)
  // The lesson in the other window goes on, with parts of its own version.
  expect(await other.title()).not.toBe('The next version')
  await other.getByRole('button', { name: 'Share' }).click()
  await other.getByRole('dialog', { name: 'Share' }).waitFor()
})
