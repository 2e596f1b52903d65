/**
 * What a reader of the built page feels: how long after a slider's input event the last chart is on the screen, the
 * longest task of the page's own thread while a sweep fills the other cores, how smoothly the stage plays, how an
 * article with figures scrolls, and whether a large log holds anything up. In a real Chromium, on the default story. A
 * page draws the charts that are in sight, or nearly; the slider and the sweep are measured in a window as people have
 * it, and once more in one so high that every chart of the page is drawn.
 */
import { dirname } from 'node:path'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { built } from '../scripts/built.mjs'
import { CHROMIUM_ARGS, findChromium } from '../scripts/chromium.mjs'
import { serve } from '../scripts/serve.mjs'
import { INPUT_TO_CHARTS } from '../web/state/marks.ts'
import { STILL_FOR_MS } from '../web/state/sweep.ts'
import { measureEmbeds } from './embeds.ts'
import { measureLog } from './log.ts'
import { LONG_TASK_MS, watchLongTasks } from './long-tasks.ts'
import { type Figure, median } from './report.ts'
import { CROWDED, measureStage } from './stage.ts'

const MOVES = 20
const SWEEPS = 10
const SWEEPS_OF_ALL = 3

type Viewport = { width: number; height: number }

const WINDOW: Viewport = { width: 1440, height: 900 }
const ALL_IN_SIGHT: Viewport = { width: 1440, height: 5200 }

/** A tenth of the slider's width or so: two or three requests a second. */
const DRAG_PX = 12

/** @throws Error that says in a sentence why, when the site cannot be built or there is no Chromium. */
export async function measureBrowser(): Promise<Figure[]> {
  const site = await serve(dirname(built('site')), { port: 0 })
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: CHROMIUM_ARGS,
  })
  try {
    return [
      ...(await on(browser, site.url, WINDOW, CHARTS, measureSlider)),
      ...(await on(browser, site.url, WINDOW, CHARTS, measureSweep)),
      ...(await on(browser, site.url, ALL_IN_SIGHT, CHARTS, measureAll)),
      ...(await on(browser, site.url + CROWDED, WINDOW, CHARTS, measureStage)),
      ...(await on(browser, `${site.url}embed-example.html`, WINDOW, FIGURE, measureEmbeds)),
      ...(await on(browser, `${site.url}your-server.html`, WINDOW, 'h1', measureLog)),
    ]
  } finally {
    await browser.close()
    await site.close()
  }
}

/** What is there when a page can be measured. */
const CHARTS = '[data-chart="throughput"] .marks path'
const FIGURE = 'prefork-playground'

async function on<T>(
  browser: Browser,
  url: string,
  viewport: Viewport,
  ready: string,
  measure: (page: Page) => Promise<T>,
): Promise<T> {
  const page = await browser.newPage({ viewport })
  await page.goto(url)
  await page.locator(ready).first().waitFor({ state: 'attached' })
  // Past the first screen there is more to load, though nothing of it to see.
  await page.waitForLoadState('networkidle')
  try {
    return await measure(page)
  } finally {
    await page.close()
  }
}

async function measureSlider(page: Page): Promise<Figure[]> {
  const drag = await holdSlider(page)
  return [
    // The first steps run code that V8 has not compiled yet.
    await inputToCharts(page, drag, 'slider to last chart, page just opened', '< 100 ms'),
    await inputToCharts(page, drag, 'slider to last chart', '< 100 ms'),
    await atQuarterSpeed(page, () => inputToCharts(page, drag, 'the same, CPU slowed 4 times', '< 250 ms')),
  ]
}

/** With the charts of the sweep in sight, by the keys of a slider that is not. */
async function measureSweep(page: Page): Promise<Figure[]> {
  await page.locator('.sweep').first().scrollIntoViewIfNeeded()
  await page.getByText(/^Computed from:/).waitFor()
  await sliderOf(page).evaluate((input: HTMLInputElement) => input.focus({ preventScroll: true }))
  let moves = 0
  const step = () => page.keyboard.press(moves++ % 2 ? 'ArrowLeft' : 'ArrowRight')
  return longestTasks(page, step, SWEEPS, '')
}

