/**
 * `npm run soak [minutes]`: does an hour of playing leave the page as it was? In a real Chromium, sliders, stories,
 * time, undo and the scroll bar are moved at random (with a fixed seed). From time to time the page is brought back to
 * where it began, its garbage collected, and what is left counted. Exit code 1 on an error or when anything grows.
 */
import { dirname } from 'node:path'
import { chromium } from 'playwright-core'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { built } from './built.mjs'
import { CHROMIUM_ARGS, findChromium } from './chromium.mjs'
import { serve } from './serve.mjs'

const MINUTES = 60
const SAMPLES = 12
const SEED = 1
/** Between two moves of a hand. */
const PAUSE_MS = 120

/** What may be left more at the end than at the beginning: caches that fill, and the noise of a collector. */
const GROWTH = {
  heapMb: { part: 0.1, more: 1.5 },
  nodes: { part: 0.05, more: 100 },
  listeners: { part: 0.05, more: 50 },
}

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ minutes: number, heapMb: number, nodes: number, listeners: number, workers: number, moves: number }} Sample */

const random = xoroshiro128plus(SEED)

/** @param {number} count */
const pick = count => (random.next() >>> 0) % count

/** @param {Page} page */
async function slide(page) {
  const sliders = page.locator('.controls input[type=range], .transport input[type=range]')
  const slider = sliders.nth(pick(await sliders.count()))
  await slider.focus({ timeout: 2000 })
  const key = ['ArrowRight', 'ArrowLeft', 'PageUp', 'PageDown'][pick(4)] ?? 'ArrowLeft'
  for (let step = 1 + pick(8); step > 0; step--) await page.keyboard.press(key)
}

/** @type {((page: Page) => Promise<unknown>)[]} */
const MOVES = [
  slide,
  slide,
  slide,
  slide,
  page => page.getByRole('button', { name: /^(Play|Pause)$/ }).click({ timeout: 2000 }),
  page => page.locator('.stories label').nth(pick(5)).click({ timeout: 2000 }),
  page =>
    page
      .getByRole('button', { name: ['Undo', 'Redo', 'Reset all'][pick(3)] ?? '', exact: true })
      .click({ timeout: 500 }),
  page => page.getByRole('button', { name: 'On to the next event' }).click({ timeout: 2000 }),
  page => page.evaluate(part => scrollTo(0, part * document.documentElement.scrollHeight), pick(100) / 100),
  page => page.locator('figure summary').nth(pick(12)).click({ timeout: 2000 }),
]

/** One move; a button that is not to be pressed now is no error. @param {Page} page */
async function move(page) {
  const one = MOVES[pick(MOVES.length)]
  await one?.(page).catch(error => {
    if (!/Timeout/.test(String(error))) throw error
  })
  await page.waitForTimeout(pick(2 * PAUSE_MS))
}

/** The first story, standing still, with nothing on its way. @param {Page} page */
async function comeHome(page) {
  await page.evaluate(() => {
    scrollTo(0, 0)
    for (const details of document.querySelectorAll('details')) details.open = false
  })
  await page.locator('.stories label').nth(1).click()
  await page.locator('.stories label').first().click()
  // It may come to its end by itself just now: then there is nothing to pause.
  const pause = page.getByRole('button', { name: 'Pause', exact: true })
  while (await pause.isVisible()) await pause.click({ timeout: 2000 }).catch(() => {})
  // Drawn and computed is what is in sight: so everything is, once.
  const { height } = page.viewportSize() ?? { height: 900 }
  const ends = await page.evaluate(() => document.documentElement.scrollHeight)
  for (let top = 0; top < ends; top += height) {
    await page.evaluate(to => scrollTo(0, to), top)
    await page.waitForTimeout(1000)
  }
  await page.waitForFunction(() => !document.querySelector('progress'), null, { timeout: 120_000 })
}

/**
 * @param {Page} page
 * @param {import('playwright-core').CDPSession} devtools
 */
async function count(page, devtools) {
  for (let time = 0; time < 3; time++) await devtools.send('HeapProfiler.collectGarbage')
  const { metrics } = await devtools.send('Performance.getMetrics')
  /** @param {string} name */
  const metric = name => metrics.find(one => one.name === name)?.value ?? Number.NaN
  return {
    heapMb: metric('JSHeapUsedSize') / 1e6,
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
    workers: page.workers().length,
  }
}

/** @param {number[]} values */
const middle = values => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN

/** What is more in the last third than in the first, in words. The very first sample is of a page that has not shown all it can. @param {Sample[]} all */
function grown(all) {
  const samples = all.slice(1)
  const third = Math.max(1, Math.floor(samples.length / 3))
  const found = Object.entries(GROWTH).flatMap(([name, { part, more }]) => {
    const key = /** @type {keyof typeof GROWTH} */ (name)
    const [before, after] = [samples.slice(0, third), samples.slice(-third)].map(some =>
      middle(some.map(one => one[key])),
    )
    if (before === undefined || after === undefined || after <= before * (1 + part) + more) return []
    return [`${name} grew from ${before.toFixed(1)} to ${after.toFixed(1)}`]
  })
  const workers = new Set(samples.map(sample => sample.workers))
  if (workers.size > 1) found.push(`the number of workers changed: ${[...workers].join(', ')}`)
  return found
}

/** @param {number} minutes */
async function soak(minutes) {
  const site = await serve(dirname(built('site')), { port: 0 })
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: ['--no-sandbox', ...CHROMIUM_ARGS],
  })
  /** @type {Sample[]} */
  const samples = []
  /** @type {string[]} */
  const trouble = []
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    page.on('pageerror', error => trouble.push(`threw ${error.message}`))
    page.on('console', message => {
      if (['error', 'warning'].includes(message.type())) trouble.push(`console ${message.type()}: ${message.text()}`)
    })
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Performance.enable')
    await page.goto(site.url)
    await page.locator('[data-chart="throughput"] .marks path').first().waitFor({ state: 'attached' })
    console.log('minutes   heap MB   DOM nodes   listeners   workers   moves   errors')
    let moves = 0
    const began = performance.now()
    for (let sample = 0; sample <= SAMPLES; sample++) {
      for (; performance.now() - began < (sample / SAMPLES) * minutes * 60_000; moves++) await move(page)
      await comeHome(page)
      const now = { minutes: (performance.now() - began) / 60_000, moves, ...(await count(page, devtools)) }
      samples.push(now)
      const cells = [
        now.minutes.toFixed(1),
        now.heapMb.toFixed(1),
        now.nodes,
        now.listeners,
        now.workers,
        moves,
        trouble.length,
      ]
      console.log(cells.map((cell, at) => String(cell).padStart([7, 10, 12, 12, 10, 8, 9][at] ?? 0)).join(''))
    }
  } finally {
    await browser.close()
    await site.close()
  }
  return [...new Set(trouble), ...grown(samples)]
}

const minutes = Number(process.argv[2] ?? MINUTES)
if (!(minutes > 0)) {
  console.error(`“${process.argv[2]}” is not a number of minutes.`)
  process.exit(2)
}
const found = await soak(minutes)
console.log(found.length === 0 ? 'Level, and no error.' : found.join('\n'))
process.exitCode = found.length === 0 ? 0 : 1
