/** Grids of numbers as a few SVG paths, one a shade: a heatmap that needs no canvas and has the theme's colours. */
import type { Shade } from './plot-spec.ts'

/** A rectangle in a square of 1 by 1, y downwards, and how strong it is: 0 (not drawn) to 1. */
export interface Tile {
  x: number
  y: number
  width: number
  height: number
  strength: number
}

/** So many shades can be told apart. */
const SHADES = 6
/** The palest still differs from the paper. */
const PALEST = 0.16

/** @param color The strongest shade; paler ones are mixed with paper. */
export function shadesOf(tiles: Iterable<Tile>, color: string): Shade[] {
  const paths = new Array<string>(SHADES).fill('')
  for (const { x, y, width, height, strength } of tiles) {
    if (!(strength > 0)) continue
    const shade = Math.min(SHADES - 1, Math.floor(strength * SHADES))
    paths[shade] += `M${short(x)},${short(y)}h${short(width)}v${short(height)}h${short(-width)}Z`
  }
  return paths.flatMap((path, shade) => {
    if (path === '') return []
    const percent = Math.round(100 * (PALEST + ((1 - PALEST) * shade) / (SHADES - 1)))
    return [{ key: `${color} ${shade}`, color: `color-mix(in srgb, ${color} ${percent}%, var(--paper))`, path }]
  })
}

/** Shades are worked out for whoever draws them: a chart far from sight is only words. */
export function onceDrawn(make: () => Shade[]): () => readonly Shade[] {
  let made: Shade[] | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** A hundredth of a pixel in a plot that is a thousand wide. */
function short(value: number): number {
  return Math.round(value * 1e5) / 1e5
}
