import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { prerender } from 'react-dom/static'
import { beforeAll, describe, expect, test, vi } from 'vitest'
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

beforeAll(() => {
  for (const area of AREAS) {
    vi.doMock(join(ROOT, 'web/text/en', area), async actual => pseudo(await actual<object>()))
  }
  // Rendered without a window, stores would show what they began with.
  vi.doMock('react', async actual => ({
    ...(await actual<typeof import('react')>()),
    useSyncExternalStore: <T,>(_: unknown, snapshot: () => T) => snapshot(),
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
  vi.stubGlobal('document', { documentElement: { dataset: {} }, body: { querySelector: () => null } })
})

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
    .replace(/<(code|style|script|kbd|textarea)[^>]*>.*?<\/\1>/gs, ' ')
    .replace(/<!--.*?-->/g, '')
    .split(/<[^>]*>/)
  return [...seen, ...spoken]
    .map(text => text.replaceAll('&#x27;', "'").replaceAll('&amp;', '&').replaceAll('&quot;', '"').trim())
    .filter(text => text !== '')
}

/** Whole texts in which there is an English word that is none of the simulator's. */
function english(html: string): string[] {
  const known = FROM_THE_SIMULATOR.filter(text => text !== '').sort((a, b) => b.length - a.length)
  return wordsOf(html).filter(text => {
    const rest = known.reduce((left, words) => left.replaceAll(words, ' '), text)
    const words = rest.match(/[\p{L}]+/gu) ?? []
    return words.some(word => /^[a-z]+$/i.test(word) && word !== accented(word) && !UNITS.includes(word))
  })
}

async function rendered(element: React.ReactNode): Promise<string> {
  const { prelude } = await prerender(element)
  return new Response(prelude).text()
}

describe('With a catalogue of another language', () => {
  test('a text that was not translated would be found.', () => {
    expect(english('<p title="More">Áá <b>one</b> ťwóó</p>')).toEqual(['one', 'More'])
    expect(english('<p>14 ms, 99 %</p><code>workers = 4</code>')).toEqual([])
  })

  test('the playground says nothing in English.', async () => {
    await playground()
    const { App } = await import('../../../web/App.tsx')
    const html = await rendered(<App />)
    // All of it is there: what comes with the page, the settings, and what is loaded later.
    for (const word of [
      'Lanes',
      'Change',
      'Settings',
      'Undo',
      'What happened here?',
      'Throughput',
      'Workers over time',
    ]) {
      expect(html).toContain(accented(word))
    }
    expect(english(html)).toEqual([])
  })

  test('nor do its dialogs and lists.', async () => {
    const page = await playground()
    const { lanes } = page.store.getState().picture!
    const { settingsOf } = await import('../../../web/state/edit.ts')
    const { ownersOf } = await import('../../../web/controls/Controls.tsx')
    const { AllSettings } = await import('../../../web/controls/AllSettings.tsx')
    const { ChooseServer, RenameLane } = await import('../../../web/stage/LaneDialogs.tsx')
    const { ThreeClocks } = await import('../../../web/stage/ThreeClocks.tsx')
    const { ShareDialog } = await import('../../../web/share/ShareDialog.tsx')
    const { HeatMaps } = await import('../../../web/charts/HeatMaps.tsx')
    const { Opening } = await import('../../../web/present/Opening.tsx')
    const now = page.store.getState().page
    const html = await rendered(
      <>
        <AllSettings settings={settingsOf(now)} owners={ownersOf(now)} />
        <RenameLane id="one" name="" onClose={() => {}} />
        <ChooseServer lane={null} title="" onClose={() => {}} />
        <ThreeClocks
          lane={lanes[0]!}
          chosen={{ lane: lanes[0]!.id, row: 3, open: true, x: 0, y: 0 }}
          onClose={() => {}}
        />
        <ShareDialog onClose={() => {}} />
        <HeatMaps />
        <Opening />
      </>,
    )
    for (const word of ['Search the settings', 'Rename the lane', 'Its way:', 'Citation', 'Upward', 'Or paste it']) {
      expect(html).toContain(accented(word))
    }
    expect(english(html)).toEqual([])
  })

  test('nor does a sentence of what happened, or a name of a lane that was written from its settings.', async () => {
    const page = await playground()
    const { findingText } = await import('../../../web/story/finding.ts')
    const { laneNote } = await import('../../../web/story/lane-note.ts')
    const { instantOf, instantText } = await import('../../../web/stage/instant.ts')
    const lanes = page.store.getState().picture!.lanes
    const said = [
      findingText(lanes),
      ...lanes.flatMap(lane => [laneNote(lane.result), instantText(instantOf(lane, 20_000)!)]),
    ]
    expect(said.join(' ').length).toBeGreaterThan(300)
    expect(said.flatMap(english)).toEqual([])
  })
})

/** A page that has run the first story, in this process and with no address bar. */
async function playground() {
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
