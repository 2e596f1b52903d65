/**
 * The simulator as the page uses it: functions that return promises. Nothing outside this folder knows that there are
 * workers, or comlink.
 */
import { proxy } from 'comlink'
import type { CellSummary } from '../../sim/experiment/metrics.ts'
import type { FleetFigures } from '../../sim/fleet/figures.ts'
import type { FleetResult } from '../../sim/fleet/result.ts'
import type { Checked } from '../../sim/scenario/problem.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import type { Trace } from '../../sim/simulate.ts'
import type { TheoryBeside } from '../../sim/theory/beside.ts'
import { earlyOrNew, interactiveWorkers } from './early-workers.ts'
import { onceMore, WorkerPool } from './pool.ts'
import type { LaneRun, SimApi } from './sim-api.ts'

export interface SimPool {
  /** One run for the picture on the page; goes before every sweep. */
  runOnce(scenario: Scenario, maxRequests: number, maxRows: number, signal: AbortSignal): Promise<LaneRun>
  /** One cell of a sweep, in the background. */
  summarise(scenario: Scenario, replications: number, signal: AbortSignal): Promise<CellSummary>
  /** Hours of a fleet, in the foreground; `progress` is told which part of them is done. */
  fleet(
    scenario: Scenario,
    trace: Trace | null,
    progress: (share: number) => void,
    signal: AbortSignal,
  ): Promise<FleetResult>
  /** A recording out of a file. */
  readTrace(file: File, signal: AbortSignal): Promise<Checked<Trace>>
  /** The figures of such a fleet, in the background. */
  fleetFigures(scenario: Scenario, trace: Trace | null, signal: AbortSignal): Promise<FleetFigures>
  /** What theory says of such a cell. */
  theory(scenario: Scenario, signal: AbortSignal): Promise<TheoryBeside>
}

/** More than this would only take memory: a sweep has about ten cells. */
const MOST_WORKERS = 8

const RUN_LIMIT_MS = 60_000
const CELL_LIMIT_MS = 300_000

/**
 * Interactive runs have workers of their own, one for every two cores. Where there are two cores the page has one of them
 * to itself, and a second worker would only have to be loaded and warmed up as well. What is computed in the background
 * has a worker for each core but one.
 */
export function createSimPool(): SimPool {
  const interactive = interactiveWorkers()
  const background = Math.max(1, Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 2) - 1)
  const pool = new WorkerPool<SimApi>({
    createWorker: earlyOrNew,
    size: interactive + background,
    reserved: interactive,
    graceMs: 250,
    hearingMs: 2000,
    loadingMs: 20_000,
  })
  return {
    runOnce: (scenario, maxRequests, maxRows, signal) =>
      onceMore(() =>
        pool.run(api => api.runOnce(scenario, maxRequests, maxRows), {
          signal,
          priority: 'interactive',
          timeLimitMs: RUN_LIMIT_MS,
        }),
      ),
    summarise: (scenario, replications, signal) =>
      onceMore(() =>
        pool.run(api => api.summarise(scenario, replications), {
          signal,
          priority: 'background',
          timeLimitMs: CELL_LIMIT_MS,
        }),
      ),
    fleet: (scenario, trace, progress, signal) =>
      onceMore(() =>
        pool.run(api => api.fleet(scenario, trace, proxy(progress)) as Promise<FleetResult>, {
          signal,
          priority: 'interactive',
          timeLimitMs: CELL_LIMIT_MS,
        }),
      ),
    readTrace: (file, signal) =>
      pool.run(api => api.readTrace(file) as Promise<Checked<Trace>>, {
        signal,
        priority: 'interactive',
        timeLimitMs: RUN_LIMIT_MS,
      }),
    fleetFigures: (scenario, trace, signal) =>
      onceMore(() =>
        pool.run(api => api.fleetFigures(scenario, trace), {
          signal,
          priority: 'background',
          timeLimitMs: CELL_LIMIT_MS,
        }),
      ),
    theory: (scenario, signal) =>
      onceMore(() =>
        pool.run(api => api.theory(scenario), { signal, priority: 'background', timeLimitMs: CELL_LIMIT_MS }),
      ),
  }
}
