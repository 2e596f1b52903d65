import type { Page } from 'playwright-core'
import { findingsInEveryLook } from './axe-findings.ts'
import { expect, type OpenPage, test } from './open-page.ts'

const FOUR =
  '#story=one-core&lanes=one,pool,a,b&a.name=With%20threads&a.server.kind=uwsgi&a.server.workers=4&a.server.threads=2' +
  '&b.server.kind=waitress&t=20'

async function openLanes(openPage: OpenPage, options: Parameters<OpenPage>[0] = {}): Promise<Page> {
  // Where time stands still, links name its instant.
  const page = await openPage({ reducedMotion: false, ...options })
  await page.locator('.stage canvas').first().waitFor()
  return page
}

const names = (page: Page) => page.locator('.lane h2').allTextContents()
const hash = (page: Page) => new URL(page.url()).hash
const sentence = (page: Page) => page.locator('h1').innerText()
const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })

async function choose(page: Page, lane: string, what: string) {
  await button(page, `Change the lane “${lane}”`).click()
  await button(page, what).click()
}

test('A lane can be added, duplicated, renamed and removed, and each is in the sentence, the charts and the link.', async ({
  openPage,
}) => {
  const page = await openLanes(openPage)
  await button(page, 'Add a lane').click()
  await button(page, /^uWSGI .*--processes 4 --threads 2$/).click()
  await expect.poll(() => names(page)).toEqual(['One at a time', 'A pool of three', 'A pool of four, two threads each'])
  expect(hash(page)).toContain('lanes=one,pool,a&a.server.kind=uwsgi')
  await expect.poll(() => sentence(page)).toContain('A pool of four, two threads each answered')

  await choose(page, 'A pool of three', 'Duplicate')
  await expect.poll(async () => (await names(page))[2]).toBe('A pool of three (2)')
  expect(await button(page, 'Add a lane').count()).toBe(0)
  expect(await page.locator('.stage').count()).toBe(4)

  await choose(page, 'A pool of three (2)', 'Rename …')
  await page.getByRole('textbox', { name: 'Name' }).fill('Friday')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await names(page))[2]).toBe('Friday')
  await expect.poll(() => sentence(page)).toContain('Friday answered')

  await choose(page, 'One at a time', 'Remove')
  await expect.poll(() => names(page)).toEqual(['A pool of three', 'Friday', 'A pool of four, two threads each'])
  expect(hash(page)).toContain('lanes=pool,b,a')
  const link = hash(page)
  const other = await openLanes(openPage, { path: link })
  expect(await names(other)).toEqual(await names(page))
  expect(await sentence(other)).toBe(await sentence(page))
})

test('Another server can be chosen for a lane, by keyboard alone.', async ({ openPage }) => {
  const page = await openLanes(openPage)
  await button(page, 'Change the lane “One at a time”').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Another server for “One at a time”' })
  await dialog.waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'Change the lane “One at a time”',
  )
  await choose(page, 'One at a time', 'Another server …')
  await dialog.getByRole('button', { name: /^waitress/ }).press('Enter')
  await expect.poll(async () => (await names(page))[0]).toBe('One process of four threads')
  expect(hash(page)).toContain('one.server.kind=waitress')
})

test('A link with four lanes opens them all: stage, sentence, charts, workers and table.', async ({ openPage }) => {
  const page = await openLanes(openPage, { path: FOUR })
  const all = ['One at a time', 'A pool of three', 'With threads', 'One process of four threads']
  expect(await names(page)).toEqual(all)
  for (const name of all) expect((await sentence(page)).toLowerCase()).toContain(name.toLowerCase())
  await expect.poll(() => page.locator('.worker-lines').count()).toBe(4)
  const chart = page.locator('[data-chart="throughput"]')
  await chart.getByText('Show as table').click()
  await expect.poll(async () => (await chart.locator('thead').textContent())!).toContain(all.join(''))
  await page.getByText('What is where at this instant').first().click()
  const heads = page.getByRole('region', { name: 'What is where at this instant' }).locator('thead th')
  await expect.poll(async () => (await heads.allTextContents()).slice(1)).toEqual(all)
  expect(await page.getByRole('alert').filter({ hasText: 'could not be used' }).count()).toBe(0)
})

test('One lane alone is a page, too.', async ({ openPage }) => {
  const page = await openLanes(openPage, { path: '#lanes=pool&t=20' })
  expect(await names(page)).toEqual(['A pool of three'])
  expect(await sentence(page)).toMatch(/^A pool of three answered every one/)
  await button(page, 'Change the lane “A pool of three”').click()
  expect(await button(page, 'Remove').isDisabled()).toBe(true)
})

