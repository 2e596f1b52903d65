import { axeFindings } from './axe-findings.ts'
import { expect, PHONE, test } from './open-page.ts'

const AT = '#story=one-core&t=40.5'

test('What happened at the playhead is told as a chain, by key, and goes when it is closed.', async ({ openPage }) => {
  const page = await openPage({ path: AT })
  await page.locator('.stage canvas').first().waitFor()
  await page.getByRole('button', { name: 'What happened here?' }).waitFor()
  await page.keyboard.press('w')
  const sheet = page.getByRole('region', { name: /^What happened at 40\.0 to 41\.0 s/ })
  await sheet.waitFor()
  expect(await sheet.getByRole('listitem').first().innerText()).toMatch(
    /^Between 40\.0 and 41\.0.s \d+.requests arrived; \d+ were served\./,
  )
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('what-happened')
  expect(await axeFindings(page)).toEqual([])
  await sheet.getByRole('button', { name: 'After' }).click()
  await page.getByRole('heading', { name: 'What happened at 41.0 to 42.0 s' }).waitFor()
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
})

test('A click on a chart offers to say what happened there, and a sentence marks its requests.', async ({
  openPage,
}) => {
  const page = await openPage({ path: AT })
  const plot = page.locator('[data-chart="errors"] .plot')
  await plot.locator('.marks path').first().waitFor({ state: 'attached' })
  await plot.click({ position: { x: 200, y: 60 } })
  await plot.getByText('What happened here?').click()
  const sheet = page.locator('.what-happened')
  const marks = sheet.getByRole('button', { name: /^Mark/ })
  await marks.first().waitFor()
  const pressed = () => marks.evaluateAll(buttons => buttons.map(button => button.getAttribute('aria-pressed')))
  const before = await pressed()
  const other = before.indexOf('false')
  await marks.nth(other).click()
  await expect.poll(async () => (await pressed())[other]).toBe('true')
})

test('On a phone the chain leaves the stage in sight and never has to be scrolled sideways.', async ({ openPage }) => {
  const page = await openPage({ path: AT, viewport: PHONE })
  await page.getByRole('button', { name: 'What happened here?' }).click()
  const sheet = page.locator('.what-happened')
  await sheet.waitFor()
  const { top, wide } = await sheet.evaluate(element => ({
    top: element.getBoundingClientRect().top,
    wide: element.scrollWidth > element.clientWidth || document.documentElement.scrollWidth > innerWidth,
  }))
  expect(top).toBeGreaterThan(PHONE.height * 0.4)
  expect(wide).toBe(false)
})
