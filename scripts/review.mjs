/**
 * `npm run review`: pictures of the built site in fixed states, for people to look at, and a sheet with all of them:
 * .tmp/review/index.html. They are not part of the repository. Words after it choose pictures by name.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { built } from './built.mjs'
import { CHROMIUM_ARGS, findChromium } from './chromium.mjs'
import { serve } from './serve.mjs'

/** @typedef {import('playwright-core').Page} Page */
/**
 * @typedef {object} State
 * @property {string} name
 * @property {string} about what to look for
 * @property {keyof typeof SIZES} size
 * @property {'light' | 'dark'} theme
 * @property {string} path
 * @property {boolean} [whole] all of the page, and not its first screen
 * @property {boolean} [forced] forced colours
 * @property {(page: Page) => Promise<void>} [act] what the reader does before the picture is taken
 */

const FOLDER = fileURLToPath(new URL('../.tmp/review', import.meta.url))
const SIZES = {
  desk: { width: 1440, height: 900 },
  tablet: { width: 768, height: 1024 },
  phone: { width: 390, height: 844 },
}
const FOUR_LANES =
  '#story=one-core&lanes=one,pool,a,b&a.server.kind=gunicorn-gthread&a.server.workers=2&b.server.workers=8'
const OVERLOAD = '#story=one-core&machine.cores=4&traffic.ratePerSecond=45&pool.server.workers=8&t=53.5'
const RETIRING = '#story=one-core&pool.server.maxRequests=40&pool.server.bootMs=4000&t=16.5'
const NOBODY = '#story=one-core&traffic.ratePerSecond=0.1&run.seconds=5&t=0'

/** @type {State[]} */
const STATES = [
  { name: 'first-screen', about: 'The first screen, as a newcomer sees it.', size: 'desk', theme: 'light', path: '' },
  { name: 'first-screen-dark', about: 'The same, dark.', size: 'desk', theme: 'dark', path: '' },
  {
    name: 'overload',
    about: 'All charts of an overload; half-open connections.',
    size: 'desk',
    theme: 'light',
    path: OVERLOAD,
    whole: true,
  },
  {
    name: 'retiring',
    about: 'Workers away after max_requests: hatched rooms, hatched lines.',
    size: 'desk',
    theme: 'dark',
    path: RETIRING,
  },
  { name: 'four-lanes', about: 'Four lanes, one below the other.', size: 'desk', theme: 'light', path: FOUR_LANES },
  {
    name: 'empty',
    about: 'Next to no traffic: charts with little or nothing to show.',
    size: 'tablet',
    theme: 'light',
    path: NOBODY,
    whole: true,
  },
  {
    name: 'error',
    about: 'A link that asks for the impossible, and a value that is refused.',
    size: 'tablet',
    theme: 'dark',
    path: '#story=one-core&machine.cores=many&traffic.ratePerSecond=14',
    act: async page => {
      const entry = page.getByRole('textbox', { name: 'Requests a second, exact value' }).first()
      await entry.fill('lots')
      await entry.press('Enter')
    },
  },
  {
    name: 'phone',
    about: 'Sentence, stage, one control, charts.',
    size: 'phone',
    theme: 'light',
    path: '',
    whole: true,
  },
  { name: 'phone-overload-dark', about: 'An overload on a phone, dark.', size: 'phone', theme: 'dark', path: OVERLOAD },
  {
    name: 'what-happened',
    about: 'A spike, asked about.',
    size: 'desk',
    theme: 'light',
    path: '#story=one-core&t=20',
    act: page => page.getByRole('button', { name: 'What happened here?' }).click(),
  },
  {
    name: 'forced-colours',
    about: 'Forced colours: everything legible.',
    size: 'desk',
    theme: 'dark',
    path: OVERLOAD,
    forced: true,
  },
  { name: 'learn', about: 'The contents of the story.', size: 'tablet', theme: 'light', path: 'learn/index.html' },
  { name: 'chapter', about: 'A chapter.', size: 'phone', theme: 'dark', path: 'learn/one-at-a-time.html', whole: true },
  { name: 'fleet', about: 'Fleets and cost.', size: 'desk', theme: 'light', path: 'fleet.html' },
  { name: 'your-server', about: 'Configuration in and out.', size: 'tablet', theme: 'dark', path: 'your-server.html' },
  { name: 'how-right', about: 'Measured beside simulated.', size: 'phone', theme: 'light', path: 'how-right.html' },
]

const wanted = process.argv.slice(2)
const states = STATES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
const { chromium } = await import('playwright-core')
const site = await serve(dirname(built('site')), { port: 0 })
const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_ARGS })
try {
  if (wanted.length === 0) rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(FOLDER, { recursive: true })
  for (const state of states) {
    await picture(state)
    console.log(`${state.name}: ${state.about}`)
  }
  writeFileSync(`${FOLDER}/index.html`, sheet(STATES))
  console.log(`${FOLDER}/index.html`)
} finally {
  await browser.close()
  await site.close()
}

/** @param {State} state */
async function picture({ name, size, theme, path, whole, forced, act }) {
  // To whoever wants less motion the page stands still.
  const page = await browser.newPage({
    viewport: SIZES[size],
    colorScheme: theme,
    reducedMotion: 'reduce',
    forcedColors: forced ? 'active' : 'none',
    hasTouch: size === 'phone',
  })
  try {
    await page.goto(site.url + path)
    await page.locator('h1').first().waitFor()
    await page.evaluate('document.fonts.ready.then(() => undefined)')
    await page.waitForLoadState('networkidle')
    // Charts are drawn, and sweep and maps computed, when they come into sight.
    if (whole)
      await page.setViewportSize({
        width: SIZES[size].width,
        height: await page.evaluate('document.documentElement.scrollHeight'),
      })
    await page.waitForTimeout(1200)
    const busy = page.locator(whole ? 'progress, .nothing-yet' : 'progress:not(.sweep progress)')
    await busy.first().waitFor({ state: 'detached', timeout: 60_000 })
    if (act) await act(page)
    await page.waitForTimeout(500)
    await page.screenshot({ path: `${FOLDER}/${name}.png`, fullPage: whole ?? false, animations: 'disabled' })
  } finally {
    await page.context().close()
  }
}

/** @param {State[]} all */
function sheet(all) {
  const figures = all.map(
    ({ name, about, size, theme }) =>
      `<figure><a href="${name}.png"><img src="${name}.png" alt="" loading="lazy"></a>` +
      `<figcaption><b>${name}</b> ${size}, ${theme}<br>${about}</figcaption></figure>`,
  )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Review pictures</title><style>
body { font: 14px/1.4 system-ui; margin: 2rem; display: grid; grid-template-columns: repeat(auto-fill, minmax(22rem, 1fr)); gap: 2rem }
figure { margin: 0 } img { width: 100%; max-height: 30rem; object-fit: cover; object-position: top; border: 1px solid #ccc }
</style>${figures.join('\n')}</html>\n`
}
