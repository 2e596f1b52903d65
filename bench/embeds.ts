/**
 * How smoothly an article with ten figures scrolls: flown through, which shows their posters; read, while they load and
 * begin to play; and flown through once all of them are there.
 */
import type { Page } from 'playwright-core'
import { countFrames } from './frames.ts'
import type { Figure } from './report.ts'

const FIGURES = 10
/** As fast as one turns a wheel through an article to see how long it is. */
const FLOWN_PX_PER_SECOND = 1200
/** A window in three seconds: faster than anybody reads, and slowly enough for every figure to be loaded. */
const READ_PX_PER_SECOND = 300

/** @param page opened at the example article, which has the element's script */
export async function measureEmbeds(page: Page): Promise<Figure[]> {
  await page.evaluate(writeArticle, FIGURES)
  return [
    await scrolled(page, FLOWN_PX_PER_SECOND, 'ten figures, flown through'),
    await scrolled(page, -READ_PX_PER_SECOND, 'ten figures, read for the first time'),
    await scrolled(page, FLOWN_PX_PER_SECOND, 'ten figures, flown through again'),
  ]
}

/** Runs in the page. */
function writeArticle(figures: number): void {
  const parts = Array.from({ length: figures }, () => {
    const figure = document.createElement('prefork-playground')
    figure.setAttribute('views', 'sentence,stage,throughput')
    const text = document.createElement('div')
    text.style.height = '300px'
    return [figure, text]
  })
  document.body.replaceChildren(...parts.flat())
}

/** @param pxPerSecond down to the end of the page, or with a minus up to its beginning */
async function scrolled(page: Page, pxPerSecond: number, name: string): Promise<Figure> {
  const devtools = await page.context().newCDPSession(page)
  const px = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)
  const counting = page.evaluate(countFrames, (1000 * px) / Math.abs(pxPerSecond))
  await devtools.send('Input.synthesizeScrollGesture', {
    x: 400,
    y: 400,
    yDistance: -Math.sign(pxPerSecond) * px,
    speed: Math.abs(pxPerSecond),
    gestureSourceType: 'mouse',
  })
  const { frames, ms } = await counting
  await devtools.detach()
  return { name, framesPerSecond: (1000 * frames) / ms, asked: '60 frames a second' }
}
