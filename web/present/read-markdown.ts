/**
 * A playlist as Markdown: `# Title`, then an entry for each `## [Title](link)`, each `## Title` (words only) and each item
 * of a list that begins with a link. What follows is the entry's note, up to the next.
 */
import type { Draft, DraftList } from './playlist.ts'

const HEADING = /^##+ +(.+?)[ #]*$/
const ITEM = /^ {0,3}(?:[-*+]|\d{1,3}[.)]) +(\[.*)$/
const LINK = /^\[(.*?)\]\(<?([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)>?\)\s*(.*)$/

export function readMarkdown(text: string): DraftList {
  let title = ''
  const drafts: Draft[] = []
  const notes: string[][] = []
  for (const [at, line] of text.split(/\r\n?|\n/).entries()) {
    const start = HEADING.exec(line)?.[1] ?? ITEM.exec(line)?.[1]
    if (start !== undefined) {
      const [, name = start, link = null, rest = ''] = LINK.exec(start) ?? []
      drafts.push({ title: name, link, note: '', line: at + 1 })
      notes.push([rest])
    } else if (/^# +\S/.test(line) && drafts.length === 0) title = line.slice(2)
    else notes.at(-1)?.push(line.trim())
  }
  return { title, drafts: drafts.map((draft, at) => ({ ...draft, note: paragraphs(notes[at]!) })) }
}

/** Lines of a paragraph are one; an empty line begins the next. */
function paragraphs(lines: readonly string[]): string {
  return lines
    .join('\n')
    .split(/\n{2,}/)
    .map(paragraph => paragraph.replaceAll('\n', ' ').trim())
    .filter(paragraph => paragraph !== '')
    .join('\n')
}
