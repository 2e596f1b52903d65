import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { elapsedText } from '../../../web/present/elapsed.ts'
import type { Playlist } from '../../../web/present/playlist.ts'
import { readPlaylist } from '../../../web/present/read-playlist.ts'

async function read(text: string): Promise<Playlist> {
  const list = await readPlaylist(text)
  if (!list.ok) throw new Error(list.problems.map(({ message }) => message).join('\n'))
  return list.value
}

async function refusal(text: string): Promise<string> {
  const list = await readPlaylist(text)
  if (list.ok) throw new Error('It was taken.')
  return list.problems[0]!.message
}

const MARKDOWN = `# Two

Words before the first entry are for whoever reads the file.

## The complaint
Who is
to blame?

Write it down.
- [One at a time](https://example.org/prefork/#story=one-core&views=sentence,cpu&controls=server.workers) a note
2. [The knee](learn/the-knee.html)
`

describe('A playlist', () => {
  test('is Markdown: headings and items with links, and notes after them.', async () => {
    const { title, entries } = await read(MARKDOWN)
    expect(title).toBe('Two')
    expect(entries.map(({ title, note }) => [title, note])).toEqual([
      ['The complaint', 'Who is to blame?\nWrite it down.'],
      ['One at a time', 'a note'],
      ['The knee', ''],
    ])
    expect(entries[0]!.shows).toBeNull()
    expect(entries[1]!.shows).toMatchObject({ state: 'story=one-core', views: ['sentence', 'controls', 'cpu'] })
    expect(entries[2]!.shows!.state).toContain('story=')
  })

  test('or JSON, with or without a title.', async () => {
    const items = [{ title: 'One', link: '#story=the-knee', note: 'Why?' }, { title: 'Two' }]
    const { title, entries } = await read(JSON.stringify({ title: 'A', items }, null, '\t'))
    expect([title, entries[0]!.title, entries[0]!.note, entries[1]!.shows]).toEqual(['A', 'One', 'Why?', null])
    expect((await read(JSON.stringify(items))).entries).toEqual(entries)
  })

  test.each([
    [
      '# A\n\n## [B](https://elsewhere.example/)',
      /^Line 3: the link is "https:\/\/elsewhere.example\/"; allowed is a link of the playground/,
    ],
    ['## [B](javascript:alert(1))', /^Line 1: the link is "javascript:alert\(1\)"; allowed is/],
    ['## A\n## [B](#story=no-such)', /^Line 2: .*no-such.*/],
    ['## A\n\n## [B](#story=one-core&views=stag)', /^Line 3: views is "stag"; allowed is one of/],
    [
      '[\n{"title": "A"},\n{"titel": "B"}]',
      /^Line 3: a part of an item is "titel"; allowed is title, link and note\.$/,
    ],
    ['[{"title": "A",\n "link": 7}]', /^Line 2: the link is "7"; allowed is text in quotes\.$/],
    ['[\n"A"]', /^Line 2: an item is "A"; allowed is title, link and note\.$/],
    ['{"title": "A",\n"items": [', /^Line \d: the text is ".*"; allowed is JSON\.$/],
    ['just words', /^Line 1 is "just words"; allowed is JSON, or Markdown/],
    ['[]', /^The list is "empty"; allowed is one entry or more\.$/],
    [`## A\n${'x'.repeat(3000)}`, /^Line 1: the note is "3000 letters"; allowed is at most 2000\.$/],
  ])('is refused as a whole when something in it is wrong: %j.', async (text, sentence) => {
    expect(await refusal(text)).toMatch(sentence)
  })

  test('ships for the plan of 45 minutes, and the guide names it.', async () => {
    const file = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
    const { entries } = await read(file('public/playlists/45-minutes.md'))
    const guide = file('docs/workshop.md')
    expect(guide).toContain('playlists/45-minutes.md')
    const plan = guide.slice(guide.indexOf('## 45 minutes'), guide.indexOf('## 90 minutes'))
    const links = [...plan.matchAll(/prefork\/#(story=[\w-]+)\)/g)].map(([, link]) => link)
    expect(entries.flatMap(({ shows }) => (shows ? [shows.state] : []))).toEqual(links)
  })
})

test('Elapsed time is written in minutes, and in hours when there are any.', () => {
  expect([0, 59_999, 247_000, 3_847_000, -5].map(elapsedText)).toEqual(['0:00', '0:59', '4:07', '1:04:07', '0:00'])
})
