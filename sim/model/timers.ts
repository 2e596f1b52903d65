/**
 * When a kernel timer really fires. Linux keeps timers in a wheel: the farther away, the coarser, and always late rather
 * than early (kernel/time/timer.c: each level is 8 times as coarse as the one below and begins at 63 of its steps).
 * It matters because timers set at different moments then fire together, and a burst of retries is born.
 */
import type { World } from './world.ts'

const STEPS_A_LEVEL = 64
const COARSER = 8

/** When a timer set now for `afterMs` fires. Without a tick: exactly then. */
export function timerExpiry(w: World, afterMs: number): number {
  const { tickMs } = w.settings
  if (tickMs === 0) return w.now + afterMs
  const delayTicks = Math.ceil(afterMs / tickMs)
  const expiresTick = Math.floor(w.now / tickMs) + delayTicks
  let step = 1
  while (delayTicks >= (STEPS_A_LEVEL - 1) * step) step *= COARSER
  return (Math.floor(expiresTick / step) + 1) * step * tickMs
}
