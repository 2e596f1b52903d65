/** A playlist from text of any kind. */
import { inEnglish } from '../../sim/scenario/in-english.ts'
import { type Checked, notAllowed, refused } from '../../sim/scenario/problem.ts'
import { checkedList, LONGEST_TEXT, type Playlist } from './playlist.ts'
import { readMarkdown } from './read-markdown.ts'

/** A Markdown list of links begins with a bracket too, but then with a title and not with another bracket or a quote. */
const LOOKS_LIKE_JSON = /^\s*(\{|\[\s*[[\]{"])/

/** Of Markdown; a link of every setting there is has fewer letters. */
const LONGEST_LINE = 10_000

/** Never throws. */
export async function readPlaylist(text: string): Promise<Checked<Playlist>> {
  if (text.length > LONGEST_TEXT) {
    const found = `${inEnglish(text.length)} letters`
    return refused([notAllowed('The list', found, `at most ${inEnglish(LONGEST_TEXT)}`)])
  }
  if (!LOOKS_LIKE_JSON.test(text)) {
    const long = text.split('\n').findIndex(line => line.length > LONGEST_LINE)
    if (long >= 0) return refused([notAllowed(`Line ${long + 1}`, 'longer', `at most ${LONGEST_LINE} letters`)])
    const list = readMarkdown(text)
    if (list.drafts.length > 0) return checkedList(list)
    return refused([
      notAllowed('Line 1', text.trim(), 'JSON, or Markdown with entries such as ## [Title](#story=one-core)'),
    ])
  }
  // The parser is loaded when there is something for it.
  const { readJson } = await import('./read-json.ts')
  const list = readJson(text)
  return list.ok ? checkedList(list.value) : list
}
