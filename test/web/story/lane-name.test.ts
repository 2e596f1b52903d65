import { describe, expect, it } from 'vitest'
import { stateOfStory } from '../../../sim/scenario/link.ts'
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
})
