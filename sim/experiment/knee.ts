/**
 * The knee: the load that a server still bears. Two things end it, and both are what users notice: waiting becomes much
 * longer than it was with nobody else about, or requests fail.
 */

/** A load bears when p95 stays within this many times that of the lowest load … */
export const KNEE_TIMES = 3
/** … and no more than this share of requests fails. */
export const KNEE_ERRORS = 0.01

/** What came out at one load. `p95Ms` is NaN when nothing was answered. */
export interface LoadPoint {
  load: number
  p95Ms: number
  errorShare: number
}

export interface Knee {
  /** The highest load before the first that was too much; null when the lowest was too much already. */
  bears: number | null
  /** The first load that was too much; null when none was. */
  breaks: number | null
  /** p95 at the lowest load, which the others are compared with. */
  unloadedMs: number
  /** What was too much about `breaks`. */
  because: 'waiting' | 'errors' | null
}

/** @param points Ascending by load, at least one. */
export function findKnee(points: readonly LoadPoint[]): Knee {
  const unloadedMs = points[0]?.p95Ms ?? Number.NaN
  const at = points.findIndex(point => whatIsTooMuch(point, unloadedMs) !== null)
  const breaking = points[at]
  return {
    bears: (at < 0 ? points.at(-1) : points[at - 1])?.load ?? null,
    breaks: breaking?.load ?? null,
    unloadedMs,
    because: breaking ? whatIsTooMuch(breaking, unloadedMs) : null,
  }
}

function whatIsTooMuch({ p95Ms, errorShare }: LoadPoint, unloadedMs: number): Knee['because'] {
  if (errorShare > KNEE_ERRORS || Number.isNaN(p95Ms)) return 'errors'
  return p95Ms > KNEE_TIMES * unloadedMs ? 'waiting' : null
}

/** Nearer than this the two sides of a knee are one number to a reader. */
const NEAR = 1.04

/** The load to look at next, between the last that bears and the first that does not; null when they are near enough. */
export function betweenKnee({ bears, breaks }: Knee, integer: boolean): number | null {
  if (bears === null || breaks === null || breaks / bears < NEAR) return null
  const middle = (bears + breaks) / 2
  const short = integer ? Math.round(middle) : Number(middle.toPrecision(3))
  return short > bears && short < breaks ? short : null
}
