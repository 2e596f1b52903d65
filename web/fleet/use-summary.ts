/** The same fleet with the seeds that follow, in the background: how sure its figures are. */
import { useEffect, useState } from 'react'
import { replicationOf } from '../../sim/experiment/seeds.ts'
import { type FleetSummary, figuresOf, summariseFleets } from '../../sim/fleet/figures.ts'
import type { FleetResult } from '../../sim/fleet/result.ts'
import type { Trace } from '../../sim/simulate.ts'
import type { SimPool } from '../worker/sim-pool.ts'

/** The one that is shown included. Each takes as long again. */
export const REPLICATIONS = 5

/** Null until all are there. */
export function useSummary(pool: SimPool, result: FleetResult | null, trace: Trace | null): FleetSummary | null {
  const [summary, setSummary] = useState<FleetSummary | null>(null)
  useEffect(() => {
    setSummary(null)
    if (result === null) return
    const { signal, abort } = cancellable()
    const others = Array.from({ length: REPLICATIONS - 1 }, (_, at) =>
      pool.fleetFigures(replicationOf(result.scenario, at + 1), trace, signal),
    )
    Promise.all(others).then(
      figures => {
        if (!signal.aborted) setSummary(summariseFleets([figuresOf(result), ...figures]))
      },
      // Without them the figures are those of one run, as they were before.
      () => {},
    )
    return abort
  }, [pool, result, trace])
  return summary
}

function cancellable(): { signal: AbortSignal; abort: () => void } {
  const control = new AbortController()
  return { signal: control.signal, abort: () => control.abort() }
}
