import { describe, expect, it } from 'vitest'
import { decodeState, encodeState, type PageState, stateOfStory } from '../../../sim/scenario/link.ts'
import { findPreset } from '../../../sim/scenario/presets.ts'
import { findStory, STORIES } from '../../../sim/scenario/stories.ts'
import type { Checked } from '../../../sim/scenario/validate.ts'
import { hasRoom, renamed, withCopy, withoutLane, withServer, withServerAdded } from '../../../web/state/lane-edits.ts'
import { lanesOf } from '../../../web/state/lanes.ts'

const oneCore = stateOfStory(findStory('one-core')!)
const twoCores = stateOfStory(findStory('two-cores')!)
const preset = (id: string) => findPreset(id)!.scenario

function page(checked: Checked<PageState>): PageState {
  if (!checked.ok) throw new Error(checked.problems[0]?.message)
  return checked.value
}

const servers = (state: PageState) => lanesOf(state).map(({ scenario }) => scenario.server.kind)
const comesBack = (state: PageState) => expect(decodeState(encodeState(state))).toEqual({ state, problems: [] })

describe('lanes', () => {
  it('can be added up to four, each with the server that was chosen, and the link carries them', () => {
    let state = page(withServerAdded(oneCore, preset('uwsgi')))
    expect(encodeState(state)).toBe(
      'story=one-core&lanes=one,pool,a&a.server.kind=uwsgi&a.server.workers=4&a.server.threads=2',
    )
    state = page(withServerAdded(state, preset('waitress')))
    expect(servers(state)).toEqual(['flask', 'gunicorn-sync', 'uwsgi', 'waitress'])
    expect(hasRoom(state)).toBe(false)
    expect(page(withServerAdded(state, preset('flask')))).toBe(state)
    expect(page(withCopy(state, 'one'))).toBe(state)
    comesBack(state)
  })

  it('are what the preset says, whatever all lanes share', () => {
    for (const id of ['flask', 'waitress', 'gunicorn-gthread', 'elastic-beanstalk']) {
      const state = page(withServerAdded(twoCores, preset(id)))
      const alone = page(withServerAdded({ ...twoCores, shared: {} }, preset(id)))
      expect(lanesOf(state)[2]!.scenario.server).toEqual(lanesOf(alone)[2]!.scenario.server)
      comesBack(state)
    }
  })

  it('stand below the one they are a copy of, with all that it has of its own', () => {
    const state = page(withCopy(twoCores, 'one-core'))
    expect(state.lanes.map(({ id }) => id)).toEqual(['one-core', 'a', 'two-cores'])
    expect(lanesOf(state).map(({ scenario }) => scenario.machine.cores)).toEqual([1, 1, 2])
    comesBack(state)
  })

  it('can be removed, the story’s too, but never the last one', () => {
    const one = page(withoutLane(oneCore, 'one'))
    expect(encodeState(one)).toBe('story=one-core&lanes=pool')
    expect(page(withoutLane(one, 'pool'))).toBe(one)
    comesBack(one)
  })

  it('get another server, and keep what else is their own', () => {
    const state = page(withServer(twoCores, 'two-cores', preset('flask')))
    expect(lanesOf(state)[1]!.scenario).toMatchObject({ server: { kind: 'flask' }, machine: { cores: 2 } })
    comesBack(state)
  })

  it('have the name that a reader gives, and their own again when it is empty', () => {
    const named = page(renamed(oneCore, 'pool', '  After   the move '))
    expect(named.lanes[1]!.name).toBe('After the move')
    expect(encodeState(named)).toContain('pool.name=After%20the%20move')
    expect(page(renamed(named, 'pool', ' '))).toEqual(oneCore)
    const long = renamed(oneCore, 'pool', 'x'.repeat(41))
    expect(!long.ok && long.problems[0]?.message).toMatch(/^The name is "x+"; allowed is a name of at most 40/)
  })

  it('come back from the link in every story, with every preset', () => {
    for (const story of STORIES) comesBack(page(withServerAdded(stateOfStory(story), preset('gunicorn-gevent'))))
  })
})
