import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ComponentProps } from 'react'
import type { Plugin } from 'vite'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { FILE_KIND_LABELS } from '../../../sim/config/configuration.ts'
import { METRIC_NAMES, reasonText } from '../../../sim/fleet/words.ts'
import { FLEET_PRESETS } from '../../../sim/scenario/fleet-presets.ts'
import { MACHINE_TYPES, PRICE_REGION } from '../../../sim/scenario/machine-types.ts'
import { simulateFleet } from '../../../sim/simulate-fleet.ts'
import type { Answer } from '../../../web/learn/answers.ts'
import type { Chapter, CurveQuestion } from '../../../web/learn/chapter.ts'
import { CHAPTERS } from '../../../web/learn/chapters.ts'
import type { Asked } from '../../../web/learn/mount.tsx'
import type { SimPool } from '../../../web/worker/sim-pool.ts'
import { ROOT } from '../../ground/sources.ts'
import { english, playground, rendered, speakAnotherLanguage } from './another-language.ts'
import { accented } from './pseudo.ts'

const never = () => new Promise<never>(() => {})
const NO_POOL = { fleet: never, fleetFigures: never, summarise: never, readTrace: never } as unknown as SimPool

/** What a chapter's author writes stands in files of its own language. */
const BY_AUTHORS = CHAPTERS.flatMap(({ title, idea }) => [title, idea])

/** Words of sim/fleet, which the command line says too. */
const BY_FLEETS = [
  ...FLEET_PRESETS.flatMap(({ title, about }) => [title, about]),
  ...MACHINE_TYPES.flatMap(({ name, assumption = '' }) => [name, assumption]),
  ...Object.values(METRIC_NAMES),
  PRICE_REGION,
]

// What is rendered to text has no turns to wait for.
vi.mock('../../../web/charts/in-turn.ts', async original => ({
  ...(await original<typeof import('../../../web/charts/in-turn.ts')>()),
  useOneByOne: (all: number) => all,
}))

const SAID = vi.hoisted(() => ({
  fleet: null as unknown,
  answer: null as Answer | null,
}))

beforeAll(() => {
  speakAnotherLanguage()
  // What effects would have brought, rendered at once.
  vi.doMock(join(ROOT, 'web/fleet/use-fleet.ts'), () => ({ useFleet: () => SAID.fleet }))
  vi.doMock(join(ROOT, 'web/learn/answers.ts'), () => ({ answerTo: () => SAID.answer, remember: () => {} }))
  vi.doMock('react-dom', async actual => ({
    ...(await actual<typeof import('react-dom')>()),
    createPortal: (node: React.ReactNode) => node,
  }))
  vi.doMock(join(ROOT, 'scripts/site/render-chapter.tsx'), async actual => ({
    ...(await actual<object>()),
    renderText: () => ({ before: '', after: '' }),
  }))
})

/** A day of the first fleet, cut short. */
async function aFleet() {
  const { fleetScenario, OPENING } = await import('../../../web/fleet/fleet-link.ts')
  const scenario = fleetScenario({ ...OPENING, edits: { fleet: { hours: 2 } } })
  if (!scenario.ok) throw new Error(scenario.problems[0]!.message)
  return simulateFleet(scenario.value)
}

