import { describe, expect, it } from 'vitest'
import { decodeState, stateOfStory } from '../../../sim/scenario/link.ts'
import type { ParameterPath, ParameterValue } from '../../../sim/scenario/scenario.ts'
import { findStory } from '../../../sim/scenario/stories.ts'
import { edited, type Scope } from '../../../web/state/edit.ts'
import { lanesOf } from '../../../web/state/lanes.ts'
import { laneTitles, serverTitles } from '../../../web/story/lane-name.ts'

function pageAfter(storyId: string, ...edits: [Scope, ParameterPath, ParameterValue][]) {
  return edits.reduce(
    (page, edit) => {
      const next = edited(page, ...edit)
      if (!next.ok) throw new Error(next.problems[0]?.message)
      return next.value
    },
    stateOfStory(findStory(storyId)!),
  )
}

const names = (...args: Parameters<typeof pageAfter>) => laneTitles(lanesOf(pageAfter(...args)), args[0])

describe('the name of a lane', () => {
  it('is the story’s while the lane is what the story made it', () => {
    expect(names('one-core')).toEqual(['One at a time', 'A pool of three'])
    expect(names('one-core', [null, 'traffic.ratePerSecond', 20])).toEqual(['One at a time', 'A pool of three'])
  })

  it('follows the settings once they are others', () => {
    expect(names('one-core', ['pool', 'server.workers', 5])).toEqual(['One at a time', 'A pool of five'])
    expect(names('one-core', ['pool', 'server.workers', 1])).toEqual(['One at a time', 'A single worker'])
    expect(names('one-core', ['one', 'server.kind', 'flask-threaded'])).toEqual([
      'A thread for each',
      'A pool of three',
    ])
    expect(names('one-core', ['one', 'server.kind', 'waitress'])[0]).toBe('One process of four threads')
  })

  it('speaks of cores where the lanes differ in them', () => {
    expect(names('two-cores')).toEqual(['Five workers, one core', 'Five workers, two cores'])
    expect(names('two-cores', [null, 'server.workers', 8])).toEqual([
      'A pool of eight, one core',
      'A pool of eight, two cores',
    ])
  })

  it('does not speak of cores where each lane stands for many numbers of them', () => {
    expect(serverTitles(lanesOf(pageAfter('two-cores')), 'two-cores')).toEqual(['A pool of five', 'A pool of five'])
    expect(serverTitles(lanesOf(pageAfter('one-core')), 'one-core')).toEqual(['One at a time', 'A pool of three'])
  })

  it('tells lanes apart by what differs between them, and numbers those that are the same', () => {
    const of = (link: string) => {
      const { state, problems } = decodeState(link)
      expect(problems).toEqual([])
      return laneTitles(lanesOf(state), state.story)
    }
    expect(of('lanes=one,pool,a&a.server.kind=uwsgi&a.server.workers=3')).toEqual([
      'One at a time',
      'A pool of three',
      'A pool of three, uWSGI',
    ])
    expect(of('lanes=pool,a&a.server.workers=3&a.server.backlog=10')).toEqual([
      'A pool of three',
      'A pool of three, backlog 10',
    ])
    expect(of('lanes=pool,a,b&a.server.workers=3&b.server.workers=3')).toEqual([
      'A pool of three',
      'A pool of three (2)',
      'A pool of three (3)',
    ])
    expect(of('lanes=pool,a&a.server.workers=3&a.client.retries=2')[1]).toBe('A pool of three, retries 2')
    expect(of('lanes=pool,a&a.server.workers=3&a.machine.cores=2')).toEqual([
      'A pool of three',
      'A pool of three, two cores',
    ])
  })

  it('is what the reader calls it, whatever becomes of its settings', () => {
    const { state } = decodeState('pool.name=Friday&pool.server.workers=9')
    expect(laneTitles(lanesOf(state), 'one-core')).toEqual(['One at a time', 'Friday'])
    expect(serverTitles(lanesOf(state), 'one-core')).toEqual(['One at a time', 'Friday'])
  })
})
