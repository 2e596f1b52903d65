/**
 * What requests cost (CPU and I/O drawn around their means) and how long users think, each from its own stream.
 */
import { randomExponential, randomLogNormal, randomPareto } from 'd3-random'
import type { Streams, Uniform } from '../engine/random.ts'
import type { Scenario } from '../scenario/scenario.ts'

/** What one request costs. */
export interface Demand {
  cpuMs: number
  ioMs: number
}

/** Of the request drawn last. */
export class Demands implements Demand {
  cpuMs = 0
  ioMs = 0
  readonly drawThinkMs: () => number
  private readonly drawCpuMs: () => number
  private readonly drawIoMs: () => number
  private readonly drawSlow: Uniform
  private readonly slowShare: number
  private readonly slowFactor: number

  constructor({ request, traffic }: Scenario, streams: Streams) {
    this.drawThinkMs = randomExponential.source(streams.think)(1 / traffic.thinkMs)
    this.drawCpuMs = createSampler(request.cpuMs, request, streams.cpu)
    this.drawIoMs = createSampler(request.ioMs, request, streams.io)
    this.drawSlow = streams.slow
    this.slowShare = request.slowShare
    this.slowFactor = request.slowFactor
  }

  draw(): void {
    const factor = this.slowShare > 0 && this.drawSlow() < this.slowShare ? this.slowFactor : 1
    this.cpuMs = this.drawCpuMs() * factor
    this.ioMs = this.drawIoMs() * factor
  }
}

/** A source of non-negative numbers with the given mean and the request's distribution around it. */
function createSampler(meanMs: number, request: Scenario['request'], uniform: Uniform): () => number {
  if (meanMs === 0) return () => 0
  switch (request.distribution) {
    case 'deterministic':
      return () => meanMs
    case 'exponential':
      return randomExponential.source(uniform)(1 / meanMs)
    case 'lognormal': {
      // Mean 1 and the coefficient of variation, as parameters of the underlying normal. The mean is a factor and not
      // one of them, so that the same draws at another mean are the same work on another scale, to the last digit.
      const variance = Math.log1p(request.cv ** 2)
      const draw = randomLogNormal.source(uniform)(-variance / 2, Math.sqrt(variance))
      return () => meanMs * draw()
    }
    case 'pareto': {
      const draw = randomPareto.source(uniform)(request.shape)
      const smallestMs = (meanMs * (request.shape - 1)) / request.shape
      return () => smallestMs * draw()
    }
  }
}
