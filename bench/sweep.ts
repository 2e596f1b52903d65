/**
 * A sweep as the command line runs it, threads and all: five core counts × two servers × twenty replications of the
 * default scenario.
 */
import { simulateOnThreads } from '../sim/cli/thread-pool.ts'
import { parseAxis } from '../sim/experiment/axis.ts'
import { planSweep, runAt, runCount, summariseSweep } from '../sim/experiment/sweep.ts'
import { type Figure, median } from './report.ts'

const REPLICATIONS = 20
const REPETITIONS = 5

export async function measureSweep(): Promise<Figure> {
  const seconds: number[] = []
  for (let repetition = 0; repetition <= REPETITIONS; repetition++) {
    const from = performance.now()
    await runOnce()
    if (repetition > 0) seconds.push((performance.now() - from) / 1000)
  }
  return { name: 'sweep 5 × 2 × 20', seconds: median(seconds), asked: '< 1 s' }
}

async function runOnce(): Promise<void> {
  const axes = ['machine.cores=1,2,4,8,16', 'server.kind=flask,gunicorn-sync'].map(text => checked(parseAxis(text)))
  const sweep = checked(planSweep({}, axes, REPLICATIONS))
  const runs = { count: runCount(sweep), scenarioAt: (run: number) => runAt(sweep, run), trace: null }
  summariseSweep(sweep, await simulateOnThreads(runs, () => {}))
}

function checked<T>(result: { ok: true; value: T } | { ok: false; problems: { message: string }[] }): T {
  if (result.ok) return result.value
  throw new Error(result.problems.map(problem => problem.message).join('\n'))
}
