/** Computes a sweep: cell by cell over the pool, and then more closely near the knees. Loaded with the first sweep. */
import { sweep } from '#text/across.ts'
import type { CellSummary } from '../../sim/experiment/metrics.ts'
import type { PageState } from '../../sim/scenario/link.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import type { TheoryBeside } from '../../sim/theory/beside.ts'
import type { SimPool } from '../worker/sim-pool.ts'
import type { SweepState } from './sweep.ts'
import { cellsAt, type SweepSettings, sweepRefusal, sweepRun } from './sweep-cells.ts'
import { nextLoads } from './sweep-knees.ts'

/** Cells that come at once are drawn at once; each drawing costs a few milliseconds. */
const DRAW_EVERY_MS = 120
/** How often the loads on either side of a knee are brought nearer to each other. */
const MOST_REFINEMENTS = 5

export async function computeSweep(
  pool: SimPool,
  page: PageState,
  settings: SweepSettings,
  active: AbortController,
  update: (change: Partial<SweepState>) => void,
): Promise<void> {
  const run = sweepRun(page, settings)
  const refusal = run ? sweepRefusal(run) : sweep.recording
  if (!run || refusal) {
    update({ status: 'failed', message: refusal })
    return
  }
  const { signal } = active
  let draw: ReturnType<typeof setTimeout> | undefined
  const show = (change: Partial<SweepState> = {}) => {
    clearTimeout(draw)
    draw = undefined
    if (signal.aborted) return
    const settled = run.cells.filter(cell => cell.summary).length
    const total = run.cells.filter(cell => !cell.refusal).length
    update({ ...(settled > 0 && { shown: { ...run, cells: [...run.cells] } }), settled, total, ...change })
  }
  /** Lines that do not change along the axis, and lanes that are alike, are computed once. */
  const known = new Map<string, Promise<[CellSummary, TheoryBeside]>>()
  const told = (scenario: Scenario) => {
    const key = JSON.stringify(scenario)
    const asked =
      known.get(key) ??
      Promise.all([pool.summarise(scenario, settings.replications, signal), pool.theory(scenario, signal)])
    known.set(key, asked)
    return asked
  }
  const compute = (from: number) =>
    Promise.all(
      run.cells.slice(from).map(async (cell, at) => {
        if (cell.refusal) return
        const [summary, theory] = await told(cell.scenario)
        run.cells[from + at] = { ...cell, summary, theory }
        draw ??= setTimeout(show, DRAW_EVERY_MS)
      }),
    )
  show({ status: 'running', message: null })
  try {
    await compute(0)
    for (let round = 0; run.isRefined && round < MOST_REFINEMENTS && !signal.aborted; round++) {
      const loads = nextLoads(run)
      if (loads.length === 0) break
      const from = run.cells.length
      run.cells.push(...cellsAt(run, loads))
      show()
      await compute(from)
    }
    show({ status: 'done' })
  } catch (error) {
    show({ status: 'failed', message: error instanceof Error ? error.message : String(error) })
    active.abort()
  }
}
