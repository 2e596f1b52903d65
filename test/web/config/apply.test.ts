import { expect, test } from 'vitest'
import { decodeState, encodeState, stateOfStory } from '../../../sim/scenario/link.ts'
import { STORIES } from '../../../sim/scenario/stories.ts'
import { applied, changesIn } from '../../../web/config/apply.ts'
import { lanesOf } from '../../../web/state/lanes.ts'
import { read } from '../../config/reading.ts'

const CONFIGURATIONS = [
  'gunicorn -w 4 --threads 8 --backlog 64 app:app',
  'gunicorn -k gevent -b unix:/run/a.sock app:app',
  'uwsgi --processes 2 --threads 3 --harakiri 20 --http :80',
  'waitress-serve --threads 9 app:app',
  'flask run --without-threads',
  'location / { proxy_pass http://unix:/run/a.sock; proxy_read_timeout 7s; }',
]

test.each(STORIES.flatMap(story => CONFIGURATIONS.map(text => [story.id, text] as const)))(
  'In the story %s, every value of “%s” is in the lane, and the link keeps it.',
  (id, text) => {
    const state = stateOfStory(STORIES.find(story => story.id === id)!)
    const lane = state.lanes.at(-1)!.id
    const { understood } = read(text)
    const next = applied(state, lane, understood)
    if (!next.ok) throw new Error(next.problems[0]?.message)
    for (const page of [next.value, decodeState(encodeState(next.value)).state]) {
      const { scenario } = lanesOf(page).find(now => now.lane.id === lane)!
      expect(changesIn(scenario, understood).filter(({ isSame }) => !isSame)).toEqual([])
    }
  },
)
