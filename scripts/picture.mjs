/** `node scripts/picture.mjs`: takes the README's picture anew, of the site as it is built from this tree. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { built } from './built.mjs'
import { CHROMIUM_ARGS, findChromium } from './chromium.mjs'
import { serve } from './serve.mjs'
import { smallPng } from './small-png.mjs'

const FILE = fileURLToPath(new URL('../docs/page.png', import.meta.url))
const VIEWPORT = { width: 1440, height: 900 }

const { chromium } = await import('playwright-core')
const site = await serve(dirname(built('site')), { port: 0 })
const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_ARGS })
try {
  // To whoever wants less motion the page stands still.
  const page = await browser.newPage({ viewport: VIEWPORT, colorScheme: 'light', reducedMotion: 'reduce' })
  await page.goto(site.url)
  for (const chart of ['throughput', 'errors'])
    await page.locator(`[data-chart="${chart}"] .marks path`).first().waitFor({ state: 'attached' })
  await page.waitForLoadState('networkidle')
  const screenshot = await page.screenshot({ animations: 'disabled' })
  await page.goto('about:blank')
  const pixels = await page.evaluate(pixelsOf, `data:image/png;base64,${screenshot.toString('base64')}`)
  const png = smallPng(Buffer.from(pixels, 'base64'), VIEWPORT.width, VIEWPORT.height)
  mkdirSync(dirname(FILE), { recursive: true })
  writeFileSync(FILE, png)
  console.log(`${FILE}: ${VIEWPORT.width} × ${VIEWPORT.height}, ${Math.round(png.length / 1000)} kB`)
} finally {
  await browser.close()
  await site.close()
}

/**
 * Runs in the browser, which can read any image.
 *
 * @param {string} url
 * @returns {Promise<string>} four bytes a pixel, as base64
 */
async function pixelsOf(url) {
  const image = await createImageBitmap(await (await fetch(url)).blob())
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d')
  if (!context) throw new Error('There is no canvas.')
  context.drawImage(image, 0, 0)
  const { data } = context.getImageData(0, 0, image.width, image.height)
  let text = ''
  for (let at = 0; at < data.length; at += 32_768) text += String.fromCharCode(...data.subarray(at, at + 32_768))
  return btoa(text)
}