test('A setting can be set apart for each lane, stands out when it differs, and can be joined again.', async ({
  openPage,
}) => {
  const page = await openLanes(openPage)
  await button(page, 'Cores: set it for each lane by itself').click()
  const group = page.locator('.lane-controls[aria-label="Cores"]')
  const cores = group.getByRole('textbox', { name: 'Cores, A pool of three, exact value' })
  await cores.fill('2')
  await cores.press('Enter')
  await expect.poll(() => hash(page)).toContain('pool.machine.cores=2')
  expect(await group.getAttribute('data-differs')).toBe('true')
  await button(page, 'Cores: make it the same for all lanes').click()
  await expect.poll(() => hash(page)).toBe('#story=one-core')
})

test('Undo and redo travel with the browser’s own back and forward, by button and by key, and say what they did.', async ({
  openPage,
}) => {
  const page = await openLanes(openPage)
  const rate = page.getByRole('slider', { name: 'Requests a second' })
  await rate.press('ArrowRight')
  await rate.press('Tab')
  await expect.poll(() => hash(page)).toContain('traffic.ratePerSecond=15')
  await page.keyboard.press('Control+z')
  // The focus is in a field for text, and the keys are the field's.
  expect(hash(page)).toContain('traffic.ratePerSecond=15')
  await button(page, 'Undo').click()
  await expect.poll(() => hash(page)).not.toContain('ratePerSecond')
  const said = page.locator('.history [role="status"]')
  await expect.poll(() => said.textContent()).toMatch(/^Undone\. “Requests a second”: 14./)
  await page.keyboard.press('Control+Shift+Z')
  await expect.poll(() => hash(page)).toContain('traffic.ratePerSecond=15')
  expect(await button(page, 'Redo').getAttribute('aria-disabled')).toBe('true')
  await page.goBack()
  await expect.poll(() => hash(page)).not.toContain('ratePerSecond')
  await page.keyboard.press('Control+y')
  await expect.poll(() => hash(page)).toContain('traffic.ratePerSecond=15')
  await expect.poll(() => sentence(page)).toMatch(/^The same 15/)
})

test('Every setting goes back to the story’s value by itself, and all do at once.', async ({ openPage }) => {
  const page = await openLanes(openPage, {
    path: '#story=one-core&traffic.ratePerSecond=20&machine.cores=2&pool.server.workers=7&lanes=one,pool,a',
  })
  expect(await button(page, /^Reset Requests a second to 14/).count()).toBe(1)
  await button(page, /^Reset Requests a second to 14/).click()
  await expect.poll(() => hash(page)).not.toContain('ratePerSecond')
  await button(page, /^Reset Workers, .*, to 3$/).click()
  await expect.poll(() => hash(page)).not.toContain('workers')
  await button(page, 'Reset all').click()
  await expect.poll(() => hash(page)).toMatch(/^#story=one-core(&t=.*)?$/)
  expect(await page.locator('.control .reset').count()).toBe(0)
})

test('Settings are found by words, by keyboard, with counts; nothing found is said.', async ({ openPage }) => {
  const page = await openLanes(openPage)
  await page.getByText(/^All settings, \d+$/).click()
  const search = page.getByRole('searchbox', { name: 'Search the settings' })
  await search.fill('tcp overflow')
  const found = page.locator('.settings .found')
  await expect.poll(() => found.textContent()).toMatch(/^1 of \d+.settings$/)
  await search.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT')
  await search.fill('jitter')
  await page.getByText(/^Found too, but without effect as things are: .*Jitter/).waitFor()
  await search.fill('zebra')
  await page.getByText('No setting says “zebra”.').waitFor()
  await search.press('Escape')
  await expect.poll(() => search.inputValue()).toBe('')
  const different = page.getByRole('radio', { name: /^Different, \d+$/ })
  await different.check()
  const count = Number(
    (await different.evaluate((radio: HTMLInputElement) => radio.labels![0]!.textContent)).split(', ')[1],
  )
  expect(count).toBeGreaterThan(1)
  await expect.poll(() => page.locator('.settings .control-list > *').count()).toBe(count)
})

test('axe finds nothing in any look with four lanes, and with a dialog open; nothing scrolls sideways.', async ({
  openPage,
}) => {
  const page = await openPage({ path: FOUR })
  await page.getByText(/^All settings, \d+$/).click()
  await page.getByRole('searchbox').waitFor()
  expect(await findingsInEveryLook(page)).toEqual([])
  await choose(page, 'With threads', 'Another server …')
  await page.getByRole('dialog').waitFor()
  expect(await findingsInEveryLook(page)).toEqual([])
})
