/** Fills a heatmap's cells, a few at a time, in the order of its plan. */
import type { CellSummary } from '../../sim/experiment/metrics.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'
import { inWords } from '../state/edit.ts'
import type { SimPool } from '../worker/sim-pool.ts'
import { cellIndex, type HeatCell, type HeatPlan } from './heat-plan.ts'

/** So many at a time: what else the page wants never waits for more. */
const AT_A_TIME = 8

/** @throws what a worker throws, and the signal's reason. */
export async function computeHeat(
  sims: Pick<SimPool, 'summarise'>,
  {
    plan,
    cells,
    signal,
    drew,
  }: { plan: HeatPlan; cells: (HeatCell | undefined)[]; signal: AbortSignal; drew: () => void },
): Promise<void> {
  const known = new Map<string, Promise<CellSummary>>()
  let next = 0
  const worker = async () => {
    while (next < plan.jobs.length && !signal.aborted) {
      const job = plan.jobs[next++]!
      const at = cellIndex(plan, job.lane, job)
      const checked = completeScenario(job.scenario)
      if (!checked.ok) {
        cells[at] = inWords(checked.problems[0]!)
        continue
      }
      const key = JSON.stringify(checked.value)
      const asked = known.get(key) ?? sims.summarise(checked.value, 1, signal)
      known.set(key, asked)
      cells[at] = await asked
      drew()
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, worker))
}
