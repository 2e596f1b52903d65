import type { Page } from 'playwright-core'
import { ALL_IN_SIGHT, drawn, swept } from './drawn.ts'
import { expect, type OpenPage, PHONE, test } from './open-page.ts'

/** The page with its sentence and the charts that are in sight. */
async function openDrawn(openPage: OpenPage): Promise<Page> {
  const page = await openPage()
  await drawn(page)
  return page
}

/** The page with its sentence, all its charts, and the sweep done. */
async function openDone(openPage: OpenPage): Promise<Page> {
  const page = await openPage({ viewport: ALL_IN_SIGHT })
  await drawn(page)
  await swept(page)
  return page
}

const rate = (page: Page) => page.getByRole('slider', { name: 'Requests a second' })
const sentence = (page: Page) => page.locator('h1').innerText()

/** What each chart draws, by its name: the shapes of all its lines. */
async function shapes(page: Page): Promise<Record<string, string>> {
  const charts = await page
    .locator('[data-chart]')
    .evaluateAll(figures =>
      figures.map(figure => [
        figure.getAttribute('data-chart'),
        [...figure.querySelectorAll('.marks path')].map(path => path.getAttribute('d')).join(),
      ]),
    )
  return Object.fromEntries(charts)
}

const CHARTS = [
  'throughput',
  'errors',
  'cpu',
  'latency',
  'places-1',
  'places-2',
  'heat-1',
  'heat-2',
  'distribution',
  'across-throughput',
  'across-errors',
  'across-cpu',
  'across-latency',
]

test('The page tells what happened, draws every chart, and has the numbers of each as a table.', async ({
  openPage,
}) => {
  const page = await openDone(openPage)
  expect(await sentence(page)).toMatch(/^The same 14.requests a second, the same core\. One at a time answered /)
  const before = await shapes(page)
  expect(Object.keys(before)).toEqual(CHARTS)
  for (const shape of Object.values(before)) expect(shape).toMatch(/^M/)
  for (const name of CHARTS) {
    const chart = page.locator(`[data-chart="${name}"]`)
    await chart.getByText('Show as table').click()
    await expect.poll(() => chart.locator('tbody tr').count()).toBeGreaterThanOrEqual(5)
  }
})

test('Moving a slider changes the sentence, the address and every chart.', async ({ openPage }) => {
  const page = await openDone(openPage)
  const before = await shapes(page)
  const said = await sentence(page)
  await rate(page).fill('700')
  await expect.poll(() => sentence(page)).not.toBe(said)
  await expect.poll(() => page.url()).toContain('traffic.ratePerSecond=')
  await expect.poll(async () => CHARTS.filter(name => before[name] === ''), { timeout: 20_000 }).toEqual([])
  await expect
    .poll(
      async () => {
        const after = await shapes(page)
        return CHARTS.filter(name => after[name] === before[name])
      },
      { timeout: 20_000 },
    )
    .toEqual([])
})

test('A link gives the same numbers to whoever opens it, and back undoes a whole gesture.', async ({ openPage }) => {
  const page = await openDrawn(openPage)
  const first = await sentence(page)
  await rate(page).press('ArrowRight')
  await rate(page).press('ArrowRight')
  await rate(page).press('Tab')
  await expect.poll(() => page.url()).toContain('traffic.ratePerSecond=16')
  await expect.poll(() => sentence(page)).toContain('16')
  const second = await sentence(page)
  await page.reload()
  await expect.poll(() => sentence(page)).toBe(second)
  const other = await openPage({ path: new URL(page.url()).hash, viewport: PHONE })
  await expect.poll(() => sentence(other)).toBe(second)
  await page.goBack()
  await page.goBack()
  await expect.poll(() => sentence(page)).toBe(first)
  await page.goForward()
  await page.goForward()
  await expect.poll(() => sentence(page)).toBe(second)
})

test('A broken link opens what holds of it and says which part does not.', async ({ openPage }) => {
  const page = await openPage({ path: '#story=one-core&machine.cores=many&traffic.ratePerSecond=20' })
  const notice = page.getByRole('alert').filter({ hasText: 'could not be used' })
  expect(await notice.innerText()).toMatch(/“Cores” is "many"; allowed is /)
  await expect.poll(() => sentence(page)).toMatch(/^The same 20.requests a second, the same core/)
  await notice.getByRole('button', { name: 'Close' }).click()
  await notice.waitFor({ state: 'detached' })
})

test('A story sets everything, and says what it is about.', async ({ openPage }) => {
  const page = await openDrawn(openPage)
  await page.getByRole('radio', { name: 'Answers for nobody' }).check()
  await expect.poll(() => page.url()).toContain('story=nobody-waits')
  await expect.poll(() => sentence(page)).toMatch(/every client left after 1.s/)
  await page.getByText('Clients give up after one second', { exact: false }).waitFor()
})

