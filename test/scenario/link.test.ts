import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeState, encodeState, laneScenario, type PageState, stateOfStory } from '../../sim/scenario/link.ts'
import { withParameter } from '../../sim/scenario/scenario.ts'
import { DEFAULT_STORY, findStory } from '../../sim/scenario/stories.ts'
import { states } from './arbitrary-settings.ts'

const opening = stateOfStory(DEFAULT_STORY)

function withLane(state: PageState, id: string, set: PageState['shared']): PageState {
  return { ...state, lanes: state.lanes.map(lane => (lane.id === id ? { ...lane, set } : lane)) }
}

function messages(hash: string): string[] {
  return decodeState(hash).problems.map(({ message }) => message)
}

const scenarios = (state: PageState) => state.lanes.map(lane => laneScenario(state, lane))

describe('A link', () => {
  test('carries every state of the page, and means the same scenarios.', () => {
    fc.assert(
      fc.property(states, state => {
        const link = encodeState(state)
        const read = decodeState(`#${link}`)
        expect(read.problems).toEqual([])
        expect(read.state.story).toBe(state.story)
        expect(scenarios(read.state)).toEqual(scenarios(state))
        expect(encodeState(read.state)).toBe(link)
        expect(decodeState(link).state).toEqual(read.state)
        expect(read.state.lanes).toEqual(state.lanes)
        expect(link).toMatch(/^[\w.=&:,%+!~*()'-]+$/)
      }),
      { numRuns: 200 },
    )
  })

  test('says only what differs from the story.', () => {
    expect(encodeState(opening)).toBe('story=one-core')
    const faster = { ...opening, shared: withParameter(opening.shared, 'traffic.ratePerSecond', 20) }
    const more = withLane(faster, 'pool', { server: { kind: 'gunicorn-sync', workers: 4 } })
    expect(encodeState(more)).toBe('story=one-core&traffic.ratePerSecond=20&pool.server.workers=4')
    expect(decodeState('story=one-core&traffic.ratePerSecond=20&pool.server.workers=4')).toEqual({
      state: more,
      problems: [],
    })
  })

  test('is short again when a slider is back where it was.', () => {
    const state = { ...opening, shared: withParameter(opening.shared, 'machine.cores', 1) }
    expect(encodeState(state)).toBe('story=one-core')
  })

  test('keeps colons and commas as they are.', () => {
    const steps = [
      { atSeconds: 10, ratePerSecond: 120 },
      { atSeconds: 15, ratePerSecond: 12 },
    ]
    const state = { ...opening, shared: withParameter(opening.shared, 'traffic.steps', steps) }
    expect(encodeState(state)).toBe('story=one-core&traffic.steps=10:120,15:12')
  })

  test('has an empty value for what the story sets and the page does not.', () => {
    const state = withLane(opening, 'pool', { server: { kind: 'uwsgi' } })
    expect(encodeState(state)).toBe('story=one-core&pool.server.kind=uwsgi&pool.server.workers=')
    expect(decodeState(encodeState(state)).state).toEqual(state)
  })

  test('may have its parts in any order, the last of two alike counts.', () => {
    const { state, problems } = decodeState(
      'pool.server.workers=&pool.server.kind=flask&run.seed=3&run.seed=4&story=nobody-waits',
    )
    expect(problems).toEqual([])
    expect(state.story).toBe('nobody-waits')
    expect(state.shared.run?.seed).toBe(4)
    expect(state.lanes[1]?.set).toEqual({ server: { kind: 'flask' } })
  })

  test('can hold an instant, to the microsecond, and never one before an event that is seen in it.', () => {
    expect(encodeState({ ...opening, atSeconds: 12.3 })).toBe('story=one-core&t=12.3')
    expect(encodeState({ ...opening, atSeconds: 0 })).toBe('story=one-core&t=0')
    expect(encodeState({ ...opening, atSeconds: 1.23456701 })).toBe('story=one-core&t=1.234568')
    expect(decodeState('t=12.3&story=one-core')).toEqual({ state: { ...opening, atSeconds: 12.3 }, problems: [] })
    fc.assert(
      fc.property(fc.double({ min: 0, max: 59, noNaN: true }), atSeconds => {
        const read = decodeState(encodeState({ ...opening, atSeconds })).state.atSeconds!
        expect(read - atSeconds).toBeGreaterThan(-1e-8)
        expect(read - atSeconds).toBeLessThan(1.1e-6)
      }),
    )
  })

  test('that is empty opens the first screen.', () => {
    for (const hash of ['', '#', '&&', '#&']) expect(decodeState(hash)).toEqual({ state: opening, problems: [] })
  })
})

describe('The lanes of a link', () => {
  const added = { id: 'a', name: 'On Fridays', set: { server: { kind: 'uwsgi' as const, workers: 4 } } }

  test('are listed when they are not the story’s, with what is their own and their names.', () => {
    const state = { ...opening, lanes: [opening.lanes[1]!, added] }
    const link = 'story=one-core&lanes=pool,a&a.name=On%20Fridays&a.server.kind=uwsgi&a.server.workers=4'
    expect(encodeState(state)).toBe(link)
    expect(decodeState(link)).toEqual({ state, problems: [] })
  })

  test('can be one to four, each with a server of its own.', () => {
    const link = 'story=one-core&lanes=d,one,b,pool&b.server.kind=waitress&b.client.retries=3&d.machine.cores=8'
    const { state, problems } = decodeState(link)
    expect(problems).toEqual([])
    expect(encodeState(state)).toBe(
      'story=one-core&lanes=d,one,b,pool&d.machine.cores=8&b.client.retries=3&b.server.kind=waitress',
    )
    expect(scenarios(state).map(one => one.ok && [one.value.server.kind, one.value.machine.cores])).toEqual([
      ['gunicorn-sync', 8],
      ['flask', 1],
      ['waitress', 1],
      ['gunicorn-sync', 1],
    ])
    expect(decodeState('lanes=pool').state.lanes.map(({ id }) => id)).toEqual(['pool'])
  })

  test('have the story’s name again when the given one is empty.', () => {
    expect(decodeState('pool.name=').state).toEqual(opening)
    expect(decodeState('pool.name=A%20%20queue%20').state.lanes[1]?.name).toBe('A queue')
  })

  test.each(['', 'one,one', 'one,two', 'one,pool,a,b,c', 'one;pool', 'e', 'server', '__proto__'])(
    'that say “%s” are the story’s, and a sentence says what is allowed.',
    text => {
      const { state, problems } = decodeState(`lanes=${text}&pool.server.workers=4`)
      expect(state.lanes.map(({ id }) => id)).toEqual(['one', 'pool'])
      expect(state.lanes[1]?.set.server?.workers).toBe(4)
      expect(problems.map(({ message }) => message)).toEqual([
        `lanes is "${text}"; allowed is a list of one to four different lanes of one, pool, a, b, c, d.`,
      ])
    },
  )

  test('have no settings of lanes that are not there, and none of what all lanes share.', () => {
    expect(messages('lanes=pool,a&one.server.backlog=7&b.machine.cores=2')).toEqual([
      'one.server.backlog is "7"; allowed is a setting of one of the lanes pool, a.',
      'b.machine.cores is "2"; allowed is a setting of one of the lanes pool, a.',
    ])
    expect(messages('pool.traffic.ratePerSecond=7&pool.run.seed=2')).toEqual([
      'pool.traffic.ratePerSecond is "7"; allowed is traffic.ratePerSecond, which is the same for all lanes.',
      'pool.run.seed is "2"; allowed is run.seed, which is the same for all lanes.',
    ])
  })

  test('are not named in a way that hides something.', () => {
    for (const name of ['x'.repeat(41), 'a%E2%80%AEb', 'a%00b']) {
      expect(decodeState(`pool.name=${name}`).state).toEqual(opening)
      expect(messages(`pool.name=${name}`)[0]).toMatch(
        /^pool\.name is ".*"; allowed is a name of at most 40 characters, none of them hidden\.$/,
      )
    }
  })
})

describe('Of a broken link', () => {
  test('each broken part is named, and the others are kept.', () => {
    const hash = '#story=one-core&traffic.ratePerSecond=fast&machine.cores=2&pool.server.wokers=4&q=5&%zz=1&alone'
    expect(decodeState(hash).state.shared.machine).toEqual({ cores: 2 })
    expect(decodeState(hash).state.shared.traffic).toEqual(opening.shared.traffic)
    expect(messages(hash)).toEqual([
      'A part of the link is "%zz=1"; allowed is name=value, percent-encoded as UTF-8.',
      'A part of the link is "alone"; allowed is name=value.',
      'traffic.ratePerSecond is "fast"; allowed is a number more than 0 and at most 100,000 per second.',
      'pool.server.wokers is "4", but there is no such parameter; did you mean pool.server.workers?',
      'q is "5", but there is no such parameter; allowed are the groups traffic, request, client, proxy, server, machine, fleet, run.',
    ])
  })

  test.each(['soon', '-1', '60.1', '1e1', '', 'Infinity'])('the instant “%s” is refused, and nothing else.', text => {
    const { state, problems } = decodeState(`t=${text}&machine.cores=2`)
    expect(state).toEqual({ ...opening, shared: { ...opening.shared, machine: { cores: 2 } } })
    expect(problems.map(({ message }) => message)).toEqual([
      `t is "${text}"; allowed is a number of seconds from 0 to 60, the measured time.`,
    ])
  })

  test('an instant is held against the time that the rest of the link sets.', () => {
    expect(decodeState('t=90&run.seconds=100').state.atSeconds).toBe(90)
    expect(messages('t=90&run.seconds=80')).toHaveLength(1)
  })

  test('an unknown story is named, and the first one told, with the rest of the link.', () => {
    const { state } = decodeState('story=nobody&machine.cores=4')
    expect(state.story).toBe('one-core')
    expect(state.shared.machine).toEqual({ cores: 4 })
    expect(messages('story=nobody')).toEqual([
      'story is "nobody"; allowed is one of one-core, two-cores, cheaper-machine, nobody-waits, the-knee, retry-storm.',
    ])
  })

  test('a setting that a lane’s server does not have is left out, and said so.', () => {
    const { state } = decodeState('one.server.workers=4&one.server.backlog=7')
    expect(state.lanes[0]?.set).toEqual({ server: { kind: 'flask', backlog: 7 } })
    expect(messages('one.server.workers=4')).toEqual([
      'one.server.workers is left out: server.workers is 4; allowed is only 1, because flask has no such setting.',
    ])
  })

  test('the same setting for all lanes counts for those that have it.', () => {
    const { state, problems } = decodeState('server.workers=4&pool.server.workers=')
    expect(problems).toEqual([])
    expect(scenarios(state).map(one => one.ok && one.value.server.workers)).toEqual([1, 4])
  })

  test('what is too much work together is taken as far as it goes.', () => {
    const hash = 'run.seconds=86400&traffic.ratePerSecond=90000&machine.cores=8'
    const { state } = decodeState(hash)
    expect(state.shared.traffic?.ratePerSecond).toBe(90_000)
    expect(state.shared.run?.seconds).toBe(60)
    expect(state.shared.machine?.cores).toBe(8)
    expect(messages(hash)).toHaveLength(1)
    expect(messages(hash)[0]).toMatch(
      /^run\.seconds is left out: traffic\.ratePerSecond is 90,000, which over 86,400 s/,
    )
  })
})

test('The two-core story gives each lane its own machine.', () => {
  const state = stateOfStory(findStory('two-cores')!)
  expect(scenarios(state).map(one => one.ok && one.value.machine.cores)).toEqual([1, 2])
})
