import type { Page } from 'playwright-core'
import { drawn } from './drawn.ts'
import { expect, type OpenPage, PHONE, test } from './open-page.ts'

test('The built page shows itself on a phone in the dark, silently and alone, and is never scrolled sideways.', async ({
  openPage,
}) => {
  const page = await openPage({ viewport: PHONE, theme: 'dark' })
  await drawn(page)
  expect(await page.title()).toContain('Prefork')
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow).toBe(0)
  // Wherever one is on the page, the first control stays at its lower edge.
  const { y, height } = (await page.getByRole('slider', { name: 'Requests a second' }).boundingBox())!
  expect(y).toBeGreaterThan(PHONE.height - 120)
  expect(y + height).toBeLessThanOrEqual(PHONE.height)
})

test('The built page forbids itself whatever it does not need.', async ({ openPage }) => {
  const page = await openPage()
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe')
  expect(policy).not.toMatch(/https?:|\*/)
})

/** A page that loads no script itself, and none from there on but the lines that stand in a page. */
async function openWithoutScripts(openPage: OpenPage): Promise<Page> {
  const page = await openPage({ path: '404.html' })
  await page.route('**/*.js', route => route.abort('aborted'))
  return page
}

test('Before its script has come, the page says what happens in its story; the script ends in the same words.', async ({
  openPage,
}) => {
  const page = await openWithoutScripts(openPage)
  await page.goto(new URL('./', page.url()).href)
  const sentence = page.locator('#root h1')
  expect(await sentence.isVisible()).toBe(true)
  const told = await sentence.textContent()
  await page.unroute('**/*.js')
  await page.reload()
  const spoken = page.locator('.sentence [role=status]')
  await expect.poll(() => spoken.textContent(), { timeout: 20_000 }).toBe(told)
  expect(await sentence.textContent()).toBe(told)
})

test('Under a link to something else it says nothing until it knows.', async ({ openPage }) => {
  const page = await openWithoutScripts(openPage)
  await page.goto(new URL('./#story=two-cores', page.url()).href)
  expect(await page.locator('#root h1').isVisible()).toBe(false)
})

test('What a phone shows of the first page does not move when the rest of it comes.', async ({ openPage }) => {
  const page = await openPage({ viewport: PHONE, profile: { hasTouch: true, isMobile: true } })
  await page.locator('[data-chart="throughput"]').waitFor()
  await page.locator('.transport').waitFor()
  const shift = await page.evaluate(
    () =>
      new Promise<number>(done => {
        new PerformanceObserver(list => {
          const shifts = list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]
          done(shifts.reduce((sum, { value, hadRecentInput }) => sum + (hadRecentInput ? 0 : value), 0))
        }).observe({ type: 'layout-shift', buffered: true })
        setTimeout(() => done(0), 500)
      }),
  )
  // It is 0.18 when the stage and the sentence have no room of their own.
  expect(shift).toBeLessThan(0.05)
})
