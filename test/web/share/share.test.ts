import { expect, test } from 'vitest'
import { bibtex } from '../../../web/share/files.ts'
import { elementSnippet, figureAddress } from '../../../web/share/snippet.ts'

const SNIPPET = {
  site: 'https://example.org/prefork/',
  state: 'story=one-core&t=2',
  title: 'Say "hello" & <wait>',
  views: ['sentence', 'cpu'],
  controls: ['server.workers'],
} as const

test('The lines for an article hold the state, and whatever a title says stays text.', () => {
  expect(elementSnippet(SNIPPET)).toBe(`<script async src="https://example.org/prefork/embed.js"></script>
<prefork-playground
  link="#story=one-core&amp;t=2"
  heading="Say &quot;hello&quot; &amp; &lt;wait>"
  views="sentence,cpu"
  controls="server.workers"
></prefork-playground>`)
  expect(figureAddress(SNIPPET)).toBe(
    'https://example.org/prefork/embed.html#story=one-core&t=2&views=sentence,cpu&controls=server.workers',
  )
})

test('A citation has the whole link and the day, and nothing in it ends an entry early.', () => {
  const entry = bibtex('The {knee}', 'https://example.org/#story=the-knee&x={}', new Date('2026-11-22T12:00:00Z'))
  expect(entry).toContain('title = {Prefork: The knee}')
  expect(entry).toContain('\\url{https://example.org/#story=the-knee&x=%7B%7D}')
  expect(entry).toContain('urldate = {2026-11-22}')
})
