/**
 * How smoothly an article with ten figures scrolls: while they come near for the first time, load and begin to play, and
 * once all of them are there.
 */
import type { Page } from 'playwright-core'
import { countFrames } from './frames.ts'
import type { Figure } from './report.ts'

const FIGURES = 10
/** As fast as one turns a wheel through an article to see how long it is. */
const PX_PER_SECOND = 1200

/** @param page opened at the example article, which has the element's script */
export async function measureEmbeds(page: Page): Promise<Figure[]> {
  await page.evaluate(writeArticle, FIGURES)
  return [
    await scrolled(page, 1, 'ten figures, scrolled down'),
    await scrolled(page, -1, 'ten figures, scrolled up again'),
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

async function scrolled(page: Page, direction: 1 | -1, name: string): Promise<Figure> {
  const devtools = await page.context().newCDPSession(page)
  const px = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)
  const counting = page.evaluate(countFrames, (1000 * px) / PX_PER_SECOND)
  await devtools.send('Input.synthesizeScrollGesture', {
    x: 400,
    y: 400,
    yDistance: -direction * px,
    speed: PX_PER_SECOND,
    gestureSourceType: 'mouse',
  })
  const { frames, ms } = await counting
  await devtools.detach()
  return { name, framesPerSecond: (1000 * frames) / ms, asked: '60 frames a second' }
}
