/**
 * What an instructor shows, in order: a list of entries, each with a title, a note, and mostly a link of the playground.
 * A list is somebody's file, so it is checked as a whole before any of it is shown.
 */
import { untitled } from '#text/present.ts'
import { decodeState } from '../../sim/scenario/link.ts'
import { accepted, type Checked, notAllowed, type Problem, refused, shown } from '../../sim/scenario/problem.ts'
import { STORIES } from '../../sim/scenario/stories.ts'
import { type Control, readFragment, type View } from '../embed/options.ts'
import { CHAPTERS } from '../learn/chapters.ts'

/** Part of the playground, as a figure would show it. */
export interface Shown {
  /** A link of the playground, without `#`. */
  state: string
  views: readonly View[]
  controls: readonly Control[]
}

export interface Entry {
  title: string
  /** Paragraphs; empty when there is none. */
  note: string
  /** An entry without it is words on a screen. */
  shows: Shown | null
}

export interface Playlist {
  title: string
  entries: readonly Entry[]
}

/** An entry as it stands in a file. */
export interface Draft {
  title: string
  link: string | null
  note: string
  /** Where in the file it begins. */
  line: number
}

/** What a reader of files finds in one. */
export interface DraftList {
  title: string
  drafts: readonly Draft[]
}

export const LONGEST_TEXT = 100_000
const MOST_ENTRIES = 100
const LONGEST = { title: 200, note: 2000, link: 4000 }

/** @returns all that is wrong with a list, at the line where it stands, or the list */
export function checkedList({ title, drafts }: DraftList): Checked<Playlist> {
  if (drafts.length === 0) return refused([notAllowed('The list', 'empty', 'one entry or more')])
  if (drafts.length > MOST_ENTRIES) {
    return refused([notAllowed('The list', `${drafts.length} entries`, `at most ${MOST_ENTRIES}`)])
  }
  const checked = drafts.map(checkedEntry)
  const problems = checked.flatMap(entry => (entry.ok ? [] : entry.problems))
  if (problems.length > 0) return refused(problems)
  const entries = checked.flatMap(entry => (entry.ok ? [entry.value] : []))
  return accepted({ title: plain(title).slice(0, LONGEST.title) || untitled, entries })
}

function checkedEntry(draft: Draft): Checked<Entry> {
  const { line, link } = draft
  const long = (['title', 'note', 'link'] as const).find(part => (draft[part]?.length ?? 0) > LONGEST[part])
  if (long) {
    const found = `${draft[long]?.length} letters`
    return refused([notAllowed(`Line ${line}: the ${long}`, found, `at most ${LONGEST[long]}`)])
  }
  const title = plain(draft.title)
  if (title === '') return refused([notAllowed(`Line ${line}: the title`, '', 'a few words')])
  const note = draft.note.split('\n').map(plain).join('\n').trim()
  if (link === null) return accepted({ title, note, shows: null })
  const shows = shownBy(link, line)
  return shows.ok ? accepted({ title, note, shows: shows.value }) : shows
}

/** Of an address only what it says of the playground is used: nothing is ever fetched from it. */
function shownBy(link: string, line: number): Checked<Shown> {
  const [path = '', fragment = ''] = link.split(/#(.*)/s)
  const chapter = CHAPTERS.find(({ id }) => path.endsWith(`learn/${id}.html`))
  const story = STORIES.find(({ id }) => path.endsWith(`story-${id}.html`))
  const { options, state, problems } = readFragment(fragment)
  const opened = state || chapter?.link || (story && `story=${story.id}`)
  if (!opened) {
    const allowed = 'a link of the playground, such as #story=one-core, or of a chapter, such as learn/the-knee.html'
    return refused([notAllowed(`Line ${line}: the link`, link, allowed)])
  }
  const wrong = [...problems, ...decodeState(opened).problems]
  if (wrong.length > 0) return refused(wrong.map(problem => atLine(line, problem)))
  const { views, controls } = chapter ?? options
  return accepted({ state: opened, views: withControls(views, controls), controls })
}

/** Controls that nobody gave a place stand after the first view. */
function withControls(views: readonly View[], controls: readonly Control[]): readonly View[] {
  if (controls.length === 0 || views.includes('controls')) return views
  return [...views.slice(0, 1), 'controls', ...views.slice(1)]
}

export function atLine(line: number, problem: Problem): Problem {
  return { ...problem, message: `Line ${line}: ${problem.message}` }
}

/** One line of text that cannot disguise itself. */
function plain(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
}

/** Something of a list that is not what it has to be. */
export function misplaced(line: number, what: string, found: unknown, allowed: string): Problem {
  return { path: what, value: found, message: `Line ${line}: ${what} is ${shown(found)}; allowed is ${allowed}.` }
}
