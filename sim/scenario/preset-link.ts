/** What the page shows of a preset: a story, one lane of a story, or a server alone with the default of everything else. */
import { encodeState } from './link.ts'
import { PRESETS } from './presets.ts'
import { accepted, type Checked, notAllowed, refused } from './problem.ts'
import { SERVER_PRESETS } from './server-presets.ts'
import { DEFAULT_STORY, findStory, STORIES } from './stories.ts'

/** A preset with a page of its own that is no story: a server as people meet it. */
export const SINGLE_PRESETS = PRESETS.filter(({ id }) => id === 'default' || SERVER_PRESETS.some(one => one.id === id))

const NAMES = [
  ...STORIES.map(({ id }) => id),
  ...SINGLE_PRESETS.map(({ id }) => id),
  ...STORIES.flatMap(({ id, lanes }) => lanes.map(lane => `${id}/${lane.id}`)),
]

/** The fragment of the link that opens it, without `#`. */
export function linkOfPreset(id: string): Checked<string> {
  if (findStory(id)) return accepted(`story=${id}`)
  const [story, lane] = id.split('/')
  if (lane && NAMES.includes(id)) return accepted(`story=${story}&lanes=${lane}`)
  const single = SINGLE_PRESETS.find(preset => preset.id === id)
  if (!single) return refused([notAllowed('preset', id, `one of ${NAMES.join(', ')}`)])
  const { title, scenario } = single
  return accepted(
    encodeState({ story: DEFAULT_STORY.id, shared: {}, lanes: [{ id: 'a', name: title, set: scenario }] }),
  )
}
