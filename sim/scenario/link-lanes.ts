/**
 * The lanes that a link can name: those of its story, and up to four that a reader added. `lanes=one,pool,a` lists them
 * when they are not the story’s own; `a.name=Friday` is what the reader calls one.
 */
import type { Checked, Problem } from './problem.ts'
import { accepted, notAllowed, refused } from './problem.ts'
import type { ParameterPath } from './scenario.ts'
import type { Lane, Story } from './stories.ts'

/** More than four are not compared at a glance. */
export const MOST_LANES = 4

/** Ids of lanes that a story does not have. No story and no group of parameters uses one of these. */
export const ADDED_LANES = ['a', 'b', 'c', 'd'] as const

const MOST_NAME_CHARACTERS = 40

/** What would make a name look like another, or like none: controls, bidirectional marks, halves of characters. */
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}]/u

/** Groups that all lanes share: they get the same requests, for the same time, from the same seed. */
const SHARED_GROUPS: readonly string[] = ['traffic', 'request', 'run']

/** Whether a parameter can be a lane’s own. */
export function mayDiffer(path: ParameterPath): boolean {
  return !SHARED_GROUPS.includes(path.split('.')[0]!)
}

/** The lane of a story; an empty one without a name when a reader added it. */
export function laneOf(story: Story, id: string): Lane {
  return story.lanes.find(lane => lane.id === id) ?? { id, name: '', set: {} }
}

/** Every id that a lane of a link with this story may have. */
export function laneIds(story: Story): string[] {
  return [...story.lanes.map(({ id }) => id), ...ADDED_LANES]
}

/** The value of `lanes=`: which lanes, from above to below. */
export function readLanes(story: Story, text: string): Checked<Lane[]> {
  const ids = text.split(',', MOST_LANES + 1)
  const known = laneIds(story)
  const right = ids.length <= MOST_LANES && new Set(ids).size === ids.length && ids.every(id => known.includes(id))
  if (right) return accepted(ids.map(id => laneOf(story, id)))
  return refused([notAllowed('lanes', text, `a list of one to four different lanes of ${known.join(', ')}`)])
}

/** What a reader calls a lane, without blanks that nobody sees. Empty: the name it has by itself. */
export function readLaneName(path: string, text: string): Checked<string> {
  const name = text.trim().replace(/\s+/g, ' ')
  const right = name.length <= MOST_NAME_CHARACTERS && !HIDDEN.test(name)
  return right ? accepted(name) : refused([badName(path, text)])
}

function badName(path: string, text: string): Problem {
  return notAllowed(path, text, `a name of at most ${MOST_NAME_CHARACTERS} characters, none of them hidden`)
}
