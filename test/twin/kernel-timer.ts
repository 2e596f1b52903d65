/**
 * A kernel timer, on the wheel of a kernel that counts in ticks: the longer it is, the coarser, and always late.
 */

/** When a timer of `delayMs`, set at `setMs`, fires. A tick of 0 stands for a kernel that is always on time. */
export function firesAt(setMs: number, delayMs: number, tickMs: number): number {
  if (tickMs === 0) return setMs + delayMs
  const delayTicks = Math.ceil(delayMs / tickMs)
  const dueTick = Math.floor(setMs / tickMs) + delayTicks
  const step = stepTicks(delayTicks)
  return Math.ceil((dueTick + 1) / step) * step * tickMs
}

/** 1 below 63 ticks, 8 below 504, 64 below 4032, and so on. */
function stepTicks(delayTicks: number): number {
  return delayTicks < 63 ? 1 : 8 * stepTicks(delayTicks / 8)
}
