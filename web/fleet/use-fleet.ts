/** The fleet of a scenario, simulated anew when the scenario changes; the last one stays while the next is on its way. */

import { useCallback, useEffect, useRef, useState } from 'react'
import { cancelled } from '#text/fleet.ts'
import type { FleetResult } from '../../sim/fleet/result.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import type { Trace } from '../../sim/simulate.ts'
import type { SimPool } from '../worker/sim-pool.ts'

export interface FleetRun {
  result: FleetResult | null
  /** The part that is done of what is on its way; null when nothing is. */
  progress: number | null
  /** Why there is no result, in a sentence. */
  failure: string | null
  cancel: () => void
}

/** @param trace what is replayed, when that is the scenario’s traffic */
export function useFleet(pool: SimPool, scenario: Scenario, trace: Trace | null = null): FleetRun {
  const [result, setResult] = useState<FleetResult | null>(null)
  const [progress, setProgress] = useState<number | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const running = useRef<AbortController | null>(null)
  useEffect(() => {
    const control = new AbortController()
    const { signal } = control
    running.current = control
    setProgress(0)
    setFailure(null)
    // Progress comes by a way of its own, and the last of it can come after the result.
    let isOver = false
    const tell = (share: number) => {
      if (!signal.aborted && !isOver) setProgress(share)
    }
    pool.fleet(scenario, trace, tell, signal).then(
      done => {
        isOver = true
        if (signal.aborted) return
        setResult(done)
        setProgress(null)
      },
      (error: unknown) => {
        isOver = true
        if (signal.aborted) return
        setFailure(error instanceof Error ? error.message : String(error))
        setProgress(null)
      },
    )
    return () => control.abort()
  }, [pool, scenario, trace])
  const cancel = useCallback(() => {
    running.current?.abort()
    setProgress(null)
    setFailure(cancelled)
  }, [])
  return { result, progress, failure, cancel }
}
