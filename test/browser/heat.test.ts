import type { Page } from 'playwright-core'
import { axeFindings } from './axe-findings.ts'
import { swept } from './drawn.ts'
import { expect, test } from './open-page.ts'

async function toMaps(page: Page) {
  await swept(page)
  await page.locator('.heatmaps').scrollIntoViewIfNeeded()
  await page.getByRole('grid').first().waitFor()
}

test('A heatmap is gone through by keys, says what each cell is, and a cell can be taken and given back.', async ({
  openPage,
}) => {
  const page = await openPage({ path: '#story=one-core&run.seconds=5' })
  await toMaps(page)
  await page.locator('.heatmaps progress').waitFor({ state: 'detached' })
  await page.getByRole('checkbox', { name: 'Values' }).check()
  expect(await axeFindings(page)).toEqual([])
  const grid = page.getByRole('grid', { name: /A pool of three/ })
  const now = grid.locator('[data-now]')
  expect(await now.getAttribute('aria-label')).toMatch(/^14.\/s, 1.core: .*\/s, the settings now$/)
  await now.focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowRight')
  const label = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
  expect(label).toMatch(/^\d+.\/s, 2.cores: /)
  const before = page.url()
  await page.keyboard.press('Enter')
  await expect.poll(() => page.url()).toContain('machine.cores=2')
  expect(page.url()).toContain('traffic.ratePerSecond=')
  await page.goBack()
  await expect.poll(() => page.url()).toBe(before)
})

test('A heatmap shows how far it has come, and can be cancelled and begun again.', async ({ openPage }) => {
  const page = await openPage({ path: '#story=one-core&run.seconds=4000' })
  await page.locator('.heatmaps').scrollIntoViewIfNeeded()
  await page.getByRole('progressbar', { name: 'Cells of the map computed' }).waitFor()
  await page.getByRole('grid').first().waitFor()
  await page.getByRole('button', { name: 'Cancel the map' }).click()
  await page.locator('.heatmaps').getByText('Cancelled.').waitFor()
  await page.getByRole('button', { name: 'Compute the map again' }).click()
  await page.getByRole('progressbar', { name: 'Cells of the map computed' }).waitFor()
})
