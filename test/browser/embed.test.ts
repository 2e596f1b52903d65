import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject, onTestFinished } from 'vitest'
import { serve } from '../../scripts/serve.mjs'
import { expect, test } from './open-page.ts'

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const [, SNIPPET] = README.match(/^```html\n([\s\S]*?)^```$/m)!

/** An article on a host of its own: another name is another site to the browser. */
async function serveArticle(body: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'prefork-article-'))
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><title>An article</title><link rel="icon" href="data:,">${body}`,
  )
  const host = await serve(folder, { port: 0 })
  onTestFinished(async () => {
    await host.close()
    rmSync(folder, { recursive: true })
  })
  return host.url.replace('127.0.0.1', 'localhost')
}

test('The frame that the README shows works in an article from elsewhere, and opens what its address says.', async ({
  openPage,
}) => {
  const article = await serveArticle(SNIPPET!.replace('https://example.org/prefork/', inject('siteUrl')))
  const page = await openPage()
  await page.route(`${article}**`, route => route.continue())
  await page.goto(article)
  const inside = page.frameLocator('iframe')
  const sentence = () => inside.locator('h1').first().innerText()
  await expect.poll(sentence, { timeout: 15_000 }).toMatch(/^The same 40.requests a second/)
  await inside.locator('[data-chart="latency"] .marks path').first().waitFor({ state: 'attached' })
  await inside.getByRole('slider', { name: 'Requests a second' }).press('ArrowRight')
  await expect.poll(sentence).toMatch(/^The same 41.requests a second/)
  expect(page.url()).toBe(article)
})
