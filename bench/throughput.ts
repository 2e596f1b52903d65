/**
 * Requests a second on one thread: the ceiling, the same queue through the model, the full stack, and how the cost grows.
 */
import { simulate } from '../sim/simulate.ts'
import { plainQueue } from './limit.ts'
import { type Figure, medianOfPairs, medianSeconds } from './report.ts'
import { poolScenario, quickStackScenario, stackScenario } from './scenarios.ts'

const REQUESTS = 2_000_000
const REPETITIONS = 3
const PAIRS = 7
const POOLS = [1, 8, 64]

export function measurePool(): Figure[] {
  const figures: Figure[] = []
  for (const workers of POOLS) {
    const run = poolScenario(workers, REQUESTS)
    let offered = 0
    const seconds = medianOfPairs(
      PAIRS,
      () => plainQueue(workers, REQUESTS, 1),
      () => {
        offered = simulate(run).offered
      },
    )
    figures.push({ name: `limit ${workers}`, requestsPerSecond: REQUESTS / seconds.one })
    figures.push({
      name: `pool ${workers}`,
      requestsPerSecond: offered / seconds.other,
      ratio: (seconds.ratio * offered) / REQUESTS,
      of: `limit ${workers}`,
      asked: 'ratio ≥ 0.33',
    })
  }
  return figures
}

export function measureStack(): Figure {
  const requestsPerSecond = simulatedPerSecond(() => stackScenario(REQUESTS))
  return { name: 'stack', requestsPerSecond, asked: '≥ 1 M requests/s' }
}

/** The stack and the pool at other sizes, against each other. */
export function measureLinearity(): Figure[] {
  const small = quickStackScenario(10_000)
  const repeats = 50
  const few = simulatedPerSecond(() => small, repeats)
  const many = simulatedPerSecond(() => quickStackScenario(10_000_000), 1)
  const narrow = simulatedPerSecond(() => poolScenario(1, REQUESTS))
  const wide = simulatedPerSecond(() => poolScenario(64, REQUESTS))
  return [
    { name: 'stack 10 thousand', requestsPerSecond: few },
    {
      name: 'stack 10 million',
      requestsPerSecond: many,
      ratio: many / few,
      of: '10 thousand',
      asked: 'ratio within 30 %',
    },
    { name: 'pool 64 against 1', requestsPerSecond: wide, ratio: narrow / wide, of: 'pool 1', asked: 'ratio ≤ 2.5' },
  ]
}

function simulatedPerSecond(scenario: () => ReturnType<typeof stackScenario>, repeats = 1): number {
  let offered = 0
  const seconds = medianSeconds(REPETITIONS, () => {
    offered = 0
    for (let repeat = 0; repeat < repeats; repeat++) offered += simulate(scenario()).offered
  })
  return offered / seconds
}
