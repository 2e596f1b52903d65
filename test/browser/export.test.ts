import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect, PHONE, test } from './open-page.ts'

function saved(page: Page, chart: string, format: string): Promise<string> {
  return savedFrom(page, page.locator(`[data-chart="${chart}"]`), chart, format)
}

async function savedFrom(page: Page, figure: Locator, chart: string, format: string): Promise<string> {
  const button = figure.getByRole('button', { name: `Save as ${format}` })
  if (!(await button.isVisible())) await figure.getByText('Copy or save').click()
  const download = page.waitForEvent('download')
  await button.click()
  const file = await download
  expect(file.suggestedFilename()).toBe(`prefork-${chart}.${format.toLowerCase()}`)
  const folder = await mkdtemp(join(tmpdir(), 'prefork-export-'))
  try {
    await file.saveAs(join(folder, 'file'))
    return await readFile(join(folder, 'file'), format === 'PNG' ? 'latin1' : 'utf8')
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('A chart is saved as SVG, light, with its typeface and what it was computed from; as PNG; as CSV.', async ({
  openPage,
}) => {
  const page = await openPage({ theme: 'dark' })
  await page.locator('[data-chart="heat-2"]').scrollIntoViewIfNeeded()
  await page.locator('[data-chart="heat-2"] .marks path').first().waitFor({ state: 'attached' })
  const svg = await saved(page, 'heat-2', 'SVG')
  expect(svg).toMatch(/^<\?xml[^>]*>\n<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
  expect(svg).toContain('@font-face{font-family:Inter;src:url(data:font/woff2;base64,')
  expect(svg).not.toMatch(/var\(|class=|color-mix|color\(srgb/)
  expect(svg).toContain('fill="rgb(251, 250, 247)"')
  expect(svg).toContain('A pool of three: gunicorn -w 3 app:app')
  expect(svg).toContain('#story=one-core')
  const isWellFormed = await page.evaluate(
    text => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror') === null,
    // The page's policy would have its say about a style that is parsed in it.
    svg.replace(/<style.*?<\/style>/s, ''),
  )
  expect(isWellFormed).toBe(true)
  const png = await saved(page, 'heat-2', 'PNG')
  expect(png.slice(1, 4)).toBe('PNG')
  expect(png.length).toBeGreaterThan(20_000)
  const csv = (await saved(page, 'throughput', 'CSV')).split('\n')
  expect(csv[0]).toBe('# Throughput over time')
  expect(csv.find(line => !line.startsWith('#'))).toMatch(
    /^time \(s\),offered \(per second\),One at a time \(per second\)/,
  )
  expect(csv.filter(line => /^\d/.test(line))).toHaveLength(60)
})

test('“Workers over time” can be saved: a line for each worker as SVG and PNG, and each request as a row of CSV.', async ({
  openPage,
}) => {
  const page = await openPage({ path: '#story=one-core&t=20' })
  const figure = page.getByRole('figure', { name: 'Workers over time' })
  await figure.locator('canvas').first().waitFor()
  const svg = await savedFrom(page, figure, 'workers', 'SVG')
  expect(svg).toContain('Workers over time')
  expect(svg).toContain('A pool of three: gunicorn -w 3 app:app')
  expect(svg).not.toMatch(/var\(|class=/)
  const png = await savedFrom(page, figure, 'workers', 'PNG')
  expect(png.slice(1, 4)).toBe('PNG')
  expect(png.length).toBeGreaterThan(10_000)
  const csv = (await savedFrom(page, figure, 'workers', 'CSV')).split('\n')
  expect(csv[0]).toBe('# Workers over time')
  const rows = csv.filter(line => line !== '' && !line.startsWith('#'))
  expect(new Set(rows.slice(1).map(line => line.split(',').slice(0, 2).join())).size).toBe(4)
})

test('Every chart can be copied, by keyboard and on a phone.', async ({ openPage }) => {
  const page = await openPage({
    viewport: PHONE,
    profile: { hasTouch: true, permissions: ['clipboard-read', 'clipboard-write'] },
  })
  const figure = page.locator('[data-chart="errors"]')
  await figure.scrollIntoViewIfNeeded()
  await figure.locator('.marks path').first().waitFor({ state: 'attached' })
  await figure.getByText('Copy or save').press('Enter')
  const copy = figure.getByRole('button', { name: 'Copy as CSV' })
  await copy.waitFor()
  const box = await copy.boundingBox()
  expect(box!.height).toBeGreaterThanOrEqual(44)
  expect(box!.width).toBeGreaterThanOrEqual(44)
  await copy.press('Enter')
  await figure.getByText('CSV copied.').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^# Errors over time\n/)
  await figure.getByRole('button', { name: 'Copy as PNG' }).press('Enter')
  await figure.getByText('PNG copied.').waitFor()
  const types = await page.evaluate(async () => (await navigator.clipboard.read()).flatMap(item => [...item.types]))
  expect(types).toEqual(['image/png'])
})
