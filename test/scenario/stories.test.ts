import { describe, expect, test } from 'vitest'
import { laneScenario, stateOfStory } from '../../sim/scenario/link.ts'
import { findPreset, PRESETS } from '../../sim/scenario/presets.ts'
import { DEFAULT_STORY, findStory, STORIES } from '../../sim/scenario/stories.ts'
import { GROUPS } from '../../sim/scenario/unknown.ts'
import { completeScenario, diffScenario } from '../../sim/scenario/validate.ts'

describe('Every story', () => {
  test.each(STORIES)('$id has lanes that can be run, and that differ.', story => {
    const scenarios = story.lanes.map(lane => laneScenario(stateOfStory(story), lane))
    const [one, other] = scenarios.map(checked => (checked.ok ? checked.value : null))
    expect(one && other && diffScenario(one, other).length).toBeGreaterThan(0)
    expect(one?.traffic).toEqual(other?.traffic)
    expect(one?.request).toEqual(other?.request)
  })

  test('has lanes whose ids are short, and no group of parameters nor a word of links.', () => {
    for (const { id } of STORIES.flatMap(story => story.lanes)) {
      expect(id).toMatch(/^[a-z][a-z-]{1,15}$/)
      expect([...GROUPS, 'story', 'lanes', 't']).not.toContain(id)
    }
  })

  test('is found by its id, which no other has.', () => {
    for (const story of STORIES) expect(findStory(story.id)).toBe(story)
    expect(new Set(STORIES.map(({ id }) => id)).size).toBe(STORIES.length)
    expect(findStory('constructor')).toBeUndefined()
  })

  test('is told without an exclamation mark, in whole sentences.', () => {
    for (const { title, about } of [...STORIES, ...PRESETS]) {
      expect(title).not.toMatch(/[.!]$/)
      expect(about).toMatch(/^[A-Z][^!]*\.$/)
    }
  })
})

test('The first screen shows one core, one at a time against a pool of three.', () => {
  expect(DEFAULT_STORY.id).toBe('one-core')
  const [one, pool] = DEFAULT_STORY.lanes.map(lane => laneScenario(stateOfStory(DEFAULT_STORY), lane))
  expect(one?.ok && one.value.server).toMatchObject({ kind: 'flask', workers: 1 })
  expect(pool?.ok && pool.value.server).toMatchObject({ kind: 'gunicorn-sync', workers: 3 })
  expect(pool?.ok && pool.value.machine.cores).toBe(1)
})

test('The knee rises from 4 to 12 requests a second, and passes what one at a time can do.', () => {
  const { traffic, request } = findStory('the-knee')!.shared
  const rates = [traffic!.ratePerSecond!, ...traffic!.steps!.map(step => step.ratePerSecond)]
  expect(rates).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12])
  const capacity = 1000 / (request!.cpuMs! + request!.ioMs!)
  expect(capacity).toBeGreaterThan(rates[0]!)
  expect(capacity).toBeLessThan(rates.at(-1)!)
})

describe('Every preset', () => {
  test.each(PRESETS)('$id can be run.', ({ id, scenario }) => {
    expect(completeScenario(scenario).ok).toBe(true)
    expect(findPreset(id)?.scenario).toBe(scenario)
  })

  test('has an id of its own; each lane of each story is one.', () => {
    expect(new Set(PRESETS.map(({ id }) => id)).size).toBe(PRESETS.length)
    for (const story of STORIES)
      for (const lane of story.lanes) expect(findPreset(`${story.id}/${lane.id}`)).toBeDefined()
    expect(findPreset('one-core/pool')?.scenario).toMatchObject({
      server: { workers: 3 },
      traffic: { ratePerSecond: 14 },
    })
  })
})
