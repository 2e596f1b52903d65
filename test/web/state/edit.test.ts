import { describe, expect, it } from 'vitest'
import { decodeState, encodeState, stateOfStory } from '../../../sim/scenario/link.ts'
import { findStory, STORIES } from '../../../sim/scenario/stories.ts'
import { edited, inWords, isSplit, joined, reset, scopesOf, settingsOf, split } from '../../../web/state/edit.ts'
import { lanesOf } from '../../../web/state/lanes.ts'

const oneCore = stateOfStory(findStory('one-core')!)
const twoCores = stateOfStory(findStory('two-cores')!)

describe('the controls of a page', () => {
  it('belong to a lane where lanes differ, and to all where they do not', () => {
    expect(scopesOf(oneCore, 'traffic.ratePerSecond')).toEqual([null])
    expect(scopesOf(oneCore, 'server.workers')).toEqual(['one', 'pool'])
    expect(scopesOf(twoCores, 'machine.cores')).toEqual(['one-core', 'two-cores'])
    expect(scopesOf(twoCores, 'server.workers')).toEqual([null])
  })

  it('are only those that change something', () => {
    const paths = settingsOf(oneCore).map(({ parameter, scope }) => `${scope}:${parameter.path}`)
    expect(paths).toContain('pool:server.workers')
    expect(paths).not.toContain('one:server.workers')
    expect(paths).not.toContain('null:traffic.users')
    expect(new Set(paths).size).toBe(paths.length)
  })

  it('all change every scenario they say they change', () => {
    for (const page of STORIES.map(stateOfStory)) {
      for (const { parameter, scope, value } of settingsOf(page)) {
        if (parameter.kind !== 'number') continue
        const other =
          (value as number) === parameter.max ? parameter.min : Math.min(parameter.max, (value as number) + 1)
        const next = edited(page, scope, parameter.path, other)
        if (!next.ok) continue
        expect(lanesOf(next.value)).not.toEqual(lanesOf(page))
        expect(encodeState(next.value)).not.toBe(encodeState(page))
      }
    }
  })

  it('refuse a value that one lane could not run with, and say why with the control’s own name', () => {
    const next = edited(oneCore, null, 'traffic.ratePerSecond', -3)
    expect(next.ok).toBe(false)
    if (!next.ok) expect(inWords(next.problems[0]!)).toMatch(/^“Requests a second” is -3; allowed is /)
  })

  it('drop what another kind of server does not have', () => {
    const many = edited(oneCore, 'pool', 'server.workers', 8)
    if (!many.ok) throw new Error()
    const flask = edited(many.value, 'pool', 'server.kind', 'flask')
    if (!flask.ok) throw new Error(flask.problems[0]?.message)
    expect(lanesOf(flask.value)[1]?.scenario.server.workers).toBe(1)
    expect(decodeState(encodeState(flask.value)).problems).toEqual([])
  })

  it('can be set apart for each lane, and joined again with what the first lane has', () => {
    const apart = split(oneCore, 'machine.cores')
    if (!apart.ok) throw new Error()
    expect(scopesOf(apart.value, 'machine.cores')).toEqual(['one', 'pool'])
    expect(isSplit(apart.value, 'machine.cores')).toBe(true)
    expect(lanesOf(apart.value).map(({ scenario }) => scenario)).toEqual(
      lanesOf(oneCore).map(({ scenario }) => scenario),
    )
    expect(decodeState(encodeState(apart.value)).state).toEqual(apart.value)
    const two = edited(apart.value, 'one', 'machine.cores', 2)
    if (!two.ok) throw new Error()
    const together = joined(two.value, 'machine.cores')
    if (!together.ok) throw new Error()
    expect(encodeState(together.value)).toBe('story=one-core&machine.cores=2')
  })

  it('of the requests, the time and the seed are never set apart', () => {
    for (const path of ['traffic.ratePerSecond', 'request.cpuMs', 'run.seed'] as const) {
      expect(split(oneCore, path)).toEqual({ ok: true, value: oneCore })
    }
  })

  it('of servers follow the server: one server for all, and they can be shared', () => {
    expect(isSplit(oneCore, 'server.workers')).toBe(false)
    expect(isSplit(oneCore, 'server.kind')).toBe(true)
    const same = joined(oneCore, 'server.kind')
    if (!same.ok) throw new Error(same.problems[0]?.message)
    expect(lanesOf(same.value).map(({ scenario }) => scenario.server.kind)).toEqual(['flask', 'flask'])
    expect(decodeState(encodeState(same.value)).problems).toEqual([])
  })

  it('go back one by one to what the story says, and the link forgets them', () => {
    const changes = [
      [null, 'traffic.ratePerSecond', 20],
      ['pool', 'server.workers', 8],
      [null, 'proxy.readTimeoutMs', 100],
      [null, 'machine.memoryMb', 512],
    ] as const
    for (const [scope, path, value] of changes) {
      const changed = edited(oneCore, scope, path, value)
      if (!changed.ok) throw new Error(changed.problems[0]?.message)
      const setting = settingsOf(changed.value).find(one => one.scope === scope && one.parameter.path === path)!
      expect(setting.value).not.toEqual(setting.storyValue)
      const back = reset(changed.value, setting)
      expect(back.ok && encodeState(back.value)).toBe('story=one-core')
    }
  })

  it('of a lane that a reader added go back to what its server has by itself', () => {
    const page = decodeState('lanes=one,pool,a&a.server.kind=uwsgi&a.server.workers=9').state
    const workers = settingsOf(page).find(one => one.scope === 'a' && one.parameter.path === 'server.workers')!
    expect([workers.value, workers.storyValue]).toEqual([9, 1])
    const back = reset(page, workers)
    expect(back.ok && encodeState(back.value)).toBe('story=one-core&lanes=one,pool,a&a.server.kind=uwsgi')
  })
})