describe('With a catalogue of another language', () => {
  test('the page of fleets says nothing in English, before there is a result or after.', async () => {
    const { FleetPage } = await import('../../../web/fleet/FleetPage.tsx')
    SAID.fleet = { result: null, progress: 0.5, failure: null, cancel: () => {} }
    const before = await rendered(<FleetPage pool={NO_POOL} />)
    expect(before).toContain(accented('A fleet over hours and days'))
    expect(english(before, BY_FLEETS)).toEqual([])
    const result = await aFleet()
    SAID.fleet = { result, progress: null, failure: null, cancel: () => {} }
    const after = await rendered(<FleetPage pool={NO_POOL} />)
    for (const word of ['Recorded traffic', 'Instance-hours', 'What stands behind it', 'Begin with']) {
      expect(after).toContain(accented(word))
    }
    expect(english(after, [...BY_FLEETS, ...result.events.map(reasonText)])).toEqual([])
  })

  test('nor do the page’s figures with their intervals, and the file that was chosen.', async () => {
    const { figuresOf, howSure } = await import('../../../web/fleet/fleet-figures.ts')
    const { Recording } = await import('../../../web/fleet/Recording.tsx')
    const { summariseFleets, figuresOf: numbersOf } = await import('../../../sim/fleet/figures.ts')
    const result = await aFleet()
    const summary = summariseFleets([numbersOf(result), numbersOf(result)])
    const trace = { name: '1.csv', sentMs: new Float64Array(2), cpuMs: new Float64Array(2), ioMs: new Float64Array(2) }
    const said = [
      howSure(result, summary),
      ...figuresOf(result, summary).flatMap(({ name, value, spread }) => [name, value, spread]),
      (await rendered(<Recording pool={NO_POOL} trace={trace} onTrace={() => null} />)).replaceAll('.csv', ''),
    ]
    expect(said.flatMap(text => english(text))).toEqual([])
  })

  test('nor do a chapter’s forms, before an answer and after each kind of one.', async () => {
    await playground()
    const { Live } = await import('../../../web/learn/Live.tsx')
    const { FleetDay } = await import('../../../web/learn/FleetDay.tsx')
    const curve = CHAPTERS.find(({ question }) => question.kind === 'curve')!
    const choice = CHAPTERS.find(({ question, scenes }) => question.kind === 'choice' && scenes)!
    const answers: [Chapter, Answer | null][] = [
      [choice, null],
      [choice, 'skipped'],
      [choice, { choice: 'a' }],
      [choice, { choice: 'b' }],
      [curve, null],
      [curve, { curve: [1, 2, 3] }],
    ]
    const shown: string[] = []
    for (const [chapter, answer] of answers) {
      SAID.answer = answer
      shown.push(await rendered(<Live chapter={foreign(chapter)} asked={ASKED} askIn={{} as HTMLElement} />))
    }
    SAID.fleet = { result: null, progress: 0.5, failure: null, cancel: () => {} }
    shown.push(await rendered(<FleetDay fleets={[{ preset: FLEET_PRESETS[0]!.id, label: '' }]} />))
    for (const word of [
      'Show it without answering',
      'your answer, and what happens',
      'It came out otherwise',
      'Dashed: what you drew.',
      'Enter the values instead',
      'Situation',
      'A day is being simulated.',
    ]) {
      expect(shown.join()).toContain(accented(word))
    }
    expect(shown.flatMap(html => english(html))).toEqual([])
  })

  test('nor do the pages of the plan and of one’s own server, as they open.', async () => {
    const { PlanPage } = await import('../../../web/plan/PlanPage.tsx')
    const { YourServer } = await import('../../../web/config/YourServer.tsx')
    const shown = [
      await rendered(<PlanPage pool={{} as ComponentProps<typeof PlanPage>['pool']} />),
      await rendered(<YourServer />),
    ]
    for (const word of ['How many workers, on what, for your load?', 'Use my configuration']) {
      expect(shown.join()).toContain(accented(word))
    }
    const families = MACHINE_TYPES.map(({ name }) => name.split('.')[0]!)
    const code = ['docker-compose.yml', '$time_iso8601 $status $request_time']
    const known = [...families, ...code, ...Object.values(FILE_KIND_LABELS)]
    expect(shown.flatMap(html => english(html, known))).toEqual([])
  })

  test('nor does the form of a challenge.', async () => {
    const { ChallengeForm } = await import('../../../web/learn/ChallengeForm.tsx')
    const { readChallenge } = await import('../../../web/learn/challenge.ts')
    const file = join(ROOT, 'web/learn/chapters/workers/challenge.json')
    const challenge = readChallenge(JSON.parse(readFileSync(file, 'utf8')))
    const html = await rendered(<ChallengeForm challenge={challenge} pool={NO_POOL} />)
    expect(html).toContain(accented('Give me a hint'))
    expect(english(html)).toEqual([])
  })

  test('nor do pages that are made at build: the list of chapters, what stands around one, a story, an address that is not there.', async () => {
    const { chapterPages } = await import('../../../scripts/site/chapter-pages.tsx')
    const { toldPage } = await import('../../../scripts/site/story-page.ts')
    const { filesFor } = await import('../../../scripts/site/host-files.ts')
    const load = (chapterPages(ROOT) as Plugin & { load: (id: string) => Promise<string> }).load
    const chapter = CHAPTERS.find(({ id }) => id === 'workers')!
    const told = { id: 'x', page: 'x.html', opening: '', title: '', about: '', sentence: '', lanes: [] }
    const index = '<html lang="en"><title></title><noscript></noscript></html>'
    const pages = [
      await load(join(ROOT, 'learn/index.html')),
      await load(join(ROOT, `learn/${chapter.id}.html`)),
      toldPage(index, told, null),
      filesFor([], null)['404.html']!,
    ]
    for (const word of ['Skip what you like', 'Challenge', 'With JavaScript', 'Go to Prefork']) {
      expect(pages.join()).toContain(accented(word))
    }
    const { challengeOf } = await import('../../../scripts/site/render-chapter.tsx')
    const { task } = challengeOf(ROOT, chapter.id)!
    const { asks } = JSON.parse(/data-asked="([^"]*)"/.exec(pages[1]!)![1]!.replaceAll('&quot;', '"'))
    const heads = pages.flatMap(html => [...html.matchAll(/<meta name="description" content="([^"]*)"/g)])
    const said = [...pages, ...heads.map(([, text]) => text!)]
    expect(said.flatMap(text => english(text, [...BY_AUTHORS, task, asks]))).toEqual([])
  })
})

/** As if its author had written it in that language. */
function foreign(chapter: Chapter): Chapter {
  const { question, scenes = [] } = chapter
  const asks: Chapter['question'] =
    question.kind === 'curve'
      ? ({
          ...question,
          over: { ...question.over, label: accented('Over') },
          of: { ...question.of, label: accented('Of'), unit: accented('Unit') },
        } satisfies CurveQuestion)
      : { ...question, choices: ['a', 'b'].map(id => ({ id, text: accented(id) })) }
  return { ...chapter, question: asks, scenes: scenes.map(scene => ({ ...scene, label: accented(scene.label) })) }
}

const ASKED: Asked = {
  asks: accented('What happens'),
  choices: { a: accented('One'), b: accented('Another') },
  answer: 'a',
  curve: [1, 2, 3],
}
