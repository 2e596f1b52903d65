import type { Page } from 'playwright-core'
import { findingsInEveryLook } from './axe-findings.ts'
import { expect, type OpenPage, test } from './open-page.ts'

/** Waits, because a page just loaded follows its state only from the frame after its first on. */
const expectTitle = (page: Page, title: string) => expect.poll(() => page.locator('h1.title').innerText()).toBe(title)

async function present(openPage: OpenPage, options = {}): Promise<Page> {
  const page = await openPage({ path: 'present.html?list=playlists/45-minutes.md', ...options })
  await page.locator('h1.title').waitFor({ timeout: 15_000 })
  return page
}

test('A list is presented by keys alone, as a clicker sends them, wherever the focus is.', async ({ openPage }) => {
  const page = await present(openPage)
  await expectTitle(page, 'The complaint')
  await page.keyboard.press('PageDown')
  await page.keyboard.press('ArrowRight')
  await expectTitle(page, 'Fourteen requests a second')
  await page.getByText('3 of 8', { exact: true }).waitFor()
  await page.getByText('Next: It worked for years').waitFor()
  const sentence = page.locator('.sentence h1')
  await expect.poll(() => sentence.innerText(), { timeout: 15_000 }).toMatch(/^The same 14.requests/)

  await page.keyboard.press('.')
  await page.locator('.blank').waitFor()
  await page.keyboard.press('PageDown')
  expect(await page.locator('.blank').count()).toBe(0)
  await expectTitle(page, 'Fourteen requests a second')
  await page.keyboard.press('q')
  await page.getByRole('img', { name: 'QR code of the link' }).waitFor()
  expect(await page.locator('.code .link').innerText()).toContain('/some/where/#story=one-core')
  await page.keyboard.press('Escape')
  await page.keyboard.press('n')
  expect(await page.locator('.note').count()).toBe(0)

  await page.keyboard.press('End')
  await expectTitle(page, 'What you take home')
  await page.keyboard.press('PageUp')
  const workers = page.getByRole('slider', { name: 'Workers' }).first()
  const five = await workers.inputValue()
  await workers.press('ArrowRight')
  await expect.poll(() => workers.inputValue()).not.toBe(five)
  await workers.press('PageDown')
  await expectTitle(page, 'What you take home')
  await page.reload()
  await expect.poll(() => page.locator('h1.title').count(), { timeout: 15_000 }).toBe(1)
  await expectTitle(page, 'What you take home')
  await page.keyboard.press('Home')
  await expectTitle(page, 'The complaint')
})

test('A list that is pasted is presented, and one that is wrong is refused in a sentence with its line.', async ({
  openPage,
}) => {
  const page = await openPage({ path: 'present.html?list=https://elsewhere.example/list.md' })
  const told = page.getByRole('alert')
  await expect.poll(() => told.innerText(), { timeout: 15_000 }).toMatch(/^list is .*; allowed is a file of this site/)
  const text = page.getByRole('textbox', { name: 'Or paste it' })
  await text.fill('## A\n\n## [B](javascript:alert(1))')
  await page.getByRole('button', { name: 'Present this' }).click()
  await expect.poll(() => told.innerText()).toMatch(/^Line 3: the link is .*; allowed is a link of the playground/)
  expect(await text.inputValue()).toContain('javascript:')
  await text.fill('[{"title": "Mine", "link": "learn/the-knee.html"}]')
  await page.getByRole('button', { name: 'Present this' }).click()
  await expect.poll(() => page.locator('h1.title').count()).toBe(1)
  await expectTitle(page, 'Mine')
})

test('axe finds nothing on the presenter view in any look.', async ({ openPage }) => {
  const page = await present(openPage)
  for (const _ of [1, 2]) await page.keyboard.press('PageDown')
  await page.locator('.lane dl').first().waitFor({ timeout: 15_000 })
  expect(await findingsInEveryLook(page)).toEqual([])
  await page.getByRole('button', { name: 'End' }).click()
  await page.getByRole('button', { name: 'Go on where you were' }).waitFor()
  expect(await findingsInEveryLook(page)).toEqual([])
})