async function measureAll(page: Page): Promise<Figure[]> {
  await page.getByText(/^Computed from:/).waitFor()
  await nothingToCome(page)
  const drag = await holdSlider(page)
  return [
    await inputToCharts(page, drag, 'slider to last chart, all in sight', '< 100 ms'),
    ...(await longestTasks(page, drag, SWEEPS_OF_ALL, ', all in sight')),
  ]
}

/** A map of two settings is computed below the sweep. */
async function nothingToCome(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('progress'), null, { timeout: 120_000 })
}

/** Takes the slider's thumb; each call of what is returned drags it to another value near that of the story. */
async function holdSlider(page: Page): Promise<() => Promise<void>> {
  const slider = sliderOf(page)
  const at = await slider.evaluate((input: HTMLInputElement) => input.valueAsNumber / Number(input.max))
  const box = await slider.boundingBox()
  if (!box) throw new Error('The slider of requests a second is not on the page.')
  const [x, y] = [box.x + at * box.width, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  let moves = 0
  return () => page.mouse.move(x + (++moves % 2) * DRAG_PX, y)
}

function sliderOf(page: Page): Locator {
  return page.getByRole('slider', { name: 'Requests a second' })
}

async function inputToCharts(page: Page, drag: () => Promise<void>, name: string, asked: string): Promise<Figure> {
  const waits: number[] = []
  for (let move = 0; move < MOVES; move++) {
    const charts = await page.evaluateHandle(chartsPainted, INPUT_TO_CHARTS)
    await drag()
    waits.push(await charts.evaluate(({ waited }) => waited))
  }
  return { name, milliseconds: median(waits), asked }
}

/** As a phone of some years ago would take it: the browser holds the page's own thread up for three quarters of the time. */
async function atQuarterSpeed<T>(page: Page, measure: () => Promise<T>): Promise<T> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  try {
    return await measure()
  } finally {
    await devtools.detach()
  }
}

/**
 * Runs in the page. `waited` settles when the charts of the next input event are on the screen: milliseconds since the
 * event itself, which is a little before the page's own handler marks it.
 */
function chartsPainted(measure: string): { waited: Promise<number> } {
  let inputAt = Number.NaN
  document.addEventListener('input', event => (inputAt = event.timeStamp), { capture: true, once: true })
  const waited = new Promise<number>(resolve => {
    const observer = new PerformanceObserver(entries => {
      for (const { startTime, duration } of entries.getEntriesByName(measure)) {
        observer.disconnect()
        resolve(startTime + duration - inputAt)
      }
    })
    observer.observe({ type: 'measure' })
  })
  return { waited }
}

/** A sweep begins when the slider has stood still for a while; what comes before is the step's own. */
async function longestTasks(page: Page, step: () => Promise<void>, sweeps: number, where: string): Promise<Figure[]> {
  let ofStep = LONG_TASK_MS
  let ofSweep = LONG_TASK_MS
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const tasks = await page.evaluateHandle(watchLongTasks, STILL_FOR_MS)
    await step()
    await page.locator('.sweep progress').waitFor({ state: 'attached' })
    await nothingToCome(page)
    ofStep = Math.max(ofStep, await tasks.evaluate(({ longestBeforeMs }) => longestBeforeMs()))
    ofSweep = Math.max(ofSweep, await tasks.evaluate(({ longestMs }) => longestMs()))
  }
  const asked = `none over ${LONG_TASK_MS} ms`
  return [
    { name: `longest task of a step of the slider${where}`, milliseconds: ofStep, asked },
    { name: `longest task while a sweep runs${where}`, milliseconds: ofSweep, asked },
  ]
}
