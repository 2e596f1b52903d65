import type { Page } from 'playwright-core'
import { findingsInEveryLook } from './axe-findings.ts'
import { DESKTOP, expect, type OpenPage, test } from './open-page.ts'

/** Overload, well under way: the queue is full of requests that nobody waits for. */
const PAUSED = '#story=one-core&t=23.417'

async function openStage(openPage: OpenPage, options: Parameters<OpenPage>[0] = {}): Promise<Page> {
  const page = await openPage({ reducedMotion: false, ...options })
  await page.locator('.stage canvas').first().waitFor()
  await page.getByRole('slider', { name: 'Instant' }).waitFor()
  return page
}

const play = (page: Page) => page.getByRole('button', { name: 'Play', exact: true })
const pause = (page: Page) => page.getByRole('button', { name: 'Pause', exact: true })
const instant = (page: Page) =>
  page.getByRole('slider', { name: 'Instant' }).evaluate((slider: HTMLInputElement) => slider.valueAsNumber)

/** What is drawn of a lane, to be compared with what is drawn of it later. */
const picture = (page: Page, lane = 0) =>
  page
    .locator('.stage .moving')
    .nth(lane)
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())

test('Whoever opens the page sees requests move within a second.', async ({ openPage }) => {
  const page = await openStage(openPage)
  await pause(page).waitFor()
  const before = [await instant(page), await picture(page)]
  await page.waitForTimeout(700)
  const after = [await instant(page), await picture(page)]
  expect(after[0]).toBeGreaterThan(Number(before[0]))
  expect(after[1]).not.toBe(before[1])
})

test('With reduced motion nothing moves until one asks for it, and then in steps.', async ({ openPage }) => {
  const page = await openStage(openPage, { reducedMotion: true })
  await play(page).waitFor()
  const before = await instant(page)
  await page.waitForTimeout(400)
  expect(await instant(page)).toBe(before)
  const startedMs = Date.now()
  await play(page).click()
  const seen = new Set<string>()
  for (let look = 0; look < 24; look++) {
    seen.add(await picture(page))
    await page.waitForTimeout(50)
  }
  expect(seen.size).toBeGreaterThan(1)
  // At most two steps a second, however long the looks take here: the one before all of them and one begun are pictures too.
  expect(seen.size).toBeLessThanOrEqual((Date.now() - startedMs) / 500 + 2)
})

test('Pausing writes the instant into the link, and the link opens at it.', async ({ openPage }) => {
  const page = await openStage(openPage)
  await pause(page).click()
  await expect.poll(() => page.url()).toMatch(/&t=\d/)
  const at = await instant(page)
  const drawn = await picture(page)
  const other = await openStage(openPage, { path: new URL(page.url()).hash })
  expect(await instant(other)).toBeCloseTo(at, -1)
  await expect.poll(() => picture(other), { timeout: 5000 }).toBe(drawn)
  await play(page).click()
  await expect.poll(() => page.url()).not.toMatch(/&t=/)
})

test('A change of a setting keeps the instant.', async ({ openPage }) => {
  const page = await openStage(openPage, { path: PAUSED })
  const drawn = await picture(page, 1)
  const entry = page.getByRole('textbox', { name: /^Workers, .*exact value$/ })
  await entry.fill('1')
  await entry.press('Enter')
  await expect.poll(() => page.url()).toContain('pool.server.workers=1')
  await expect.poll(() => picture(page, 1)).not.toBe(drawn)
  expect(await instant(page)).toBeCloseTo(23417, 3)
  expect(page.url()).toContain('t=23.417')
})

test('A drawing thread that dies is begun again with the next picture.', async ({ openPage }) => {
  const page = await openStage(openPage, { path: PAUSED })
  const thread = () => page.workers().filter(worker => worker.url().includes('stage.worker'))
  await expect.poll(() => thread().length).toBe(1)
  const drawn = await picture(page, 1)
  await thread()[0]!.evaluate('self.close()')
  const entry = page.getByRole('textbox', { name: /^Workers, .*exact value$/ })
  await entry.fill('1')
  await entry.press('Enter')
  await expect.poll(() => thread().length, { timeout: 15_000 }).toBe(1)
  await expect.poll(() => picture(page, 1), { timeout: 15_000 }).not.toBe(drawn)
})

