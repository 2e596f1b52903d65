import { inject } from 'vitest'
import { axeFindings, findingsInEveryLook } from './axe-findings.ts'
import { drawn, swept } from './drawn.ts'
import { expect, PHONE, test } from './open-page.ts'

test('axe finds nothing on the playground in any look, with everything open.', async ({ openPage }) => {
  const page = await openPage({ path: '#story=one-core&machine.cores=many' })
  await swept(page)
  await page.getByText(/^All settings, \d+$/).click()
  for (const table of await page.getByText('Show as table').all()) await table.click()
  const entry = page.getByRole('textbox', { name: 'Requests a second, exact value' }).first()
  await entry.fill('lots')
  await entry.press('Enter')
  expect(await findingsInEveryLook(page)).toEqual([])
  await page.setViewportSize({ width: 768, height: 1024 })
  expect(await axeFindings(page)).toEqual([])
})

const PAGES = [
  '',
  'learn/index.html',
  'learn/one-at-a-time.html',
  'plan.html',
  'fleet.html',
  'your-server.html',
  'how-right.html',
] as const

test('On a touch screen every control is at least 44 pixels high.', async ({ openPage }) => {
  const page = await openPage({ viewport: PHONE, profile: { hasTouch: true, isMobile: true } })
  await swept(page)
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, input[type="range"], summary, select, .story label')]
      .filter(element => element.getBoundingClientRect().height > 0 && element.getBoundingClientRect().height < 44)
      .map(element => `${element.className} ${element.textContent}`),
  )
  expect(small).toEqual([])
})

test('Every page has the same head, in one line; on a phone its pages are behind a button that a keyboard opens and closes.', async ({
  openPage,
}) => {
  const page = await openPage({ viewport: PHONE })
  let first: string[] | null = null
  for (const path of PAGES) {
    await page.goto(inject('siteUrl') + path)
    await page.locator('.theme').waitFor()
    const button = page.getByRole('button', { name: 'Pages' })
    const [line, theme] = [await button.boundingBox(), await page.locator('.theme').boundingBox()]
    expect(line!.y).toBe(theme!.y)
    await button.press('Enter')
    const links = await page.getByRole('navigation', { name: 'Site' }).getByRole('link').allInnerTexts()
    first ??= links
    expect(links).toEqual(first)
    expect(await page.locator('.site [aria-current="page"]').count()).toBe(1)
    await page.keyboard.press('Escape')
    expect(await page.locator('.site').isVisible()).toBe(false)
    expect(await button.evaluate(element => element === document.activeElement)).toBe(true)
  }
  expect(first).toContain('How right is it?')
})

test('At twice the text size nothing is scrolled sideways; in forced colours the stage has the reader’s; on paper are no controls.', async ({
  openPage,
}) => {
  const page = await openPage({ theme: 'dark', viewport: { width: 720, height: 450 }, path: '#story=one-core&t=20' })
  await swept(page)
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow).toBe(0)

  await page.emulateMedia({ forcedColors: 'active' })
  const colours = await page.evaluate(() => {
    const probe = document.createElement('span')
    probe.style.forcedColorAdjust = 'none'
    document.body.append(probe)
    return ['--paper', '--well', '--ink', '--line', '--lane-1', '--lane-2'].map(name => {
      probe.style.color = `var(${name})`
      return getComputedStyle(probe).color
    })
  })
  const [paper, well, ink, line, ...lanes] = colours
  expect(well).toBe(paper)
  for (const drawn of [ink, line, ...lanes]) expect(drawn).not.toBe(paper)

  await page.emulateMedia({ media: 'print', forcedColors: 'none' })
  expect(await page.getByRole('slider').filter({ visible: true }).count()).toBe(0)
  expect(await page.locator('.masthead button').filter({ visible: true }).count()).toBe(0)
  expect(await page.locator('h1').first().isVisible()).toBe(true)
  expect(await page.locator('[data-chart="throughput"]').isVisible()).toBe(true)
})

test('Charts that were never in sight are drawn for paper.', async ({ openPage }) => {
  const page = await openPage()
  await drawn(page)
  const far = page.locator('[data-chart="heat-2"] .marks path')
  expect(await far.count()).toBe(0)
  const isDrawn = await page.evaluate(() => {
    dispatchEvent(new Event('beforeprint'))
    const lines = document.querySelector<HTMLCanvasElement>('.worker-lines canvas')!
    const { data } = lines.getContext('2d')!.getImageData(0, 0, lines.width, lines.height)
    return [document.querySelector('[data-chart="heat-2"] .marks path') !== null, data.some(value => value > 0)]
  })
  expect(isDrawn).toEqual([true, true])
})
