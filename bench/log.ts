/**
 * A web server's log of 100 MB, read in the page: how long it takes, the longest task of the page's own thread meanwhile,
 * and where the kernel tells, how much memory the page's process takes for it at most.
 */
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Page } from 'playwright-core'
import { LONG_TASK_MS, watchLongTasks } from './long-tasks.ts'
import type { Figure } from './report.ts'

const BYTES = 100e6

/** @param page opened at “Your server” */
export async function measureLog(page: Page): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'prefork-log-'))
  try {
    const file = join(folder, 'access.log')
    await pipeline(Readable.from(linesOfLog(BYTES)), createWriteStream(file))
    const tasks = await page.evaluateHandle(watchLongTasks, 0)
    const before = await residentMegabytes(page, 'VmRSS')
    const from = performance.now()
    await page.getByLabel('A log').setInputFiles(file)
    await page.getByText('read as nginx’s access log').waitFor({ timeout: 120_000 })
    const seconds = (performance.now() - from) / 1000
    const most = await residentMegabytes(page, 'VmHWM')
    const longest = await tasks.evaluate(({ longestMs }) => longestMs())
    return [
      { name: 'log of 100 MB', seconds },
      { name: 'longest task meanwhile', milliseconds: Math.max(longest, LONG_TASK_MS), asked: 'no freezing' },
      ...(before === null || most === null ? [] : [{ name: 'memory for it', megabytes: most - before }]),
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A request every 10 ms, in nginx's usual format with the time it took. */
function* linesOfLog(bytes: number): Generator<string> {
  const began = Date.UTC(2026, 9, 10)
  for (let at = 0, written = 0; written < bytes; ) {
    let lines = ''
    for (const upTo = at + 1000; at < upTo; at++) {
      const instant = new Date(began + 10 * at).toISOString()
      const [day, time] = [instant.slice(8, 10), instant.slice(11, 19)]
      const took = (0.02 + ((at * 7919) % 1000) / 5000).toFixed(3)
      lines += `10.0.0.1 - - [${day}/Oct/2026:${time} +0000] "GET /item/${at} HTTP/1.1" 200 512 "-" "Mozilla/5.0" ${took}\n`
    }
    written += lines.length
    yield lines
  }
}

/** Of the largest of the browser's renderers, in the kernel's words; null where it does not say. */
async function residentMegabytes(page: Page, name: 'VmRSS' | 'VmHWM'): Promise<number | null> {
  const devtools = await page.context().browser()?.newBrowserCDPSession()
  if (!devtools || !existsSync('/proc/self/status')) return null
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
  await devtools.detach()
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => Number(readFileSync(`/proc/${id}/status`, 'utf8').match(new RegExp(`${name}:\\s+(\\d+)`))?.[1]))
  return Math.max(...sizes) / 1024
}
