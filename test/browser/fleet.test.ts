import { findingsInEveryLook } from './axe-findings.ts'
import { expect, test } from './open-page.ts'

test('The page of fleets simulates a day, says what it cost, and its address carries what was changed.', async ({
  openPage,
}) => {
  const page = await openPage({ path: 'fleet.html#preset=pool&fleet.hours=6' })
  await page.locator('h1', { hasText: 'requests were answered' }).waitFor()
  expect(await page.locator('figure.chart').count()).toBe(7)
  await page.getByLabel('Requests a second').fill('6')
  await page.getByLabel('Requests a second').press('Enter')
  await page.waitForFunction(() => location.hash.includes('traffic.ratePerSecond=6'))
  await page.getByLabel('Requests a second').fill('-3')
  await page.getByLabel('Requests a second').press('Enter')
  await page.getByText('traffic.ratePerSecond is -3; allowed is').waitFor()
  expect(await page.evaluate(() => location.hash)).toContain('traffic.ratePerSecond=6')
})

test('A broken link keeps what holds, and names the rest.', async ({ openPage }) => {
  const page = await openPage({ path: 'fleet.html#preset=blind&fleet.hours=2&fleet.max=99&x' })
  await page.getByText('fleet.max is 99; allowed is a whole number from 1 to 50.').waitFor()
  await page.getByText('A part of the link is "x"; allowed is name=value.').waitFor()
  expect(await page.getByLabel('Simulated time').inputValue()).toBe('2')
})

test('axe finds nothing on the page of fleets in any look, and nothing scrolls sideways.', async ({ openPage }) => {
  const page = await openPage({ path: 'fleet.html#preset=one-at-a-time&fleet.hours=12' })
  await page.locator('h1', { hasText: 'A million answers' }).waitFor()
  expect(await findingsInEveryLook(page)).toEqual([])
})
