import { describe, expect, it } from 'vitest'
import { decodeState, stateOfStory } from '../../../sim/scenario/link.ts'
import { PARAMETERS } from '../../../sim/scenario/parameters.ts'
import { DEFAULT_STORY } from '../../../sim/scenario/stories.ts'
import { byParameter, differs, isChanged, matches, withoutEffect } from '../../../web/controls/search.ts'
import { isForThePage, settingsOf } from '../../../web/state/edit.ts'

const found = (query: string) =>
  PARAMETERS.filter(parameter => isForThePage(parameter) && matches(parameter, query)).map(({ path }) => path)

describe('searching the settings', () => {
  it('looks into names, paths, help, units and choices, and wants every word', () => {
    expect(found('backlog')).toContain('server.backlog')
    expect(found('proxy.readtimeoutms')).toEqual(['proxy.readTimeoutMs'])
    expect(found('harakiri')).toContain('server.timeoutMs')
    expect(found('megabytes')).toEqual(['server.memoryMb', 'machine.memoryMb'])
    expect(found('Pareto')).toContain('request.distribution')
    expect(found('nginx waits')).toContain('proxy.readTimeoutMs')
    expect(found('nginx zebra')).toEqual([])
  })

  it('finds all with no words, and minds neither case nor the apostrophe of a keyboard', () => {
    expect(found('  ')).toHaveLength(PARAMETERS.filter(isForThePage).length)
    expect(found("GUNICORN'S")).toContain('server.timeoutMs')
  })

  it('tells of those that match and change nothing now', () => {
    const settings = settingsOf(stateOfStory(DEFAULT_STORY))
    expect(withoutEffect(settings, 'jitter').map(({ path }) => path)).toContain('client.jitter')
    expect(withoutEffect(settings, 'machine.cores')).toEqual([])
  })
})

describe('the settings of several lanes', () => {
  it('stand together by parameter; which differ and which were changed is known', () => {
    const { state } = decodeState('lanes=one,pool,a&a.server.workers=5&traffic.ratePerSecond=20')
    const groups = byParameter(settingsOf(state))
    const of = (path: string) => groups.find(([first]) => first!.parameter.path === path)!
    expect(of('server.workers').map(({ scope }) => scope)).toEqual(['pool', 'a'])
    expect(differs(of('server.workers'))).toBe(true)
    expect(differs(of('machine.cores'))).toBe(false)
    expect(of('traffic.ratePerSecond').map(isChanged)).toEqual([true])
    expect(of('machine.cores').map(isChanged)).toEqual([false])
  })
})
