/**
 * When requests come: an open loop, which asks nobody; a trace; or nothing (a closed loop's users send by themselves).
 * An arrival source has the time of the next arrival and, once it is taken, what that request costs.
 */
import { randomExponential } from 'd3-random'
import type { Streams } from '../engine/random.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Trace } from '../simulate.ts'
import type { Demand, Demands } from './demands.ts'
import { always, exponential, Variates } from './variates.ts'

export interface Arrivals {
  /** Infinity when none is left before the end. */
  nextAt: number
  /** Of the arrival taken last. */
  readonly demand: Demand
  /** Takes the arrival at `nextAt`: sets its demand and finds the next. */
  take(): void
}

/**
 * Arrivals at a rate that is constant between changes. The integral of the rate between two arrivals is drawn, so with
 * other rates the same draws come earlier or later and the pattern stays.
 */
export class OpenArrivals implements Arrivals {
  nextAt = 0
  readonly demand: Demands
  private readonly integrals: Variates
  private readonly steps: Scenario['traffic']['steps']
  private readonly bursts: Bursts | null
  private readonly endAt: number
  /** The rate now, and until when it holds. */
  private ratePerMs = 0
  private holdsUntil = 0
  private basePerMs: number
  private nextStep = 0

  constructor(traffic: Scenario['traffic'], streams: Streams, demands: Demands, endAt: number) {
    this.demand = demands
    this.endAt = endAt
    this.steps = traffic.steps
    this.basePerMs = traffic.ratePerSecond / 1000
    this.integrals = new Variates(traffic.arrivals === 'even' ? always(1) : exponential(1, streams.arrivals))
    this.bursts = traffic.arrivals === 'bursty' ? new Bursts(traffic, streams) : null
    this.changeRate(0)
    this.findNext()
  }

  take(): void {
    this.demand.draw()
    this.findNext()
  }

  private findNext(): void {
    this.integrals.draw()
    let needed = this.integrals.value
    let at = this.nextAt
    while (needed >= (this.holdsUntil - at) * this.ratePerMs) {
      if (this.holdsUntil >= this.endAt) {
        this.nextAt = Infinity
        return
      }
      needed -= (this.holdsUntil - at) * this.ratePerMs
      at = this.holdsUntil
      this.changeRate(at)
    }
    const nextAt = at + needed / this.ratePerMs
    this.nextAt = nextAt < this.endAt ? nextAt : Infinity
  }

  private changeRate(at: number): void {
    while (this.stepAt() <= at) this.basePerMs = this.steps[this.nextStep++].ratePerSecond / 1000
    this.bursts?.turn(at)
    this.ratePerMs = this.basePerMs * (this.bursts?.factor ?? 1)
    this.holdsUntil = Math.min(this.stepAt(), this.bursts?.endsAt ?? Infinity, this.endAt)
  }

  private stepAt(): number {
    return this.nextStep < this.steps.length ? this.steps[this.nextStep].atSeconds * 1000 : Infinity
  }
}

/** A rate that alternates between a burst and a lull, for exponential times; half of all requests come in bursts. */
class Bursts {
  factor: number
  endsAt: number
  private inBurst: boolean
  private readonly high: number
  private readonly low: number
  private readonly drawBurstMs: () => number
  private readonly drawLullMs: () => number

  constructor(traffic: Scenario['traffic'], streams: Streams) {
    const burstShare = 1 / (2 * traffic.burstFactor)
    this.high = traffic.burstFactor
    this.low = 0.5 / (1 - burstShare)
    const exponential = randomExponential.source(streams.bursts)
    this.drawBurstMs = exponential(1 / traffic.burstMs)
    this.drawLullMs = exponential(burstShare / ((1 - burstShare) * traffic.burstMs))
    this.inBurst = streams.bursts() < burstShare
    this.factor = this.inBurst ? this.high : this.low
    this.endsAt = this.inBurst ? this.drawBurstMs() : this.drawLullMs()
  }

  /** Ends the burst or lull if it ends at `now`. */
  turn(now: number): void {
    if (now < this.endsAt) return
    this.inBurst = !this.inBurst
    this.factor = this.inBurst ? this.high : this.low
    this.endsAt = now + (this.inBurst ? this.drawBurstMs() : this.drawLullMs())
  }
}

/** A recorded load, replayed as it was. */
export class TraceArrivals implements Arrivals {
  nextAt: number
  readonly demand = { cpuMs: 0, ioMs: 0 }
  private readonly trace: Trace
  private readonly endAt: number
  private row = 0

  constructor(trace: Trace, endAt: number) {
    this.trace = trace
    this.endAt = endAt
    this.nextAt = this.timeOf(0)
  }

  take(): void {
    this.demand.cpuMs = this.trace.cpuMs[this.row]
    this.demand.ioMs = this.trace.ioMs[this.row]
    this.nextAt = this.timeOf(++this.row)
  }

  private timeOf(row: number): number {
    if (row >= this.trace.sentMs.length || this.trace.sentMs[row] >= this.endAt) return Infinity
    return this.trace.sentMs[row]
  }
}

/** What one of `n` instances gets that take turns: the first arrival, and every n-th after it. */
export class EveryNthArrival implements Arrivals {
  nextAt: number
  readonly demand = { cpuMs: 0, ioMs: 0 }
  private readonly all: Arrivals
  private readonly others: number

  constructor(all: Arrivals, n: number) {
    this.all = all
    this.others = n - 1
    this.nextAt = all.nextAt
  }

  take(): void {
    this.all.take()
    Object.assign(this.demand, this.all.demand)
    for (let other = 0; other < this.others && this.all.nextAt < Infinity; other++) this.all.take()
    this.nextAt = this.all.nextAt
  }
}

/** A closed loop has no arrivals of its own. */
export const NO_ARRIVALS: Arrivals = { nextAt: Infinity, demand: { cpuMs: 0, ioMs: 0 }, take: () => {} }
