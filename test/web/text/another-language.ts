/** The page in a language made of English, and what of it is still English. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { prerender } from 'react-dom/static'
import { vi } from 'vitest'
import { PARAMETERS } from '../../../sim/scenario/parameters.ts'
import { SERVER_KINDS } from '../../../sim/scenario/server-kinds.ts'
import { SERVER_PRESETS } from '../../../sim/scenario/server-presets.ts'
import { STORIES } from '../../../sim/scenario/stories.ts'
import type { SimPool } from '../../../web/worker/sim-pool.ts'
import { ROOT } from '../../ground/sources.ts'
import { accented, pseudo } from './pseudo.ts'

/** These hold a language's names and words for numbers, and no messages. */
const NO_MESSAGES = ['locale.ts', 'parameters.ts', 'words.ts']

const AREAS = readdirSync(join(ROOT, 'web/text/en')).filter(name => !NO_MESSAGES.includes(name))

/** What is imported from now on says everything in a language made of English; stores are read without a window. */
export function speakAnotherLanguage(): void {
  for (const area of AREAS) {
    vi.doMock(join(ROOT, 'web/text/en', area), async actual => pseudo(await actual<object>()))
  }
  // Rendered without a window, stores would show what they began with.
  vi.doMock('react', async actual => ({
    ...(await actual<typeof import('react')>()),
    useSyncExternalStore: <T>(_: unknown, snapshot: () => T) => snapshot(),
  }))
  vi.doMock('zustand', async actual => ({
    ...(await actual<typeof import('zustand')>()),
    useStore: <T, U>(store: { getState: () => T }, select: (state: T) => U) => select(store.getState()),
  }))
  vi.doMock(join(ROOT, 'web/style/theme.ts'), () => ({ currentTheme: () => 'light', onThemeChange: () => () => {} }))
  // What a window has, as far as modules ask for it when they are loaded.
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {} }))
  vi.stubGlobal('IntersectionObserver', class {})
  vi.stubGlobal('location', new URL('https://example.org/index.html'))
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('requestAnimationFrame', () => 0)
  vi.stubGlobal('document', {
    documentElement: { dataset: {} },
    body: { querySelector: () => null },
    compatMode: 'CSS1Compat',
  })
}

/** Words that come from sim/, where they stand in English beside what they name. */
const FROM_THE_SIMULATOR = [
  ...STORIES.flatMap(({ title, about, lanes }) => [title, about, ...lanes.map(({ name }) => name)]),
  ...PARAMETERS.flatMap(parameter => [
    parameter.label,
    parameter.help,
    ...(parameter.kind === 'choice' ? parameter.choices.map(({ label }) => label) : []),
    ...(parameter.kind === 'number' ? [parameter.unit, parameter.zeroMeans ?? ''] : []),
  ]),
  ...Object.values(SERVER_KINDS).map(({ label }) => label),
  ...SERVER_PRESETS.flatMap(({ title, about, line }) => [title, about, line]),
]

/** Units are symbols, the same in every language. */
const UNITS = ['ms', 's', 'min']

/** What a reader sees and hears of a page, without code, and without lines that are there to be copied. */
function wordsOf(html: string): string[] {
  const spoken = [...html.matchAll(/ (?:aria-label|aria-valuetext|title|placeholder|alt)="([^"]*)"/g)].map(
    ([, text]) => text!,
  )
  const seen = html
    .replace(/<(code|style|script|kbd|pre|textarea)[^>]*>.*?<\/\1>/gs, ' ')
    .replace(/<!--.*?-->/g, '')
    .split(/<[^>]*>/)
  return [...seen, ...spoken]
    .map(text => text.replaceAll('&#x27;', "'").replaceAll('&amp;', '&').replaceAll('&quot;', '"').trim())
    .filter(text => text !== '')
}

/** Whole texts in which there is an English word that is none of the simulator's, and not excepted. */
export function english(html: string, excepted: readonly string[] = []): string[] {
  const known = [...FROM_THE_SIMULATOR, ...excepted].filter(text => text !== '').sort((a, b) => b.length - a.length)
  return wordsOf(html).filter(text => {
    const rest = known.reduce((left, words) => left.replaceAll(words, ' '), text)
    const words = rest.match(/[\p{L}]+/gu) ?? []
    return words.some(word => /^[a-z]+$/i.test(word) && word !== accented(word) && !UNITS.includes(word))
  })
}

export async function rendered(element: React.ReactNode): Promise<string> {
  const { prelude } = await prerender(element)
  return new Response(prelude).text()
}

/** A page that has run the first story, in this process and with no address bar. */
export async function playground() {
  const { surroundWith } = await import('../../../web/state/surroundings.ts')
  const { runLane } = await import('../../../web/worker/sim-api.ts')
  const never = () => new Promise<never>(() => {})
  const nothing = () => {}
  surroundWith({
    pool: {
      runOnce: (async (scenario, requests, rows) => runLane(scenario, requests, rows)) satisfies SimPool['runOnce'],
      summarise: never,
      fleet: never,
      theory: never,
    } as unknown as SimPool,
    address: {
      read: () => '#story=one-core',
      ways: () => ({ back: false, forward: false }),
      push: nothing,
      slide: nothing,
      settle: nothing,
      replace: nothing,
      travel: nothing,
      onTravel: nothing,
    },
    startsByItself: false,
  })
  const { page } = await import('../../../web/state/the-page.ts')
  await vi.waitUntil(() => page.store.getState().picture !== null, { timeout: 30_000 })
  return page
}
