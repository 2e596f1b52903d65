import type { Page } from 'playwright-core'
import { inject } from 'vitest'
import { CHAPTERS } from '../../web/learn/chapters.ts'
import { findingsInEveryLook } from './axe-findings.ts'
import { expect, test } from './open-page.ts'

/** The question stands in the page before the script does. */
const canBeAnswered = (page: Page) => page.locator('#ask:not([inert])').waitFor({ state: 'attached' })

/** Presses Tab until what has the focus matches. */
async function tabTo(page: Page, what: string): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(selector => document.activeElement?.matches(selector), what)) return
  }
  throw new Error(`Tab never comes to ${what}.`)
}

test('The whole story is passed by keyboard alone: asked, answered, explained, a setting moved, every challenge, on to the next.', {
  timeout: 240_000,
}, async ({ openPage }) => {
  const page = await openPage({ path: `learn/${CHAPTERS[0]!.id}.html` })
  for (const [at, { id, question }] of CHAPTERS.entries()) {
    await page.waitForURL(new RegExp(`${id}\\.html`))
    await canBeAnswered(page)
    expect(await page.locator('#why').isHidden(), id).toBe(true)
    if (question.kind === 'choice') await tabTo(page, '#ask input[type=radio]')
    if (question.kind === 'choice') await page.keyboard.press('Space')
    else await enterCurve(page, question.over.values.length)
    await tabTo(page, '#ask button')
    await page.keyboard.press('Enter')
    await page.locator('#why').waitFor()
    expect(await page.evaluate(() => document.activeElement?.className), id).toBe('asks')
    await page.locator('#live .lane dl, #live .chart figcaption').first().waitFor()
    await tabTo(page, '#live input[type=range]')
    if (at === 0) await changesSentence(page, 'Home')
    else await page.keyboard.press('ArrowRight')
    if ((await page.locator('#challenge').count()) > 0) {
      await tabTo(page, '#challenge button.check')
      await page.keyboard.press('Enter')
      await page.getByText(/not reached yet/).waitFor()
    }
    await tabTo(page, at === CHAPTERS.length - 1 ? 'a[rel=prev]' : 'a[rel=next]')
    await page.keyboard.press('Enter')
  }
})

async function changesSentence(page: Page, key: string): Promise<void> {
  const sentence = page.locator('#live .sentence h1')
  const before = await sentence.textContent()
  await page.keyboard.press(key)
  await expect.poll(() => sentence.textContent()).not.toBe(before)
}

/** Draws a curve without a pointer. */
async function enterCurve(page: Page, places: number): Promise<void> {
  await tabTo(page, '#ask summary')
  await page.keyboard.press('Enter')
  for (let at = 1; at <= places; at++) {
    await page.keyboard.press('Tab')
    await page.keyboard.type('1')
  }
}

test('Nothing is said or explained before it is asked, not even while the script is on its way.', async ({
  openPage,
}) => {
  const page = await openPage({ path: 'learn/one-at-a-time.html' })
  await page.route('**/*.js', () => {})
  await page.reload({ waitUntil: 'commit' })
  // Before its style sheets have come nothing of it is on the screen.
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0)
  expect(await page.locator('#ask[inert]').isVisible()).toBe(true)
  expect(await page.locator('#why').isVisible()).toBe(false)
  expect(await page.locator('.poster').isVisible()).toBe(false)
})

test('An answer is remembered on the device, marked in the contents, and can be given again.', async ({ openPage }) => {
  const page = await openPage({ path: 'learn/one-at-a-time.html' })
  await canBeAnswered(page)
  await page.getByLabel('About 90: it is a little behind').check()
  await page.getByRole('button', { name: 'See what happens' }).click()
  await page.reload()
  expect(await page.locator('#ask li', { hasText: 'About 90' }).locator('.mark').textContent()).toBe('your answer')
  await page.goto(page.url().replace('one-at-a-time.html', ''))
  await page.locator('li.read[data-chapter=one-at-a-time]').waitFor()
  await page.goBack()
  await page.getByRole('button', { name: 'Ask me again' }).click()
  await page.getByRole('button', { name: 'Show me' }).waitFor()
})

test('A curve is drawn with a pointer, however fast, and the model’s is laid over it.', async ({ openPage }) => {
  const page = await openPage({ path: 'learn/workers.html' })
  await canBeAnswered(page)
  const box = (await page.locator('.curve svg').boundingBox())!
  const y = box.y + box.height / 2
  await page.mouse.move(box.x + box.width * 0.11, y)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.96, y, { steps: 2 })
  await page.mouse.up()
  await page.getByRole('button', { name: 'See what happens' }).click()
  await page.getByText('Dashed: what you drew.').waitFor()
  expect(await page.locator('.curve path.real').count()).toBe(1)
})

test('A challenge is judged by the simulation: not as it starts, but as its solution has it.', async ({ openPage }) => {
  const page = await openPage({ path: 'learn/workers.html' })
  await page.getByRole('button', { name: 'Check' }).click()
  await page.getByText(/goals are not reached yet|goal is not reached yet/).waitFor()
  await page.getByRole('button', { name: 'Give me a hint' }).click()
  await page.getByRole('button', { name: 'Another hint' }).click()
  await page.getByRole('button', { name: 'Show a solution' }).click()
  await page.getByRole('button', { name: 'Check' }).click()
  await page.getByText('Reached, in the mean of 5 runs.').waitFor()
})

test('A day of a fleet stands beside the chapter on scaling, and changes with the fleet that is chosen.', async ({
  openPage,
}) => {
  const page = await openPage({ path: 'learn/calmer-scaling.html' })
  await canBeAnswered(page)
  await page.getByRole('button', { name: 'Show me' }).click()
  await page.locator('.fleet-day .finding', { hasText: 'changed its size' }).waitFor()
  await page.getByLabel('Three workers', { exact: true }).check()
  await page.locator('.fleet-day .finding', { hasText: 'not once' }).waitFor()
})

test.for(['workers', 'calmer-scaling', 'what-averages-hide'])(
  'axe finds nothing in the chapter %s in any look, before and after the answer, and nothing scrolls sideways.',
  async (id, { openPage }) => {
    const page = await openPage({ path: `learn/${id}.html` })
    await canBeAnswered(page)
    expect(await findingsInEveryLook(page)).toEqual([])
    await page.getByRole('button', { name: 'Show me' }).click()
    await page.locator('#live .chart figcaption, #live .lane').first().waitFor()
    expect(await findingsInEveryLook(page)).toEqual([])
  },
)

test('Without JavaScript every chapter shows its words, its numbers, why, and what comes out.', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  for (const { id, title } of CHAPTERS) {
    await page.goto(`${inject('siteUrl')}learn/${id}.html`)
    expect(await page.locator('h1').textContent()).toBe(title)
    expect(await page.locator('#why').isVisible()).toBe(true)
    expect(await page.locator('#ask').isVisible()).toBe(false)
    expect((await page.locator('.poster').textContent())?.length).toBeGreaterThan(60)
    const pictures = page.locator('.poster img')
    const widths = await pictures.evaluateAll(all => all.map(one => (one as HTMLImageElement).naturalWidth))
    expect(widths.every(width => width > 0)).toBe(true)
  }
  await context.close()
})

test('Everything on paper: the explanation is printed, answered or not.', async ({ openPage }) => {
  const page = await openPage({ path: 'learn/one-at-a-time.html' })
  await canBeAnswered(page)
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('#why').isVisible()).toBe(true)
})
