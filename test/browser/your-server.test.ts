import type { Page } from 'playwright-core'
import { findingsInEveryLook } from './axe-findings.ts'
import { expect, test } from './open-page.ts'

const CONFIGURATION = 'import os\nworkers = os.cpu_count() * 2 + 1\ntimeout = 45\nkeepalive = 5\n'

async function paste(page: Page, text: string) {
  await page.getByLabel('The file’s text').fill(text)
}

test('A configuration is read, applied to a lane in one step, and one step back undoes it.', async ({ openPage }) => {
  const page = await openPage({ path: '#story=two-cores' })
  await page.getByRole('button', { name: 'Pages' }).click()
  await page.getByRole('link', { name: 'Your server' }).click()
  await paste(page, CONFIGURATION)
  await page.getByText('Read as a gunicorn.conf.py.').waitFor()
  const left = page.getByRole('table', { name: 'Not in the scenario' }).getByRole('row')
  expect(await left.last().innerText()).toContain('a sync worker closes each connection after its answer')
  await page.getByRole('link', { name: /^Apply to/ }).click()
  await page.waitForURL(/index\.html#/)
  expect(page.url()).toContain('timeoutMs=45000')
  expect(page.url()).toContain('story=two-cores')
  await page.goBack()
  // Only once the page is there can one go back from it.
  await page.getByLabel('The file’s text').waitFor()
  await page.goBack()
  await page.waitForURL(url => !url.href.includes('45000'))
})

test('A dropped file says by its name what it is; what cannot be read is refused in a sentence.', async ({
  openPage,
}) => {
  const page = await openPage({ path: 'your-server.html' })
  const input = page.getByLabel('A configuration file')
  await input.setInputFiles({ name: 'app.ini', mimeType: 'text/plain', buffer: Buffer.from('processes = 7') })
  await page.getByText('Read as a uwsgi.ini.').waitFor()
  await paste(page, 'hello')
  await page.getByText('It is none of the files that are read here').waitFor()
  await input.setInputFiles({ name: 'big.py', mimeType: 'text/plain', buffer: Buffer.alloc(300_000, 'x') })
  await page.getByText('a configuration has at most 200,000').waitFor()
})

test('A log is read in the browser, becomes the traffic of all lanes, and bad lines do not end it.', async ({
  openPage,
}) => {
  const page = await openPage({ path: 'your-server.html' })
  const line = (at: number) =>
    `::1 - - [10/Oct/2026:13:${String(Math.floor(at / 600)).padStart(2, '0')}:${String(Math.floor(at / 10) % 60).padStart(2, '0')} +0200] "GET / HTTP/1.1" 200 9 "-" "-" 0.${at % 2 ? '040' : '060'}\n`
  const log = `${Array.from({ length: 3000 }, (_, at) => line(at)).join('')}garbage\n`
  await page.getByLabel('A log').setInputFiles({ name: 'access.log', mimeType: 'text/plain', buffer: Buffer.from(log) })
  await page.getByText('read as nginx’s access log: 3,000 requests').waitFor()
  await page.getByText('1 of 3,001 lines were not understood').waitFor()
  await page.getByRole('link', { name: 'Apply to all lanes' }).click()
  await page.waitForURL(/index\.html#/)
  expect(page.url()).toMatch(/traffic\.ratePerSecond=10(&|$)/)
  expect(page.url()).toContain('request.ioMs=50')
})

test('A setup is taken home as files.', async ({ openPage }) => {
  const page = await openPage({ path: 'your-server.html', profile: { acceptDownloads: true } })
  await page.getByRole('radio', { name: 'gunicorn.conf.py' }).check()
  expect(await page.getByRole('region', { name: 'gunicorn.conf.py' }).innerText()).toContain('workers = 3')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download' }).click()
  expect((await download).suggestedFilename()).toBe('gunicorn.conf.py')
  await page.getByRole('radio', { name: 'One at a time' }).check()
  expect(await page.getByRole('region', { name: 'docker-compose.yml' }).innerText()).toContain('flask_server.py')
})

test('axe finds nothing on “Your server” in any look, and nothing scrolls sideways.', async ({ openPage }) => {
  const page = await openPage({ path: 'your-server.html' })
  await paste(page, CONFIGURATION)
  await page.getByRole('table', { name: 'Understood' }).waitFor()
  expect(await findingsInEveryLook(page)).toEqual([])
})
