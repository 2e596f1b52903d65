/**
 * What requests cost (CPU and I/O drawn around their means) and how long users think, each from its own stream.
 */
import { randomExponential } from 'd3-random'
import type { Streams, Uniform } from '../engine/random.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { always, exponential, type Fill, lognormal, pareto, Variates } from './variates.ts'

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
  private readonly cpu: Variates
  private readonly io: Variates
  private readonly drawSlow: Uniform
  private readonly slowShare: number
  private readonly slowFactor: number

  constructor({ request, traffic }: Scenario, streams: Streams) {
    this.drawThinkMs = randomExponential.source(streams.think)(1 / traffic.thinkMs)
    this.cpu = new Variates(around(request.cpuMs, request, streams.cpu))
    this.io = new Variates(around(request.ioMs, request, streams.io))
    this.drawSlow = streams.slow
    this.slowShare = request.slowShare
    this.slowFactor = request.slowFactor
  }

  draw(): void {
    this.cpu.draw()
    this.io.draw()
    this.cpuMs = this.cpu.value
    this.ioMs = this.io.value
    if (this.slowShare > 0) this.slowDown()
  }

  private slowDown(): void {
    if (this.drawSlow() >= this.slowShare) return
    this.cpuMs *= this.slowFactor
    this.ioMs *= this.slowFactor
  }
}

/** Non-negative numbers with the given mean and the request's distribution around it. */
function around(meanMs: number, request: Scenario['request'], uniform: Uniform): Fill {
  if (meanMs === 0) return always(0)
  switch (request.distribution) {
    case 'deterministic':
      return always(meanMs)
    case 'exponential':
      return exponential(meanMs, uniform)
    case 'lognormal':
      return lognormal(meanMs, request.cv, uniform)
    case 'pareto':
      return pareto(meanMs, request.shape, uniform)
  }
}
