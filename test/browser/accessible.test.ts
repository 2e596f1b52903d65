import { axeFindings } from './axe-findings.ts'
import { DESKTOP, expect, PHONE, test } from './open-page.ts'

const TABLET = { width: 768, height: 1024 }

const SIZES = [
  ['a desktop', DESKTOP],
  ['a tablet', TABLET],
  ['a phone', PHONE],
] as const

test.for(
  SIZES.flatMap(([name, viewport]) => (['light', 'dark'] as const).map(theme => [name, viewport, theme] as const)),
)('axe finds nothing on %s, with everything open.', async ([, viewport, theme], { openPage }) => {
  const page = await openPage({ viewport, theme, path: '#story=one-core&machine.cores=many' })
  await page.getByText(/^Computed from:/).waitFor()
  await page.locator('progress').waitFor({ state: 'detached' })
  await page.getByText(/^All settings, \d+$/).click()
  for (const table of await page.getByText('Show as table').all()) await table.click()
  const entry = page.getByRole('textbox', { name: 'Requests a second, exact value' }).first()
  await entry.fill('lots')
  await entry.press('Enter')
  expect(await axeFindings(page)).toEqual([])
})

test('On a touch screen every control is at least 44 pixels high.', async ({ openPage }) => {
  const page = await openPage({ viewport: PHONE, profile: { hasTouch: true, isMobile: true } })
  await page.getByText(/^Computed from:/).waitFor()
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, input[type="range"], summary, select, .story label')]
      .filter(element => element.getBoundingClientRect().height > 0 && element.getBoundingClientRect().height < 44)
      .map(element => `${element.className} ${element.textContent}`),
  )
  expect(small).toEqual([])
})

test('At twice the text size nothing has to be scrolled sideways.', async ({ openPage }) => {
  const page = await openPage({ viewport: { width: 720, height: 450 } })
  await page.getByText(/^Computed from:/).waitFor()
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow).toBe(0)
})