test('Steps go from event to event, and back to where they came from.', async ({ openPage }) => {
  const page = await openStage(openPage, { path: PAUSED })
  const on = page.getByRole('button', { name: 'On to the next event' })
  const back = page.getByRole('button', { name: 'Back to the event before' })
  // The slider follows the clock with the next frame.
  await on.click()
  await expect.poll(() => instant(page)).toBeGreaterThan(23417)
  const first = await instant(page)
  await on.click()
  await expect.poll(() => instant(page)).toBeGreaterThan(first)
  expect((await instant(page)) - first).toBeLessThan(1000)
  await back.click()
  await expect.poll(() => instant(page)).toBeCloseTo(first, 3)
})

test('Every key does what its button does.', async ({ openPage }) => {
  const page = await openStage(openPage, { path: PAUSED })
  const speed = page.getByRole('slider', { name: 'Speed' })
  const { keyboard } = page
  await keyboard.press(' ')
  await pause(page).waitFor()
  await keyboard.press(' ')
  await play(page).waitFor()
  // The scrubber follows with the next frame.
  const shown = expect.poll.bind(null, () => instant(page))
  const at = await instant(page)
  await keyboard.press('ArrowRight')
  await shown().toBeGreaterThan(at)
  await keyboard.press('ArrowLeft')
  await keyboard.press('Shift+ArrowRight')
  await shown().toBeGreaterThan(at + 900)
  await keyboard.press('[')
  expect(await speed.getAttribute('aria-valuetext')).toBe('2 times slower')
  await keyboard.press(']')
  await keyboard.press(']')
  expect(await speed.getAttribute('aria-valuetext')).toBe('2 times faster')
  await keyboard.press('Home')
  await shown().toBe(0)
  await keyboard.press('End')
  await shown().toBe(60_000)
})

test('Keys for time leave alone whoever is typing.', async ({ openPage }) => {
  const page = await openStage(openPage, { path: PAUSED })
  const entry = page.getByRole('textbox', { name: 'Requests a second, exact value' })
  await entry.focus()
  for (const key of [' ', 'ArrowLeft', 'Home', '[']) await entry.press(key)
  expect(await instant(page)).toBeCloseTo(23417, 3)
  await play(page).waitFor()
})

test('The playhead is one line through all charts, and a click into one moves it; all say what is where one points.', async ({
  openPage,
}) => {
  const page = await openStage(openPage, { path: PAUSED })
  const plot = page.locator('[data-chart="throughput"] .plot')
  const lines = page.locator('.playhead > div')
  await expect.poll(() => lines.count()).toBeGreaterThanOrEqual(5)
  const area = (await page.locator('[data-chart="throughput"] .playhead').boundingBox())!
  await plot.click({ position: { x: area.x - (await plot.boundingBox())!.x + area.width / 2, y: 60 } })
  await expect.poll(() => instant(page)).toBeGreaterThan(29_500)
  expect(await instant(page)).toBeLessThan(30_500)

  const said = page.locator('[data-chart="throughput"], [data-chart="errors"]').locator('.pointed-at')
  await expect.poll(() => said.allTextContents()).toEqual(Array(2).fill(expect.stringMatching(/^(29\.5|30\.5).s$/)))
  await page.mouse.move(5, 5)
  await expect.poll(() => said.count()).toBe(0)

  const drawnByRecharts = page.locator('[data-chart] .recharts-surface')
  expect(await drawnByRecharts.count()).toBeGreaterThan(0)
  await page.getByRole('slider', { name: 'Requests a second' }).press('ArrowRight')
  await expect.poll(() => drawnByRecharts.count()).toBe(0)
})

