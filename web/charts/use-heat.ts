/** Computes a heatmap in the background: a few cells at a time, coarse ones first, with a way to end it. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { pool } from '../state/the-page.ts'
import { computeHeat } from './compute-heat.ts'
import type { HeatCell, HeatPlan } from './heat-plan.ts'

export interface Heat {
  plan: HeatPlan
  /** By `cellIndex`. */
  cells: readonly (HeatCell | undefined)[]
  done: number
  status: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed'
  message: string | null
}

const DRAW_EVERY_MS = 200
/** The charts above it begin half a second after the last change, and go first. */
const STILL_FOR_MS = 1200

/** @param plan null while nothing is to be computed: the map is out of sight. */
export function useHeat(plan: HeatPlan | null): { heat: Heat | null; cancel: () => void; restart: () => void } {
  const [heat, setHeat] = useState<Heat | null>(null)
  const [round, setRound] = useState(0)
  const active = useRef<AbortController>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round of the same plan begins anew.
  useEffect(() => {
    if (!plan) return
    const control = new AbortController()
    active.current = control
    const { signal } = control
    const cells: (HeatCell | undefined)[] = new Array(plan.lanes.length * plan.xs.length * plan.ys.length)
    let draw: ReturnType<typeof setTimeout> | undefined
    const show = (status: Heat['status'], message: string | null = null) => {
      clearTimeout(draw)
      draw = undefined
      if (signal.aborted) return
      setHeat({
        plan,
        cells: [...cells],
        done: cells.reduce((sum: number, cell) => sum + (cell ? 1 : 0), 0),
        status,
        message,
      })
    }
    const pause = setTimeout(() => {
      show('running')
      computeHeat(pool, {
        plan,
        cells,
        signal,
        drew: () => (draw ??= setTimeout(show, DRAW_EVERY_MS, 'running')),
      }).then(
        () => show('done'),
        error => show('failed', error instanceof Error ? error.message : String(error)),
      )
    }, STILL_FOR_MS)
    return () => {
      clearTimeout(pause)
      clearTimeout(draw)
      control.abort()
    }
  }, [plan, round])

  const cancel = useCallback(() => {
    active.current?.abort()
    setHeat(now => now && { ...now, status: 'cancelled' })
  }, [])
  const restart = useCallback(() => setRound(before => before + 1), [])
  return { heat, cancel, restart }
}
