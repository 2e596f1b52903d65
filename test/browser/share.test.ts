import { buffer } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { openArticle } from './article.ts'
import { expect, test } from './open-page.ts'

async function share(page: Page) {
  await page.locator('.lane dl').first().waitFor({ timeout: 15_000 })
  await page.getByRole('button', { name: 'Share' }).click()
  const dialog = page.getByRole('dialog', { name: 'Share' })
  await dialog.waitFor()
  return dialog
}

/** Plays a film to its end. */
function playedIn(page: Page, film: Buffer): Promise<{ width: number; height: number; seconds: number }> {
  return page.evaluate(
    async source => {
      const video = document.createElement('video')
      video.muted = true
      video.src = source
      await video.play()
      await new Promise((resolve, reject) => {
        video.onended = resolve
        video.onerror = () => reject(new Error(video.error?.message))
      })
      return { width: video.videoWidth, height: video.videoHeight, seconds: video.currentTime }
    },
    `data:video/webm;base64,${film.toString('base64')}`,
  )
}

test('What is shared is what is shown: the link, the lines for an article, and a preview of them.', async ({
  openPage,
}) => {
  const page = await openPage({ path: '#story=two-cores&traffic.ratePerSecond=40' })
  const dialog = await share(page)
  const link = dialog.getByRole('textbox', { name: 'The link' })
  expect(await link.inputValue()).toMatch(/#story=two-cores&traffic.ratePerSecond=40$/)
  await dialog.getByRole('radio', { name: /this instant/ }).check()
  expect(await link.inputValue()).toMatch(/&t=[\d.]+$/)
  await dialog.getByRole('checkbox', { name: 'Latency', exact: true }).check()
  await dialog.getByRole('checkbox', { name: 'requests a second' }).check()
  const preview = page.frameLocator('iframe[title="Preview of the figure"]')
  await expect.poll(() => preview.locator('h1').innerText(), { timeout: 15_000 }).toMatch(/^The same 40.requests/)
  await preview.getByRole('slider', { name: 'Requests a second' }).waitFor()
  await preview.locator('[data-chart="latency"]').scrollIntoViewIfNeeded()
  await preview.locator('[data-chart="latency"] svg').waitFor()

  const article = await openArticle(
    openPage,
    await dialog.getByRole('textbox', { name: 'HTML for an article' }).inputValue(),
  )
  const inside = article.frameLocator('prefork-playground iframe')
  await expect.poll(() => inside.locator('h1').innerText(), { timeout: 15_000 }).toMatch(/^The same 40.requests/)
  await inside.locator('[data-chart="latency"]').scrollIntoViewIfNeeded()
  await inside.locator('[data-chart="latency"] svg').waitFor()
})

test('Picture, film, requests and results can be taken along as files; Escape closes the dialog.', async ({
  openPage,
}) => {
  const page = await openPage({ profile: { acceptDownloads: true } })
  const dialog = await share(page)
  const taken = async (name: RegExp) => {
    const [file] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name }).click()])
    const content = await buffer(await file.createReadStream())
    return { name: file.suggestedFilename(), content }
  }
  const picture = await taken(/^Picture/)
  expect(picture.name).toBe('prefork-one-core.png')
  expect(picture.content.subarray(1, 4).toString()).toBe('PNG')
  const rows = (await taken(/^Requests of “One at a time”/)).content.toString().split('\n')
  expect(rows[0]).toMatch(/^sent_ms,outcome,latency_ms,worker,/)
  expect(rows.length).toBeGreaterThan(800)
  const results = JSON.parse((await taken(/^Results/)).content.toString())
  expect(results.map(({ offered }: { offered: number }) => offered)).toEqual([rows.length - 2, rows.length - 2])
  await dialog.getByRole('button', { name: /^Film/ }).click()
  await dialog.getByRole('progressbar', { name: 'Filming' }).waitFor()
  await page.waitForTimeout(500)
  const film = await taken(/^Stop here/)
  expect(film.content.subarray(0, 4).toString('hex')).toBe('1a45dfa3')
  const shown = await playedIn(await page.context().newPage(), film.content)
  expect(shown.width).toBeGreaterThan(600)
  expect(shown.height).toBeGreaterThan(200)
  expect(shown.seconds).toBeGreaterThan(0)
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
})
