/**
 * `npm run lighthouse`: what Lighthouse says of the built site, as a phone of the middle class on a slow network would
 * see it: four scores a page, and what the first of them is made of. Words after it choose pages by their address.
 * Lighthouse is 150 packages, so npx fetches it when it is asked for and nobody else has to wait for it.
 */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { dirname, extname, join, normalize } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { built } from './built.mjs'
import { findChromium } from './chromium.mjs'

const LIGHTHOUSE = 'lighthouse@12.8.2'
const PAGES = [
  'index.html',
  'learn/index.html',
  'learn/one-at-a-time.html',
  'plan.html',
  'fleet.html',
  'how-right.html',
  'your-server.html',
]
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo']
const METRICS = {
  'first-contentful-paint': 'FCP',
  'largest-contentful-paint': 'LCP',
  'total-blocking-time': 'TBT',
  'cumulative-layout-shift': 'CLS',
  'speed-index': 'SI',
}
/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain',
}
const PACKED = new Set(['.html', '.js', '.css', '.svg', '.json', '.webmanifest', '.txt'])

const run = promisify(execFile)
const wanted = process.argv.slice(2)
const pages = PAGES.filter(page => wanted.length === 0 || wanted.includes(page))
const browser = await findChromium()
const site = await serveCompressed(dirname(built('site')))
try {
  console.log(
    `${'page'.padEnd(26)}${CATEGORIES.map(name => name.padStart(16)).join('')}   ${Object.values(METRICS).join(', ')}`,
  )
  for (const page of pages) console.log(await scored(page))
} finally {
  site.close()
}

/** @param {string} page */
async function scored(page) {
  const { stdout } = await run(
    'npx',
    [
      ...['--yes', LIGHTHOUSE, site.url + page, '--output=json', '--quiet'],
      `--only-categories=${CATEGORIES.join()}`,
      '--chrome-flags=--headless=new --no-sandbox --disable-gpu',
    ],
    { env: { ...process.env, CHROME_PATH: browser }, maxBuffer: 2 ** 26 },
  )
  /** @type {{ categories: Record<string, { score: number }>, audits: Record<string, { displayValue?: string, score: number | null, title: string, scoreDisplayMode: string }> }} */
  const { categories, audits } = JSON.parse(stdout)
  const scores = CATEGORIES.map(name => String(Math.round(100 * (categories[name]?.score ?? 0))).padStart(16))
  const metrics = Object.keys(METRICS).map(id => audits[id]?.displayValue ?? '?')
  return `${page.padEnd(26)}${scores.join('')}   ${metrics.join(', ')}`
}

/**
 * As a host would serve it: compressed, and kept for a year what has its hash in its name.
 *
 * @param {string} folder
 * @returns {Promise<{ url: string, close: () => void }>}
 */
async function serveCompressed(folder) {
  const server = createServer(({ url = '/' }, response) => {
    const path = normalize(decodeURIComponent(new URL(url, 'http://site').pathname))
    const file = path.endsWith('/') ? `${path}index.html` : path
    const type = extname(file)
    try {
      const content = readFileSync(join(folder, file))
      const isPacked = PACKED.has(type)
      response.writeHead(200, {
        'content-type': TYPES[type] ?? 'application/octet-stream',
        'cache-control': file.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        ...(isPacked && { 'content-encoding': 'gzip' }),
      })
      response.end(isPacked ? gzipSync(content) : content)
    } catch {
      response.writeHead(404).end('Not found')
    }
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() }
}
