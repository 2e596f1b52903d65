/**
 * Across cores: which cells there are, what has come back, and which settings it belongs to. Computed in the background
 * after the reader has been still for a moment; a newer sweep ends the older one.
 */
import type { CellSummary } from '../../sim/experiment/metrics.ts'
import { seedProblem } from '../../sim/experiment/seeds.ts'
import type { PageState } from '../../sim/scenario/link.ts'
import { findParameter } from '../../sim/scenario/parameters.ts'
import { type Scenario, withParameter } from '../../sim/scenario/scenario.ts'
import { expectedRequests } from '../../sim/scenario/validate.ts'
import { serverTitles } from '../story/lane-name.ts'
import { count } from '../text/format.ts'
import type { SimPool } from '../worker/sim-pool.ts'
import { inWords } from './edit.ts'
import { lanesOf } from './lanes.ts'

export interface SweepSettings {
  cores: readonly number[]
  replications: number
}

export const DEFAULT_SWEEP: SweepSettings = { cores: [1, 2, 4, 8, 16], replications: 10 }

export const MOST_CORES = 12
export const MOST_REPLICATIONS = 100

/** A line of the charts: a lane's server. Lanes that differ in nothing but cores are one line. */
export interface SweepLine {
  /** The lane's number, from 1; 0 for a line that stands for all lanes. */
  lane: number
  name: string
}

/** One line's server with one number of cores. */
export interface SweepCell {
  /** Index of the line. */
  line: number
  cores: number
  scenario: Scenario
  summary: CellSummary | null
}

export interface SweepRun {
  /** What it was computed from. */
  page: PageState
  settings: SweepSettings
  lines: SweepLine[]
  cells: SweepCell[]
}

export type SweepStatus = 'waiting' | 'running' | 'done' | 'cancelled' | 'failed'

export interface SweepState {
  settings: SweepSettings
  status: SweepStatus
  /** Why it failed, or why it was not begun. */
  message: string | null
  /** The newest run that has at least one cell; null before the first. */
  shown: SweepRun | null
  settled: number
  total: number
}

/** Requests of a whole sweep: about a minute on one core. More would never be waited for. */
const MOST_REQUESTS = 50_000_000

/** The cells, few cores first, so that the lines grow from the left. */
export function sweepRun(page: PageState, settings: SweepSettings): SweepRun {
  const lanes = lanesOf(page)
  const names = serverTitles(lanes, page.story)
  const alike = lanes.length > 1 && new Set(lanes.map(({ scenario }) => withoutCores(scenario))).size === 1
  const lines = alike ? [{ lane: 0, name: names[0]! }] : names.map((name, index) => ({ lane: index + 1, name }))
  const cells = settings.cores.flatMap(cores =>
    lines.map((_, line) => ({
      line,
      cores,
      scenario: withParameter(lanes[line]!.scenario, 'machine.cores', cores),
      summary: null,
    })),
  )
  return { page, settings, lines, cells }
}

function withoutCores(scenario: Scenario): string {
  return JSON.stringify(withParameter(scenario, 'machine.cores', 1))
}

/** Why this sweep would not be started; null when it can be. */
export function sweepRefusal(run: SweepRun): string | null {
  const { replications } = run.settings
  const requests = run.cells.reduce((sum, { scenario }) => sum + expectedRequests(scenario) * replications, 0)
  if (requests > MOST_REQUESTS) {
    return `This would be ${count(requests)} requests; at most ${count(MOST_REQUESTS)} are computed here. A shorter measured time or fewer replications would do.`
  }
  const seeds = run.cells[0] && seedProblem(run.cells[0].scenario, replications)
  return seeds ? inWords(seeds) : null
}

/** Numbers of cores as a reader lists them: "1, 2, 4". The sentence says what is wrong. */
export function parseCores(text: string): { ok: true; cores: number[] } | { ok: false; message: string } {
  const parameter = findParameter('machine.cores')
  if (parameter?.kind !== 'number') throw new Error('machine.cores is a number')
  const { min, max } = parameter
  const parts = text.split(/[\s,]+/).filter(part => part !== '')
  const wrong = parts.find(part => !/^\d{1,3}$/.test(part) || Number(part) < min || Number(part) > max)
  if (wrong !== undefined) {
    return { ok: false, message: `“${wrong.slice(0, 20)}” is not a whole number of cores from ${min} to ${max}.` }
  }
  const cores = [...new Set(parts.map(Number))].sort((a, b) => a - b)
  if (cores.length < 2 || cores.length > MOST_CORES) {
    return { ok: false, message: `A line needs 2 to ${MOST_CORES} different numbers of cores, for instance 1, 2, 4.` }
  }
  return { ok: true, cores }
}

export interface SweepRunner {
  /** Forgets what is running and begins anew after a pause. */
  schedule(page: PageState, settings: SweepSettings): void
  cancel(): void
}

const STILL_FOR_MS = 500
/** Cells that come at once are drawn at once; each drawing costs a few milliseconds. */
const DRAW_EVERY_MS = 120

export function createSweepRunner(pool: SimPool, update: (change: Partial<SweepState>) => void): SweepRunner {
  let active = new AbortController()
  let pause: ReturnType<typeof setTimeout> | undefined

  const stop = () => {
    clearTimeout(pause)
    active.abort()
  }

  async function begin(page: PageState, settings: SweepSettings): Promise<void> {
    const run = sweepRun(page, settings)
    const refusal = sweepRefusal(run)
    if (refusal) {
      update({ status: 'failed', message: refusal })
      return
    }
    active = new AbortController()
    const { signal } = active
    let draw: ReturnType<typeof setTimeout> | undefined
    const show = (change: Partial<SweepState> = {}) => {
      clearTimeout(draw)
      draw = undefined
      const settled = run.cells.filter(cell => cell.summary).length
      if (!signal.aborted)
        update({ ...(settled > 0 && { shown: { ...run, cells: [...run.cells] } }), settled, ...change })
    }
    update({ status: 'running', message: null, settled: 0, total: run.cells.length })
    const jobs = run.cells.map(async (cell, index) => {
      const summary = await pool.summarise(cell.scenario, settings.replications, signal)
      run.cells[index] = { ...cell, summary }
      draw ??= setTimeout(show, DRAW_EVERY_MS)
    })
    try {
      await Promise.all(jobs)
      show({ status: 'done' })
    } catch (error) {
      show({ status: 'failed', message: error instanceof Error ? error.message : String(error) })
      active.abort()
    }
  }

  return {
    schedule(page, settings) {
      stop()
      update({ status: 'waiting', message: null })
      pause = setTimeout(() => void begin(page, settings), STILL_FOR_MS)
    },
    cancel() {
      stop()
      update({ status: 'cancelled', message: null })
    },
  }
}
