import { expect, test, vi } from 'vitest'
import { stateOfStory } from '../../../sim/scenario/link.ts'
import { DEFAULT_STORY } from '../../../sim/scenario/stories.ts'
import { simulate } from '../../../sim/simulate.ts'
import { lanesOf } from '../../../web/state/lanes.ts'
import { runApi, runLane } from '../../../web/worker/run-api.ts'

vi.mock('../../../sim/simulate.ts', async original => {
  const { simulate } = await original<typeof import('../../../sim/simulate.ts')>()
  return { simulate: vi.fn(simulate) }
})

const [one, pool] = lanesOf(stateOfStory(DEFAULT_STORY)).map(({ scenario }) => scenario)

test('What was run ahead is handed out once, to whoever asks for just that, and is what a run would be.', () => {
  runApi.runAhead([one!, pool!], 1000, 500)
  vi.mocked(simulate).mockClear()
  const answers = [pool!, one!].map(scenario => runApi.runOnce(structuredClone(scenario), 1000, 500))
  expect(simulate).not.toHaveBeenCalled()
  expect(answers).toEqual([runLane(pool!, 1000, 500), runLane(one!, 1000, 500)])
  vi.mocked(simulate).mockClear()
  runApi.runOnce(one!, 1000, 500)
  expect(simulate).toHaveBeenCalledOnce()
})

test('Whoever asks for more rows, or another seed, gets a run of his own.', () => {
  runApi.runAhead([one!], 1000, 500)
  vi.mocked(simulate).mockClear()
  runApi.runOnce(one!, 1000, 600)
  runApi.runOnce({ ...one!, run: { ...one!.run, seed: 7 } }, 1000, 500)
  expect(simulate).toHaveBeenCalledTimes(2)
})
