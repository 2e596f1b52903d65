import { findingsInEveryLook } from './axe-findings.ts'
import { expect, test } from './open-page.ts'

/** Little to choose from, so that the plan is soon made. */
const SMALL = '#types=t3.micro,c7g.medium&kinds=gunicorn-sync&instances=1..1'

test('The page Plan answers in a sentence, its address carries what is asked, and the answer opens in the playground.', async ({
  openPage,
}) => {
  const page = await openPage({ path: `plan.html${SMALL}` })
  await page.locator('h1', { hasText: 'is the cheapest setup that holds: $' }).waitFor({ timeout: 60_000 })
  const field = page.getByLabel('Requests a second, exact value')
  await field.fill('4')
  await field.press('Enter')
  await page.waitForFunction(() => location.hash.includes('traffic.ratePerSecond=4'))
  await field.fill('-3')
  await field.press('Enter')
  await page.getByText('traffic.ratePerSecond is -3; allowed is').waitFor()
  await page.getByText(/^Each mix with requests/).waitFor({ timeout: 90_000 })
  await page.getByRole('link', { name: 'Open in the playground' }).click()
  await page.waitForURL(/index\.html#.*traffic\.ratePerSecond=4/)
})

test('A broken link keeps what holds and names the rest; a plan can be cancelled.', async ({ openPage }) => {
  const page = await openPage({ path: `plan.html${SMALL}&budget=nothing&goals=p99Ms<=900&x=1` })
  await page.getByText('The budget is "nothing"; allowed is dollars a month above 0, or any.').waitFor()
  expect(await page.getByLabel('p99 at most').inputValue()).toBe('900')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByText('Stopped. What was found until then is shown.').waitFor()
  await page.getByRole('button', { name: 'Compute again' }).waitFor()
})

test('axe finds nothing on the page Plan in any look, and nothing scrolls sideways.', async ({ openPage }) => {
  const page = await openPage({ path: `plan.html${SMALL}` })
  await page.getByText(/^Each mix with requests/).waitFor({ timeout: 90_000 })
  await page.getByText('Machines and servers to choose from').click()
  expect(await findingsInEveryLook(page)).toEqual([])
})
