/**
 * Lines that nginx and the kernel would log, counted by kind, for requests sent in the measured window.
 */
import type { World } from './world.ts'

export type LogLine = keyof World['recorder']['log']

export function logLine(w: World, req: number, line: LogLine): void {
  if (w.requests.isMeasured[req] === 1) w.recorder.log[line]++
}
