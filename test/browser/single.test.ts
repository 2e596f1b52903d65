import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import { expect, test } from './open-page.ts'

const ROOT = new URL('../..', import.meta.url)

test('The playground as one file runs from a disk: nothing beside it, workers and links included.', async ({
  openPage,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'prefork-single-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const build = ['node_modules/vite/bin/vite.js', 'build', '--config', 'vite.single.config.ts', '--outDir', folder]
  await promisify(execFile)(process.execPath, [...build, '--emptyOutDir', '--logLevel', 'error'], { cwd: ROOT })
  expect(readdirSync(folder)).toEqual(['index.html'])

  const page = await openPage({ elsewhere: `${pathToFileURL(join(folder, 'index.html'))}#story=two-cores` })
  const sentence = () => page.locator('h1').first().innerText()
  await expect.poll(sentence, { timeout: 20_000 }).toMatch(/^The same 30.requests/)
  await page.getByRole('slider', { name: 'Requests a second' }).first().press('ArrowRight')
  await expect.poll(sentence).toMatch(/^The same 31.requests/)
  await expect.poll(() => page.url()).toContain('traffic.ratePerSecond=31')
  await page.locator('[data-chart="throughput"] svg').first().waitFor()
  expect(await page.locator('a[href^="./"]:visible').count()).toBe(0)
})
