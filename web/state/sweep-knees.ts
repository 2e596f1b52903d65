/** The knee of each line of a sweep over load, from as many cells as there are by now. */
import { betweenKnee, findKnee, type Knee } from '../../sim/experiment/knee.ts'
import { isLoad } from '../../sim/experiment/points.ts'
import type { SweepRun } from './sweep-cells.ts'

/** By line; null where the sweep is not over load, or the line has fewer than two points yet. */
export function kneesOf({ parameter, lines, cells }: SweepRun): (Knee | null)[] {
  return lines.map((_, line) => {
    if (!isLoad(parameter.path)) return null
    const points = cells
      .flatMap(({ line: of, x, summary }) =>
        of === line && summary
          ? [{ load: x, p95Ms: summary.latencyP95Ms.mean, errorShare: summary.errorShare.mean }]
          : [],
      )
      .sort((a, b) => a.load - b.load)
    return points.length < 2 ? null : findKnee(points)
  })
}

/** Loads at which to look more closely, no two alike. */
export function nextLoads(run: SweepRun): number[] {
  const known = new Set(run.cells.map(({ x }) => x))
  const between = kneesOf(run).flatMap(knee => (knee ? (betweenKnee(knee, run.parameter.integer === true) ?? []) : []))
  return [...new Set(between)].filter(load => !known.has(load))
}
