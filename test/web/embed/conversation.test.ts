import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createConversation, type Figure, type Heard } from '../../../web/embed/conversation.ts'
import type { FrameMessage, FrameState } from '../../../web/embed/protocol.ts'

const STATE: FrameState = {
  link: 'story=one-core',
  time: { playing: false, atSeconds: 0, speed: 1 },
  result: null,
  height: 480,
}

const ARTICLE = 'https://article.example'

/** A figure that notes what it is asked to do, and the conversation with it. */
function talk() {
  const deeds: unknown[][] = []
  const sent: { message: FrameMessage; origin: string }[] = []
  let ms = 0
  const noted =
    (name: string) =>
    (...args: unknown[]) => {
      deeds.push([name, ...args])
      return { ok: true as const, value: null }
    }
  const figure: Figure = {
    state: () => STATE,
    open: noted('open'),
    play: noted('play'),
    pause: noted('pause'),
    seek: noted('seek'),
    theme: noted('theme'),
  }
  const conversation = createConversation(
    figure,
    (message, origin) => sent.push({ message, origin }),
    () => ms,
  )
  const hear = (data: unknown, heard: Partial<Heard> = {}) => {
    const before = sent.length
    conversation.hear({ data, origin: ARTICLE, fromParent: true, ...heard })
    return sent.slice(before).map(({ message }) => message)
  }
  return { conversation, hear, deeds, sent, wait: (more: number) => (ms += more) }
}

const hello = { prefork: 1, id: 1, type: 'hello' }

describe('A conversation with a figure', () => {
  test('begins with hello, which is answered with the state.', () => {
    const { hear } = talk()
    expect(hear({ prefork: 1, id: 7, type: 'play' })).toEqual([
      { prefork: 1, re: 7, type: 'refused', message: 'The first message must be hello.' },
    ])
    expect(hear(hello)).toEqual([{ prefork: 1, re: 1, type: 'done', state: STATE }])
  })

  test('does what it is asked for, once for each request.', () => {
    const { hear, deeds } = talk()
    hear(hello)
    hear({ prefork: 1, id: 2, type: 'set', settings: { 'traffic.ratePerSecond': 40 } })
    hear({ prefork: 1, id: 3, type: 'set', link: 'story=the-knee' })
    hear({ prefork: 1, id: 4, type: 'seek', seconds: 12 })
    hear({ prefork: 1, id: 5, type: 'play', speed: 2 })
    hear({ prefork: 1, id: 6, type: 'pause' })
    hear({ prefork: 1, id: 7, type: 'theme', theme: 'dark' })
    expect(deeds).toEqual([
      ['open', undefined, { 'traffic.ratePerSecond': 40 }],
      ['open', 'story=the-knee', {}],
      ['seek', 12],
      ['play', 2],
      ['pause'],
      ['theme', 'dark'],
    ])
  })

  test('is with the page around alone, and from hello on with its origin alone.', () => {
    const { hear, sent, conversation } = talk()
    expect(hear(hello, { fromParent: false })).toEqual([])
    conversation.tell({ type: 'height', height: 9 })
    expect(sent).toEqual([])
    hear(hello)
    expect(hear({ ...hello, id: 2 }, { origin: 'https://other.example' })).toEqual([
      { prefork: 1, re: 2, type: 'refused', message: 'Another page has said hello before.' },
    ])
    conversation.tell({ type: 'height', height: 9 })
    expect(sent.at(-1)).toEqual({ message: { prefork: 1, type: 'height', height: 9 }, origin: ARTICLE })
  })

  test('refuses another version, and says which one it speaks.', () => {
    const { hear } = talk()
    expect(hear({ prefork: 2, id: 1, type: 'hello' })).toEqual([
      { prefork: 1, re: 1, type: 'refused', message: 'prefork is 2; this version speaks 1.' },
    ])
  })

  test('leaves the messages of others unanswered.', () => {
    const { hear } = talk()
    for (const data of [null, undefined, 'hello', 7, [], { type: 'webpackOk' }, new Map()])
      expect(hear(data)).toEqual([])
  })

  test('reads so many messages a second and no more.', () => {
    const { hear, sent, wait } = talk()
    for (let id = 0; id < 1000; id++) hear({ ...hello, id })
    expect(sent).toHaveLength(201)
    expect(sent.at(-1)?.message).toMatchObject({ type: 'refused', message: 'At most 200 messages a second are read.' })
    wait(1000)
    expect(hear(hello)).toHaveLength(1)
  })

  test('answers anything with a refusal at worst, and does nothing that was not asked in its form.', () => {
    const types = ['hello', 'get', 'set', 'play', 'pause', 'seek', 'theme', '__proto__', 'constructor', 'toString']
    const message = fc.record(
      {
        prefork: fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.anything() }),
        id: fc.oneof(fc.nat(), fc.anything()),
        type: fc.oneof(fc.constantFrom(...types), fc.anything()),
        link: fc.oneof(fc.string({ maxLength: 50 }), fc.anything()),
        settings: fc.oneof(fc.dictionary(fc.string(), fc.anything()), fc.anything()),
        seconds: fc.oneof(fc.double(), fc.anything()),
        theme: fc.anything(),
        speed: fc.anything(),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(message, fc.anything()), { maxLength: 20 }), messages => {
        const { hear, deeds } = talk()
        hear(hello)
        for (const data of messages) {
          const before = deeds.length
          const answers = hear(data)
          expect(answers.length).toBeLessThanOrEqual(1)
          const done = answers[0]?.type === 'done'
          if (!done) expect(deeds.length).toBe(before)
        }
        for (const [name, value] of deeds) {
          if (name === 'seek') expect(value).toBeGreaterThanOrEqual(0)
          if (name === 'theme') expect(['auto', 'light', 'dark']).toContain(value)
        }
      }),
      { seed: 6, numRuns: 500 },
    )
  })
})
