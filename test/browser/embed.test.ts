import { readFileSync } from 'node:fs'
import { inject } from 'vitest'
import { openArticle } from './article.ts'
import { expect, test } from './open-page.ts'

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')

/** The fenced blocks of the README in one language, with the built site in the place of example.org. */
function blocks(language: string): string[] {
  const found = README.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))
  return [...found].map(([, text]) => text!.replaceAll('https://example.org/prefork/', inject('siteUrl')))
}

test('The element that the README shows works in an article from elsewhere, and so do its methods.', async ({
  openPage,
}) => {
  const page = await openArticle(openPage, blocks('html')[0]!)
  const inside = page.frameLocator('prefork-playground iframe')
  const sentence = () => inside.locator('h1').first().innerText()
  await expect.poll(sentence, { timeout: 15_000 }).toMatch(/^The same 40.requests a second/)
  await inside.getByRole('slider', { name: 'Requests a second' }).press('ArrowRight')
  await expect.poll(sentence).toMatch(/^The same 41.requests a second/)
  const said = page.waitForEvent('console')
  const [script] = blocks('js')
  const state = await page.evaluate<{ link: string }>(`(async () => { ${script}; return figure.get() })()`)
  expect(state.link).toContain('traffic.ratePerSecond=55')
  expect((await said).text()).toMatch(/^The same /)
})

test('The chapter that the README names asks its question in an article from elsewhere.', async ({ openPage }) => {
  const page = await openArticle(openPage, blocks('html')[2]!)
  const inside = page.frameLocator('prefork-playground iframe')
  await inside.getByText('Draw the line.').waitFor()
})

test('The plain frame that the README shows works in an article from elsewhere.', async ({ openPage }) => {
  const page = await openArticle(openPage, blocks('html')[1]!)
  const sentence = () => page.frameLocator('iframe').locator('h1').first().innerText()
  await expect.poll(sentence, { timeout: 15_000 }).toMatch(/^The same 40.requests a second/)
  const fits = () =>
    page
      .frameLocator('iframe')
      .locator('#root')
      .evaluate(root => root.getBoundingClientRect().height <= innerHeight)
  await expect.poll(fits).toBe(true)
})
