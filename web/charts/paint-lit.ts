/** Requests marked in the lines of the workers that had them: underlined those that a text speaks of, framed the chosen one. */
import type { Rows } from '../../sim/measure/result.ts'
import type { LaneIndex } from '../stage/lane-index.ts'
import type { Palette } from '../stage/palette.ts'
import type { WorkerLines } from '../stage/worker-rows.ts'

/** On which line, and from which to which part of the time that is shown. */
export interface LitSpan {
  line: number
  from: number
  to: number
}

/** Where marked requests were in a thread's hands; those that never were have no line to be marked in. */
export function litSpans(
  { worker, startedMs }: Rows,
  { leftMs, seat }: LaneIndex,
  lines: WorkerLines,
  lit: Uint8Array,
  fromMs: number,
  toMs: number,
): LitSpan[] {
  const spans: LitSpan[] = []
  const partOf = (ms: number) => Math.min(1, Math.max(0, (ms - fromMs) / (toMs - fromMs)))
  for (const [row, isLit] of lit.entries()) {
    if (isLit === 0 || worker[row]! < 0 || !(startedMs[row]! < toMs) || !(leftMs[row]! > fromMs)) continue
    const line = worker[row]! * lines.each + (lines.each > 1 ? seat[row]! : 0)
    if (line < lines.count) spans.push({ line, from: partOf(startedMs[row]!), to: partOf(leftMs[row]!) })
  }
  return spans
}

export function underline(canvas: HTMLCanvasElement, spans: readonly LitSpan[], lines: number, palette: Palette): void {
  const context = canvas.getContext('2d')!
  const { width, height } = canvas
  const lineHeight = height / lines
  const thick = Math.max(1, Math.round(lineHeight * 0.16))
  context.fillStyle = palette.ink
  for (const { line, from, to } of spans) {
    const x = Math.floor(from * width)
    context.fillRect(x, Math.round((line + 1) * lineHeight) - thick, Math.max(1, Math.ceil(to * width) - x), thick)
  }
}

/** A frame around the one request that the reader has chosen, wide enough to be found. */
export function frame(canvas: HTMLCanvasElement, spans: readonly LitSpan[], lines: number, palette: Palette): void {
  const context = canvas.getContext('2d')!
  const { width, height } = canvas
  const lineHeight = height / lines
  const thick = Math.max(2, Math.round(width / 500))
  context.strokeStyle = palette.ink
  context.lineWidth = thick
  for (const { line, from, to } of spans) {
    const wide = Math.max(3 * thick, (to - from) * width + 2 * thick)
    const x = Math.min(width - wide, Math.max(0, ((from + to) / 2) * width - wide / 2))
    context.strokeRect(x + thick / 2, line * lineHeight + thick / 2, wide - thick, lineHeight - thick)
  }
}
