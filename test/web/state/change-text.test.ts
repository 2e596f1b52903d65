import { expect, it } from 'vitest'
import { decodeState } from '../../../sim/scenario/link.ts'
import { changeText } from '../../../web/state/change-text.ts'

it.each([
  ['', '', ''],
  ['', 'traffic.ratePerSecond=20', '“Requests a second”: 20\u00a0/s.'],
  ['', 'pool.server.workers=5', '“Workers”, A pool of five: 5.'],
  ['', 'machine.cores=2&run.seed=3', '2 settings changed. “Cores”: 2.'],
  ['', 'lanes=one,pool,a&a.server.kind=uwsgi', 'Lane “A single worker” is there.'],
  ['lanes=one,pool,a', '', 'Lane “A single worker” is gone.'],
  ['', 'pool.name=Friday', 'Lane “A pool of three” is called “Friday”.'],
  ['', 'one.machine.cores=1&pool.machine.cores=1', '“Cores” is set for each lane by itself.'],
  ['one.machine.cores=1&pool.machine.cores=1', '', '“Cores” is the same for all lanes.'],
  ['', 'story=two-cores', 'The story is “The second core”.'],
])('From “%s” to “%s” it says “%s”', (before, after, text) => {
  expect(changeText(decodeState(before).state, decodeState(after).state)).toBe(text)
})
