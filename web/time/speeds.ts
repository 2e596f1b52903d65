/** Speeds that can be chosen: equal steps on a log scale, from a hundredth to a hundred times. */
import * as texts from '#text/time.ts'
export const SPEEDS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100] as const

/** The speed so many steps faster, or slower; the end of the scale is the end. */
export function faster(speed: number, steps: number): number {
  const place = Math.max(0, Math.min(SPEEDS.length - 1, speedPlace(speed) + steps))
  return SPEEDS[place]!
}

/** Place on the scale of the speed that is nearest, by its logarithm. */
export function speedPlace(speed: number): number {
  const distance = (place: number) => Math.abs(Math.log(SPEEDS[place]! / speed))
  return SPEEDS.reduce((best, _, place) => (distance(place) < distance(best) ? place : best), 0)
}

/** "1/20×", "1×", "5×": as a stretched second is thought of. */
export function speedText(speed: number): string {
  return speed < 1 ? `1/${Math.round(1 / speed)}×` : `${speed}×`
}

/** For a screen reader. */
export function speedWords(speed: number): string {
  if (speed === 1) return texts.asFastAsLife
  return speed < 1 ? texts.slower({ times: Math.round(1 / speed) }) : texts.faster({ times: speed })
}