test('Pointing at a request opens its three clocks, with the same request in the other lane.', async ({ openPage }) => {
  const page = await openStage(openPage, { path: PAUSED })
  const stage = page.getByRole('group', { name: /^Requests, One at a time/ })
  const box = (await stage.boundingBox())!
  await stage.click({ position: { x: box.width * 0.4955, y: 30 } })
  const clocks = page.getByRole('dialog')
  await clocks.waitFor()
  const text = await clocks.innerText()
  expect(text).toMatch(/The client saw:?\s*5.s, then 504 Gateway Timeout/)
  expect(text).toMatch(/in the accept queue \d/)
  expect(text).toMatch(/The same request, A pool of three: .* then the answer/)
  await page.keyboard.press('Escape')
  await clocks.waitFor({ state: 'detached' })
})

test('By keyboard one goes from request to request, hears where each is, and opens its clocks.', async ({
  openPage,
}) => {
  const page = await openStage(openPage, { path: PAUSED })
  const stage = page.getByRole('group', { name: /^Requests, One at a time/ })
  await stage.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect
    .poll(() => stage.locator('[aria-live]').innerText())
    .toMatch(/^Request \d+ stands in the accept queue, place 1, sent .* ago\. Nobody waits for it any more\.$/)
  expect(await instant(page)).toBeCloseTo(23417, 3)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  expect(await stage.evaluate(element => element === document.activeElement)).toBe(true)
})

test('What is where can be read as a table, and is said when time stands still.', async ({ openPage }) => {
  const page = await openStage(openPage, { path: PAUSED })
  await page.getByText('What is where at this instant').first().click()
  const table = page.getByRole('region', { name: 'What is where at this instant' })
  const cells = await table.getByRole('row', { name: /^places in the accept queue/ }).innerText()
  expect(cells.split(/\s{1,}/).slice(-2)).toEqual(['129', '2,049'])
  await expect
    .poll(() => page.locator('.this-instant [aria-live]').innerText())
    .toMatch(/^At 23\.42 seconds\. One at a time: \d+.clients waiting; \d+ of 129.places in the accept queue are taken/)
})

test('Workers over time can be looked at closely, and as a table.', async ({ openPage }) => {
  const page = await openStage(openPage, { path: PAUSED })
  const chart = page.getByRole('figure', { name: 'Workers over time' })
  await chart.getByRole('button', { name: 'Zoom to 5 s' }).click()
  await expect.poll(() => chart.locator('.time-ticks span').allInnerTexts()).toContain('20')
  await chart.getByText('Show as table').click()
  await expect.poll(() => chart.locator('tbody tr').count()).toBe(4)
  // Charts that are asked for above it leave it as it is.
  await page.getByRole('button', { name: 'By core' }).click()
  await page.locator('[data-chart^="cores"]').first().waitFor()
  expect(await chart.locator('tbody tr').count()).toBe(4)
  expect(await chart.locator('.time-ticks span').allInnerTexts()).toContain('20')
})

test('axe finds nothing in any look with the three clocks and the instant open.', async ({ openPage }) => {
  const page = await openStage(openPage, { path: PAUSED })
  await page.getByText('What is where at this instant').first().click()
  const stage = page.getByRole('group', { name: /^Requests, One at a time/ })
  await stage.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  expect(await findingsInEveryLook(page)).toEqual([])
})

test('The first screen holds the sentence, both lanes, throughput and errors, and the controls that matter.', async ({
  openPage,
}) => {
  const page = await openStage(openPage)
  await page.locator('[data-chart="errors"] .marks path').first().waitFor()
  const bottoms = await page.evaluate(() =>
    [
      'h1',
      '.lane[data-lane="1"] .stage',
      '.lane[data-lane="2"] .stage',
      '.transport',
      '[data-chart="throughput"] .plot',
      '[data-chart="errors"] .plot',
    ].map(selector => document.querySelector(selector)!.getBoundingClientRect().bottom),
  )
  expect(Math.max(...bottoms)).toBeLessThan(DESKTOP.height)
  for (const name of ['Requests a second', /^Workers/, 'Cores']) {
    const { y, height } = (await page.getByRole('slider', { name }).first().boundingBox())!
    expect(y + height).toBeLessThan(DESKTOP.height)
  }
})
