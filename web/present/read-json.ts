/**
 * A playlist as JSON: `{ "title": …, "items": [{ "title": …, "link": …, "note": … }] }`, or the items alone. Read as YAML,
 * of which JSON is a part, because that tells the line of everything and what is wrong with a text that is neither.
 */
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { accepted, type Checked, type Problem, refused } from '../../sim/scenario/problem.ts'
import { type Draft, type DraftList, misplaced } from './playlist.ts'

const PARTS = ['title', 'link', 'note']
/** A list of items needs three. */
const MOST_BRACKETS = 10
const A_LIST = 'a list of items, or title and items'
const AN_ITEM = 'title, link and note'

export function readJson(text: string): Checked<DraftList> {
  const lines = new LineCounter()
  const lineOf = (node: unknown) => Math.max(1, lines.linePos((node as Node | null)?.range?.[0] ?? 0).line)
  if (isDeep(text)) return refused([misplaced(1, 'the text', 'nested too deeply', A_LIST)])
  try {
    const { errors, contents } = parseDocument(text, { lineCounter: lines, logLevel: 'silent', prettyErrors: false })
    const [error] = errors
    if (error) {
      const why = error.message.split('\n')[0]!.replace(/ at line .*/, '')
      const line = Math.max(1, lines.linePos(error.pos[0]).line)
      return refused([misplaced(line, 'the text', why, 'JSON')])
    }
    return readList(contents, lineOf)
  } catch (error) {
    return refused([misplaced(1, 'the text', error instanceof Error ? error.message : error, 'JSON')])
  }
}

/** Whether brackets stand in brackets more often than in any list; those within texts count too, as far as they are not closed. */
function isDeep(text: string): boolean {
  let depth = 0
  for (const letter of text) {
    if (letter === '[' || letter === '{') depth++
    else if (letter === ']' || letter === '}') depth--
    if (depth > MOST_BRACKETS) return true
  }
  return false
}

type LineOf = (node: unknown) => number

function readList(root: unknown, lineOf: LineOf): Checked<DraftList> {
  let [title, items] = ['', root]
  if (isMap(root)) {
    title = textOf(root.get('title', true)) ?? ''
    items = root.get('items', true)
  }
  if (!isSeq(items)) return refused([misplaced(lineOf(items ?? root), 'the list', kindOf(items), A_LIST)])
  const problems: Problem[] = []
  const drafts = items.items.map(item => readItem(item, lineOf, problems))
  return problems.length > 0 ? refused(problems) : accepted({ title, drafts })
}

function readItem(item: unknown, lineOf: LineOf, problems: Problem[]): Draft {
  const line = lineOf(item)
  const draft: Record<string, string> = {}
  if (!isMap(item)) problems.push(misplaced(line, 'an item', kindOf(item), AN_ITEM))
  else {
    for (const { key, value } of item.items) {
      const name = textOf(key) ?? kindOf(key)
      const text = textOf(value)
      if (!PARTS.includes(name)) problems.push(misplaced(lineOf(key), 'a part of an item', name, AN_ITEM))
      else if (text === undefined) problems.push(misplaced(lineOf(key), `the ${name}`, kindOf(value), 'text in quotes'))
      else draft[name] = text
    }
  }
  return { title: draft.title ?? '', link: draft.link ?? null, note: draft.note ?? '', line }
}

function textOf(node: unknown): string | undefined {
  return isScalar(node) && typeof node.value === 'string' ? node.value : undefined
}

function kindOf(node: unknown): string {
  if (isMap(node)) return 'an object'
  if (isSeq(node)) return 'a list'
  return isScalar(node) ? String(node.value) : 'missing'
}
