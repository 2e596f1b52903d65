/**
 * The default question of `prefork plan`, threads and all: until an answer is known, and until everything is.
 */
import { observeOnThreads } from '../sim/cli/thread-pool.ts'
import { drivePlan, makePlan } from '../sim/experiment/plan/plan.ts'
import { usualQuestion } from '../sim/experiment/plan/question.ts'
import { type Figure, median } from './report.ts'

const REPETITIONS = 3

export async function measurePlan(): Promise<Figure[]> {
  const firsts: number[] = []
  const totals: number[] = []
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const from = performance.now()
    let first: number | null = null
    const seconds = () => (performance.now() - from) / 1000
    const threads = observeOnThreads(null)
    const asking = makePlan(usualQuestion({}), null, ({ found }) => {
      if (found?.answer) first ??= seconds()
    })
    await drivePlan(asking, runs => threads.observeAll(runs))
    await threads.close()
    totals.push(seconds())
    firsts.push(first ?? Number.NaN)
  }
  return [
    { name: 'plan first answer', seconds: median(firsts), asked: '< 1 s' },
    { name: 'plan', seconds: median(totals), asked: '< 10 s' },
  ]
}
