/** More pixels than this nobody sees, and they are paid for in every frame. */
const SHARPEST = 3

/** Pixels that the stage is drawn with, for one of CSS. */
export function sharpness(): number {
  return Math.min(SHARPEST, devicePixelRatio || 1)
}
