/**
 * What a worker can be asked, as plain functions: plain data in, plain data out, columns moved and not copied.
 * The type the page sees is derived from these functions; there is no second list to keep.
 */
import { transfer } from 'comlink'
import type { CellSummary } from '../../sim/experiment/metrics.ts'
import type { FleetFigures } from '../../sim/fleet/figures.ts'
import type { FleetResult } from '../../sim/fleet/result.ts'
import { type Checked, notAllowed, refused } from '../../sim/scenario/problem.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import type { Trace } from '../../sim/simulate.ts'
import type { TheoryBeside } from '../../sim/theory/beside.ts'
import { runApi } from './run-api.ts'

export { type LaneRun, runLane } from './run-api.ts'

/** Five million rows. */
const MAX_TRACE_BYTES = 200_000_000

/** Progress is told in steps of two percent. */
const PROGRESS_STEP = 0.02

/** Means and intervals over `replications` runs of one scenario with consecutive seeds. */
export async function summarise(scenario: Scenario, replications: number): Promise<CellSummary> {
  // Student's t is as large as the simulator itself, and the first picture does not need it.
  const { summarise } = await import('./summarise.ts')
  return summarise(scenario, replications)
}

/** Hours of a fleet; `progress` is told now and then which part of them is simulated. */
export async function fleet(
  scenario: Scenario,
  trace: Trace | null,
  progress: (share: number) => void,
): Promise<FleetResult> {
  const { simulateFleet } = await import('../../sim/simulate-fleet.ts')
  const { fleetBuffers } = await import('../../sim/fleet/result.ts')
  let told = 0
  const tell = (share: number) => {
    if (share - told < PROGRESS_STEP) return
    told = share
    progress(share)
  }
  const result = simulateFleet(scenario, { progress: tell, ...(trace && { trace }) })
  return transfer(result, fleetBuffers(result))
}

/** A recording, read where it freezes no page. */
async function readTrace(file: File): Promise<Checked<Trace>> {
  if (file.size > MAX_TRACE_BYTES) {
    const most = `at most ${(MAX_TRACE_BYTES / 1e6).toFixed(0)} MB`
    return refused([notAllowed('The file', `${Math.ceil(file.size / 1e6)} MB`, most)])
  }
  const { parseTrace } = await import('../../sim/scenario/trace.ts')
  const read = parseTrace(file.name, await file.text())
  if (!read.ok) return read
  const { sentMs, cpuMs, ioMs } = read.value
  return transfer(
    read,
    [sentMs, cpuMs, ioMs].map(column => column.buffer as ArrayBuffer),
  )
}

/** The figures of such a fleet alone. */
async function fleetFigures(scenario: Scenario, trace: Trace | null): Promise<FleetFigures> {
  const { simulateFleet } = await import('../../sim/simulate-fleet.ts')
  const { figuresOf } = await import('../../sim/fleet/figures.ts')
  return figuresOf(simulateFleet(scenario, trace ? { trace } : {}))
}

/** The formula that a scenario is a case of, with what it says, or why it does not hold. */
export async function theory(scenario: Scenario): Promise<TheoryBeside> {
  const { theoryBeside } = await import('../../sim/theory/beside.ts')
  return theoryBeside(scenario)
}

export const simApi = { ...runApi, summarise, fleet, readTrace, fleetFigures, theory }

export type SimApi = typeof simApi