test('A value that cannot be is answered at its control, and the picture stays.', async ({ openPage }) => {
  const page = await openDrawn(openPage)
  const said = await sentence(page)
  const entry = page.getByRole('textbox', { name: 'Requests a second, exact value' })
  await entry.fill('lots')
  await entry.press('Enter')
  await page.getByText(/“Requests a second” is "lots"; allowed is/).waitFor()
  expect(await sentence(page)).toBe(said)
  await entry.fill('31.5')
  await entry.press('Enter')
  await expect.poll(() => sentence(page)).toMatch(/^The same 31\.5.requests a second/)
  expect(await page.getByText('allowed is').count()).toBe(0)
})

test('The sweep can be cancelled and begun again.', async ({ openPage }) => {
  const page = await openPage({ path: '#story=one-core&run.seconds=3600&traffic.ratePerSecond=60' })
  // The map of two settings has a progress and a cancel of its own.
  const sweep = page.locator('.sweep')
  await sweep.getByRole('button', { name: 'Cancel', exact: true }).click()
  await sweep.getByText('Cancelled.').waitFor()
  expect(await sweep.locator('progress').count()).toBe(0)
  await sweep.getByRole('button', { name: 'Compute again' }).click()
  await sweep.locator('progress').waitFor()
})

test('A number of cores that cannot be is answered in words; another list is computed.', async ({ openPage }) => {
  const page = await openDone(openPage)
  const cores = page.getByRole('textbox', { name: 'Cores', exact: true })
  await cores.fill('1, 99')
  await cores.press('Enter')
  await page.getByText(/“Cores” is "?99"?; allowed is/).waitFor()
  await cores.fill('1, 3')
  await cores.press('Enter')
  const chart = page.locator('[data-chart="across-cpu"]')
  await chart.getByText('Show as table').click()
  await expect.poll(() => chart.locator('tbody th').allTextContents()).toEqual(['1\u00a0core', '3\u00a0cores'])
})

test('A killed worker is survived.', async ({ openPage }) => {
  const page = await openDone(openPage)
  expect(page.workers().length).toBeGreaterThan(0)
  for (const worker of page.workers()) await worker.evaluate('self.close()')
  await rate(page).press('ArrowRight')
  await expect.poll(() => sentence(page), { timeout: 15_000 }).toMatch(/^The same 15.requests a second/)
  await swept(page)
})

test('The keyboard reaches every control in turn, and moves the sliders.', async ({ openPage }) => {
  const page = await openDrawn(openPage)
  const reached = new Set<string>()
  for (let press = 0; press < 40; press++) {
    await page.keyboard.press('Tab')
    const name = await page.evaluate(() => {
      const at = document.activeElement
      return at instanceof HTMLInputElement && at.type === 'range' ? (at.labels?.[0]?.textContent ?? '') : ''
    })
    if (name !== '') reached.add(name)
  }
  expect([...reached].map(name => name.split(',')[0])).toEqual([
    'Requests a second',
    'Workers',
    'Cores',
    'CPU a request',
    'Waiting on I/O',
    'Clients leave after',
    'nginx waits up to',
  ])
})

test('All settings have help, and each one that is moved changes the link.', async ({ openPage }) => {
  // On a phone no chart is near them.
  const page = await openPage({ viewport: PHONE })
  await page.getByText(/^All settings, \d+$/).click()
  const sliders = page.locator('.all-settings input[type="range"]')
  await sliders.first().waitFor()
  const count = await sliders.count()
  expect(count).toBeGreaterThan(15)
  for (let index = 0; index < count; index++) {
    const slider = sliders.nth(index)
    const name = await slider.getAttribute('id')
    const before = page.url()
    await slider.press('ArrowLeft')
    await slider.press('Tab')
    if (page.url() !== before) continue
    await slider.press('ArrowRight')
    await slider.press('Tab')
    expect(page.url(), `slider ${name}`).not.toBe(before)
  }
})

test('The theme follows the system until it is chosen, and the choice is remembered.', async ({ openPage }) => {
  const page = await openPage({ theme: 'dark' })
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const dark = await paper()
  await page.getByRole('button', { name: 'Light theme' }).click()
  const light = await paper()
  expect(light).not.toBe(dark)
  await page.reload()
  await page.getByRole('button', { name: 'Dark theme' }).waitFor()
  expect(await paper()).toBe(light)
})

test('How long the last step of a slider took to reach the screen stands in the timeline of the browser.', async ({
  openPage,
}) => {
  const page = await openDrawn(openPage)
  await rate(page).press('ArrowRight')
  const measured = () => page.evaluate(() => performance.getEntriesByName('prefork input to charts')[0]?.duration)
  await expect.poll(measured).toBeGreaterThan(0)
})
