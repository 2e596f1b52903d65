import { describe, expect, it } from 'vitest'
import { decodeState, encodeState, stateOfStory } from '../../../sim/scenario/link.ts'
import { findStory, STORIES } from '../../../sim/scenario/stories.ts'
import { edited, inWords, scopesOf, settingsOf } from '../../../web/state/edit.ts'
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
})
