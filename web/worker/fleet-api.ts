/** Fleets. A file of its own, so that the one file of a figure has none in it: what a module could load is part of it. */
import { transfer } from 'comlink'
import type { FleetFigures } from '../../sim/fleet/figures.ts'
import type { FleetResult } from '../../sim/fleet/result.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import type { Trace } from '../../sim/simulate.ts'

/** Progress is told in steps of two percent. */
const PROGRESS_STEP = 0.02

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

/** The figures of such a fleet alone. */
export async function fleetFigures(scenario: Scenario, trace: Trace | null): Promise<FleetFigures> {
  const { simulateFleet } = await import('../../sim/simulate-fleet.ts')
  const { figuresOf } = await import('../../sim/fleet/figures.ts')
  return figuresOf(simulateFleet(scenario, trace ? { trace } : {}))
}
