/**
 * Random variates, drawn a batch at a time. The loop that fills a batch is a function for each distribution, which V8
 * joins with the generator in one piece; a single draw is called from where everything else already is, and its number
 * comes back in a box on the heap. The numbers are the same: each stream has one purpose.
 */
import { randomExponential, randomLogNormal, randomPareto } from 'd3-random'
import type { Uniform } from '../engine/random.ts'

const BATCH = 64

/** Overwrites all values with the next ones. */
export type Fill = (values: Float64Array) => void

export class Variates {
  private readonly values = new Float64Array(BATCH)
  private at = BATCH - 1
  private readonly fill: Fill

  constructor(fill: Fill) {
    this.fill = fill
  }

  /** Draws the next one: `value` from now on. */
  draw(): void {
    if (++this.at === BATCH) this.refill()
  }

  get value(): number {
    return this.values[this.at]
  }

  private refill(): void {
    this.fill(this.values)
    this.at = 0
  }
}

export function always(value: number): Fill {
  return values => values.fill(value)
}

export function exponential(mean: number, uniform: Uniform): Fill {
  const draw = randomExponential.source(uniform)(1 / mean)
  return values => {
    for (let at = 0; at < values.length; at++) values[at] = draw()
  }
}

/** @param cv standard deviation as a part of the mean */
export function lognormal(mean: number, cv: number, uniform: Uniform): Fill {
  // Mean 1 and the coefficient of variation, as parameters of the underlying normal. The mean is a factor and not one of
  // them, so that the same draws at another mean are the same work on another scale, to the last digit.
  const variance = Math.log1p(cv ** 2)
  const draw = randomLogNormal.source(uniform)(-variance / 2, Math.sqrt(variance))
  return values => {
    for (let at = 0; at < values.length; at++) values[at] = mean * draw()
  }
}

export function pareto(mean: number, shape: number, uniform: Uniform): Fill {
  const draw = randomPareto.source(uniform)(shape)
  const smallest = (mean * (shape - 1)) / shape
  return values => {
    for (let at = 0; at < values.length; at++) values[at] = smallest * draw()
  }
}
