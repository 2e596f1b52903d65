import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { challengeOf } from '../../../scripts/site/render-chapter.tsx'
import { decodeState } from '../../../sim/scenario/link.ts'
import {
  CHECKED_RUNS,
  type Challenge,
  goalText,
  judge,
  readChallenge,
  type Settings,
  scenarioOfChallenge,
} from '../../../web/learn/challenge.ts'
import { CHAPTERS } from '../../../web/learn/chapters.ts'
import { summarise } from '../../../web/worker/summarise.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

const WITH_CHALLENGE = CHAPTERS.flatMap(({ id }) => {
  const challenge = challengeOf(ROOT, id)
  return challenge ? [[id, challenge] as const] : []
})

function judged(challenge: Challenge, settings: Settings) {
  const scenario = scenarioOfChallenge(challenge, settings)
  if (!scenario.ok) throw new Error(scenario.problems[0]?.message)
  return judge(challenge, scenario.value, summarise(scenario.value, CHECKED_RUNS))
}

it('At least four chapters end with a challenge.', () => {
  expect(WITH_CHALLENGE.length).toBeGreaterThanOrEqual(4)
})

describe.each(WITH_CHALLENGE)('The challenge of %s', (_, challenge) => {
  it('starts from a link that is right in every part, and is not solved there', () => {
    expect(decodeState(challenge.link).problems).toEqual([])
    expect(judged(challenge, {}).every(({ reached }) => reached)).toBe(false)
  })

  it('is solved by its solution, with its own controls alone', () => {
    expect(challenge.controls).toEqual(expect.arrayContaining(Object.keys(challenge.solution)))
    expect(judged(challenge, challenge.solution).filter(({ reached }) => !reached)).toEqual([])
  })
})

it('A setting that cannot be is refused in a sentence, and judged by nobody.', () => {
  const [, challenge] = WITH_CHALLENGE[0]!
  expect(scenarioOfChallenge(challenge, { 'server.workers': -1 })).toMatchObject({
    ok: false,
    problems: [{ message: expect.stringContaining('-1') }],
  })
})

it('A file that is no challenge is refused when the site is built.', () => {
  const [, challenge] = WITH_CHALLENGE[0]!
  expect(() => readChallenge({ ...challenge, controls: ['server.wokers'] })).toThrow('not the path of a parameter')
  expect(() => readChallenge({ ...challenge, goals: [] })).toThrow()
  expect(() => readChallenge(null)).toThrow()
})

it('A goal is a sentence with its number and unit.', () => {
  expect(goalText({ metric: 'p99Ms', atMost: 300 })).toBe('99 of 100 answers within 300\u00a0ms')
  expect(goalText({ metric: 'workers', atMost: 4 })).toBe('workers: at most 4')
})
