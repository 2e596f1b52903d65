import type { ComponentType } from 'react'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { english, playground, rendered, speakAnotherLanguage } from './another-language.ts'
import { accented } from './pseudo.ts'

beforeAll(speakAnotherLanguage)

// What is rendered to text has no turns to wait for.
vi.mock('../../../web/charts/in-turn.ts', async original => ({
  ...(await original<typeof import('../../../web/charts/in-turn.ts')>()),
  useOneByOne: (all: number) => all,
  useInTurn: <T,>(value: T) => value,
}))

// Nor does anything come to it later; React waits for what it asks for by `lazy`.
vi.mock('../../../web/style/on-its-way.tsx', async () => {
  const { lazy } = await import('react')
  return {
    onItsWay: (load: () => Promise<ComponentType>) => lazy(() => load().then(part => ({ default: part }))),
  }
})

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
    const { default: WhatHappened } = await import('../../../web/story/WhatHappened.tsx')
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
        <WhatHappened />
      </>,
    )
    for (const word of [
      'Search the settings',
      'Rename the lane',
      'Its way:',
      'Citation',
      'Upward',
      'Or paste it',
      'Before',
    ]) {
      expect(html).toContain(accented(word))
    }
    expect(english(html)).toEqual([])
  })

  test('nor does a sentence of what happened, or a name of a lane that was written from its settings.', async () => {
    const page = await playground()
    const { findingText } = await import('../../../web/story/finding.ts')
    const { laneNote } = await import('../../../web/story/lane-note.ts')
    const { instantOf, instantText } = await import('../../../web/stage/instant.ts')
    const { episodeOf } = await import('../../../web/story/episode.ts')
    const { whatHappened } = await import('../../../web/story/what-happened.ts')
    const lanes = page.store.getState().picture!.lanes
    const chains = lanes.flatMap(lane =>
      [10_000, 20_000, 30_000].flatMap(from => whatHappened(episodeOf(lane, from, from + 1000), lane.result.rows!)),
    )
    expect(new Set(chains.map(({ about }) => about)).size).toBeGreaterThan(5)
    const said = [
      ...chains.map(({ text }) => text),
      findingText(lanes),
      ...lanes.flatMap(lane => [laneNote(lane.result), instantText(instantOf(lane, 20_000)!)]),
    ]
    expect(said.join(' ').length).toBeGreaterThan(300)
    expect(said.flatMap(text => english(text))).toEqual([])
  })
})
