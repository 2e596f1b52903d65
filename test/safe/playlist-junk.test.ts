import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPlaylist } from '../../web/present/read-playlist.ts'
import { anyText } from './sentences.ts'

/** Pieces of both languages, so that junk is nearly right. */
// biome-ignore format: a list of scraps
const SCRAPS = [
  '# ', '## ', '- ', '1. ', '[', ']', '(', ')', '](', '#story=one-core', '#story=', 'learn/the-knee.html', 'https://a.example/#', '\n', '\r', '\n\n', ' ', '\t',
  '{', '}', '"title":', '"link":', '"note":', '"items":', '"a"', ',', 'null', '&a ', '*a', '!!js/function ', '? ', '---\n', '<script>', 'javascript:alert(1)',
  '&views=', 'stage', '&controls=server.workers', '&t=1e9', '%', '%ff', '\0', '\u202e', '\ud83d', '__proto__', '<<: ',
]
const scraps = fc.array(fc.constantFrom(...SCRAPS), { maxLength: 40 }).map(parts => parts.join(''))

async function expectAnswer(text: string): Promise<void> {
  const list = await readPlaylist(text)
  if (!list.ok) {
    expect(list.problems.length).toBeGreaterThan(0)
    const { message } = list.problems[0]!
    expect(message).toMatch(/^(Line \d+|The list).* (is|are) .*(allowed|did you mean) .*[.?]$/)
    expect(message).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
    expect(message.length).toBeLessThan(500)
    return
  }
  expect(list.value.entries.length).toBeGreaterThan(0)
  for (const { title, note } of list.value.entries) {
    expect(title).toMatch(/^[^\p{C}]+$/u)
    expect(note).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
  }
}

test('A playlist of any text is read, or refused in a sentence that says where and what is allowed.', async () => {
  await fc.assert(fc.asyncProperty(scraps, expectAnswer), { numRuns: 1500 })
  await fc.assert(fc.asyncProperty(anyText, expectAnswer), { numRuns: 300 })
})

test.each([
  ['brackets', `[${'['.repeat(99_000)}`],
  ['braces', '{"a":'.repeat(15_000)],
  ['links', '## [a](#'.repeat(12_000)],
  ['parentheses', `## [a](${'('.repeat(99_000)}`],
  ['closed parentheses', `## [a](${'()'.repeat(40_000)} x`],
  ['entries', '## a\n'.repeat(20_000)],
  ['marks of headings', `## ${'# '.repeat(40_000)}x`],
  ['aliases', `{"items": [&a ["x"], ${'*a, '.repeat(20_000)} *a]}`],
  ['letters', 'x'.repeat(10_000_000)],
])('However many %s it has.', async (_, text) => {
  await expectAnswer(text)
})
