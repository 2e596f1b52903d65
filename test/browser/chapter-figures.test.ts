import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Frame, Page } from 'playwright-core'
import { inject } from 'vitest'
import { reservedHeight } from '../../web/embed/element/reserved-height.ts'
import { CHAPTERS } from '../../web/learn/chapters.ts'
import { openArticle, strictPolicy } from './article.ts'
import { expect, test } from './open-page.ts'

const script = () => `<script src="${inject('siteUrl')}embed.js"></script>`

const chapterFrame = (page: Page) => page.frames().find(frame => frame.url().includes('/learn/embed-'))

async function frameOf(page: Page): Promise<Frame> {
  await expect.poll(() => chapterFrame(page) !== undefined, { timeout: 15_000 }).toBe(true)
  return chapterFrame(page)!
}

const fits = (page: Page, frame: Frame) => async () => {
  const inside = await frame.evaluate(() => Math.ceil(document.getElementById('root')!.getBoundingClientRect().height))
  return inside - (await page.evaluate(() => document.querySelector('prefork-playground')!.clientHeight))
}

test('A chapter stands in an article from elsewhere under a strict policy: it asks, runs, explains, and is as high as it is.', async ({
  openPage,
}) => {
  const body = '<prefork-playground views="chapter" chapter="one-at-a-time" theme="dark"></prefork-playground>'
  const page = await openArticle(openPage, script() + body, strictPolicy())
  const frame = await frameOf(page)
  await frame.getByRole('button', { name: 'Show me', exact: true }).waitFor()
  // The article hardly moves when the chapter takes its place.
  const [width, height] = await page
    .locator('prefork-playground')
    .evaluate(({ clientWidth, clientHeight }) => [clientWidth, clientHeight])
  await expect.poll(fits(page, frame), { timeout: 10_000 }).toBe(0)
  const kept = reservedHeight({ getAttribute: name => (name === 'chapter' ? 'one-at-a-time' : null) }, width!)
  expect(Math.abs(height! / kept - 1)).toBeLessThan(0.15)
  expect(await frame.evaluate(() => [origin, document.documentElement.dataset.theme])).toEqual(['null', 'dark'])
  expect(await frame.locator('#why').isHidden()).toBe(true)
  await expect.poll(fits(page, frame), { timeout: 10_000 }).toBe(0)
  await frame.getByLabel('About 70').check()
  await frame.getByRole('button', { name: 'See what happens' }).click()
  await frame.locator('#live .lane dl').first().waitFor()
  expect(await frame.locator('#why').isVisible()).toBe(true)
  await expect.poll(fits(page, frame), { timeout: 10_000 }).toBe(0)
  const sentence = frame.locator('#live .sentence h1')
  const before = await sentence.textContent()
  await frame.getByRole('slider', { name: 'Requests a second' }).press('Home')
  await expect.poll(() => sentence.textContent(), { timeout: 10_000 }).not.toBe(before)
  // Notes are gone to within the frame: the back button is the article's.
  const steps = await page.evaluate(() => history.length)
  await frame.locator('sup a').first().click()
  expect(await frame.evaluate(() => document.activeElement?.closest('.footnotes') !== null)).toBe(true)
  expect(await page.evaluate(() => history.length)).toBe(steps)
})

/** How high what lives in a chapter was, at each change from now on. */
const heightsIn = (frame: Frame) =>
  frame.evaluateHandle(() => {
    const heights: number[] = []
    const live = document.getElementById('live')!
    new ResizeObserver(() => heights.push(live.offsetHeight)).observe(live)
    return heights
  })

test('Every chapter can be named, is one file within 150 kB, opens without a jump, and its challenge is judged in the frame.', {
  timeout: 240_000,
}, async ({ openPage }) => {
  const page = await openArticle(openPage, `${script()}<main></main>`)
  for (const { id } of CHAPTERS) {
    const file = new URL(`../../dist/learn/embed-${id}.html`, import.meta.url)
    expect(gzipSync(readFileSync(file), { level: 9 }).length, id).toBeLessThan(150_000)
    await page.evaluate(chapter => {
      const element = document.createElement('prefork-playground')
      element.setAttribute('chapter', chapter)
      document.querySelector('main')!.replaceChildren(element)
    }, id)
    await expect.poll(() => chapterFrame(page)?.url() ?? '', { timeout: 15_000 }).toContain(`embed-${id}.html`)
    const frame = chapterFrame(page)!
    const showMe = frame.getByRole('button', { name: 'Show me', exact: true })
    await showMe.waitFor()
    const heights = await heightsIn(frame)
    await showMe.click()
    await frame.locator('#live canvas[style], #live .chart svg').first().waitFor()
    await expect.poll(fits(page, frame)).toBe(0)
    const all = await heights.jsonValue()
    expect(
      all.filter(height => height > all.at(-1)!),
      `${id}: ${all}`,
    ).toEqual([])
    if ((await frame.locator('#challenge').count()) > 0) {
      await frame.getByRole('button', { name: 'Check' }).click()
      await frame.getByText(/not reached yet/).waitFor()
    }
  }
})

test('A chapter takes other settings, as a figure does, and a plain frame shows it too.', async ({ openPage }) => {
  const source = `${inject('siteUrl')}learn/embed-one-at-a-time.html#traffic.ratePerSecond=4`
  const page = await openArticle(
    openPage,
    `<iframe sandbox="allow-scripts allow-popups" src="${source}" title="A chapter" width="100%" height="900"></iframe>`,
  )
  const frame = await frameOf(page)
  await frame.getByRole('button', { name: 'Show me', exact: true }).click()
  await expect.poll(() => frame.locator('#live .sentence h1').textContent(), { timeout: 15_000 }).toMatch(/^The same 4/)
})

test('A chapter that is not in sight simulates nothing.', async ({ openPage }) => {
  const body = '<prefork-playground chapter="one-at-a-time"></prefork-playground>'
  const page = await openArticle(openPage, `${script()}<div style="height: 1300px"></div>${body}`)
  await frameOf(page)
  const hasResult = () =>
    page.evaluate(async () => {
      const element = document.querySelector('prefork-playground') as unknown as {
        get(): Promise<{ result: unknown }>
      }
      return (await element.get()).result !== null
    })
  expect(await hasResult()).toBe(false)
  await page.locator('prefork-playground').scrollIntoViewIfNeeded()
  await expect.poll(hasResult, { timeout: 15_000 }).toBe(true)
})
