import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeState, encodeState, laneScenario } from '../../sim/scenario/link.ts'
import { PARAMETERS } from '../../sim/scenario/parameters.ts'
import { STORIES } from '../../sim/scenario/stories.ts'
import { anyText } from './sentences.ts'

/** Whatever the link was, the page has a state to show, and every lane of it runs. */
function expectShown(hash: string): void {
  const { state, problems } = decodeState(hash)
  expect(STORIES.map(({ id }) => id)).toContain(state.story)
  expect(state.lanes.length).toBeGreaterThan(0)
  for (const lane of state.lanes) expect(laneScenario(state, lane).ok).toBe(true)
  expect(problems.length).toBeLessThanOrEqual(20)
  for (const { message } of problems) {
    expect(message).toMatch(/^\S.* is .*(;|:) .*(allowed|did you mean) .*[.?]$/)
    expect(message).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
    expect(message.length).toBeLessThan(500)
  }
  expect(decodeState(encodeState(state))).toEqual({ state, problems: [] })
}

const lanes = STORIES.flatMap(story => story.lanes.map(({ id }) => `${id}.`))
const key = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('', ...lanes), fc.constantFrom(...PARAMETERS))
      .map(([lane, { path }]) => lane + path),
  },
  fc.constantFrom(
    'story',
    't',
    'lanes',
    'one',
    'pool.',
    'a.name',
    'pool.name',
    'b.server.kind',
    '__proto__.x',
    'constructor',
  ),
  anyText,
)
const value = fc.oneof(
  fc.integer({ min: -5, max: 100 }).map(String),
  fc.constantFrom(
    '100000',
    '86400',
    '0',
    '-0',
    '',
    '1e3',
    '1:5,2:3',
    'flask',
    'uwsgi',
    'closed',
    'trace',
    'two-cores',
    'one,pool,a',
    'b,a,pool,one',
    'a,a',
    '%',
    '%ff',
  ),
  anyText,
)
const parts = fc.array(fc.tuple(key, value), { maxLength: 12 })

test('Any text as a link opens a page whose lanes all run.', () => {
  fc.assert(fc.property(anyText, expectShown), { numRuns: 300 })
})

test('Any mixture of right and wrong parts does, percent-encoded or not.', () => {
  fc.assert(
    fc.property(parts, fc.boolean(), (pairs, raw) => {
      const safe = (text: string) => (raw ? text : encodeURIComponent(Buffer.from(text).toString()))
      expectShown(pairs.map(([name, text]) => `${safe(name)}=${safe(text)}`).join('&'))
    }),
    { numRuns: 300 },
  )
})

test('A link of a million parts is not followed to its end.', () => {
  expectShown('a=1&'.repeat(1e6))
  expectShown('machine.cores=2&'.repeat(1e5))
  expectShown(`machine.cores=${'9'.repeat(1e6)}`)
  expectShown('#'.repeat(1e5))
  expectShown('%'.repeat(1e6))
})
