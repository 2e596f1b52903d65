/** What holds of every page of the site but the first, which has tests of its own: one visit, all questions. */
import type { Page } from 'playwright-core'
import { axeFindings } from './axe-findings.ts'
import { expect, test } from './open-page.ts'

/** A desktop of 1280 pixels at four times its size, or 640 at twice. */
const NARROWEST = { width: 320, height: 640 }
const PAGES = [
  'learn/index.html',
  'learn/one-at-a-time.html',
  'plan.html',
  'fleet.html',
  'your-server.html',
  'how-right.html',
  'present.html',
] as const

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** What a finger has to hit and is lower than 44 pixels. Links within a text are as high as their line. */
const tooSmall = (page: Page) =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll(
        'button, select, summary, textarea, input:not([type=radio], [type=checkbox], [type=file])',
      ),
    ]
      .filter(element => element.getClientRects().length > 0 && !element.classList.contains('visually-hidden'))
      .filter(element => element.getBoundingClientRect().height < 43.5)
      .map(element => `${element.tagName} ${element.className} ${element.textContent?.slice(0, 40)}`),
  )

/** Whoever goes through the page by Tab and sees no mark where the focus is. */
async function unseenFocus(page: Page): Promise<string[]> {
  const unseen: string[] = []
  for (let press = 0; press < 14; press++) {
    await page.keyboard.press('Tab')
    const bare = await page.evaluate(() => {
      const { activeElement: at } = document
      if (!at || at === document.body) return null
      const isMarked = (element: Element) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
        return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
      }
      // A slider is marked at its thumb; a hidden radio button at its label.
      const isSlider = at instanceof HTMLInputElement && at.type === 'range'
      const marked = [at, at.closest('label'), at.nextElementSibling].some(one => one && isMarked(one))
      return isSlider || marked ? null : at.outerHTML.slice(0, 80)
    })
    if (bare) unseen.push(bare)
  }
  return unseen
}

/** What is drawn by a shadow or a gradient, neither of which forced colours leave, and by nothing in their place. */
const lostInForcedColours = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('[data-drawn]')]
      .filter(element => {
        const { forcedColorAdjust, outlineStyle, borderBottomStyle, appearance } = getComputedStyle(element)
        const isLeft = forcedColorAdjust === 'none' || outlineStyle !== 'none' || borderBottomStyle !== 'none'
        return !isLeft || (element.tagName === 'SELECT' && appearance === 'none')
      })
      .map(element => element.outerHTML.slice(0, 80)),
  )

const markDrawn = (page: Page) =>
  page.evaluate(() => {
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const { boxShadow, backgroundImage } = getComputedStyle(element)
      if (boxShadow !== 'none' || backgroundImage.includes('gradient')) element.dataset.drawn = ''
    }
  })

// On a busy machine axe takes its time.
const TIMEOUT_MS = 180_000

test.for(PAGES)(
  '%s: touched, enlarged, by keyboard, on paper, light and dark, in forced colours.',
  { timeout: TIMEOUT_MS },
  async (path, { openPage }) => {
    const page = await openPage({
      path,
      viewport: NARROWEST,
      profile: { hasTouch: true, isMobile: true },
    })
    await page.locator('h1').first().waitFor()
    await page.waitForLoadState('networkidle')
    expect(await overflow(page), 'scrolled sideways').toBe(0)
    expect(await tooSmall(page)).toEqual([])
    expect(await axeFindings(page)).toEqual([])
    expect(await unseenFocus(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await axeFindings(page)).toEqual([])
    // With room for the whole head.
    await page.setViewportSize({ width: 1440, height: 900 })
    await markDrawn(page)
    await page.emulateMedia({ forcedColors: 'active' })
    expect(await lostInForcedColours(page)).toEqual([])
    expect(await unseenFocus(page), 'in forced colours').toEqual([])
    await page.emulateMedia({ media: 'print', forcedColors: 'none' })
    expect(await page.locator('h1').first().isVisible()).toBe(true)
    expect(await page.locator('.masthead button').filter({ visible: true }).count()).toBe(0)
  },
)
