/**
 * Across cores, load or any other number: what has come back by now. Computed in the background while the reader is near
 * enough to see it, and has been still for a moment; a newer sweep ends the older one.
 */
import type { PageState } from '../../sim/scenario/link.ts'
import type { SimPool } from '../worker/sim-pool.ts'
import type { SweepRun, SweepSettings } from './sweep-cells.ts'

export const DEFAULT_SWEEP: SweepSettings = { axis: 'machine.cores', own: {}, replications: 10 }

/** `waiting`: for the reader to come near; `soon`: for the reader to be still. */
export type SweepStatus = 'waiting' | 'soon' | 'running' | 'done' | 'cancelled' | 'failed'

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

export interface SweepRunner {
  /** Forgets what is running and begins anew, after a pause, once it is near. */
  schedule(page: PageState, settings: SweepSettings): void
  /** Whether the reader is near. What has begun goes on when it is left behind. */
  near(is: boolean): void
  cancel(): void
}

/** A sweep begins once the reader has left the settings alone for so long. */
export const STILL_FOR_MS = 500

export function createSweepRunner(pool: SimPool, update: (change: Partial<SweepState>) => void): SweepRunner {
  let active = new AbortController()
  let pause: ReturnType<typeof setTimeout> | undefined
  let isNear = false
  /** What is to begin. */
  let due: (() => Promise<void>) | null = null

  const stop = () => {
    clearTimeout(pause)
    active.abort()
    due = null
  }

  async function begin(page: PageState, settings: SweepSettings): Promise<void> {
    const control = new AbortController()
    active = control
    // What a sweep consists of is not needed for the first picture.
    const { computeSweep } = await import('./sweep-work.ts')
    if (!control.signal.aborted) await computeSweep(pool, page, settings, control, update)
  }

  const beginSoon = () => {
    clearTimeout(pause)
    if (!due) return
    update({ status: isNear ? 'soon' : 'waiting' })
    if (!isNear) return
    pause = setTimeout(() => {
      due?.().catch(error => update({ status: 'failed', message: String(error) }))
      due = null
    }, STILL_FOR_MS)
  }

  return {
    schedule(page, settings) {
      stop()
      update({ message: null })
      due = () => begin(page, settings)
      beginSoon()
    },
    near(is) {
      isNear = is
      beginSoon()
    },
    cancel() {
      stop()
      update({ status: 'cancelled', message: null })
    },
  }
}
