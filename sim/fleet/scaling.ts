/**
 * The rule of an Auto Scaling group with simple scaling, as Elastic Beanstalk sets it up: one alarm above, one below, one
 * instance at a time, and a cooldown after each.
 */
import type { FleetMetric, Scenario } from '../scenario/scenario.ts'

export interface Thresholds {
  upper: number
  lower: number
}

/** In the units of `MetricLog`: bytes a period, a share, milliseconds, requests a second. */
export function thresholdsOf({ fleet }: Scenario): Thresholds {
  const all: Record<FleetMetric, Thresholds> = {
    'network-out': { upper: fleet.networkOutUpperMb * 1e6, lower: fleet.networkOutLowerMb * 1e6 },
    cpu: { upper: fleet.cpuUpperPercent / 100, lower: fleet.cpuLowerPercent / 100 },
    latency: { upper: fleet.latencyUpperMs, lower: fleet.latencyLowerMs },
    requests: { upper: fleet.requestsUpperPerSecond, lower: fleet.requestsLowerPerSecond },
  }
  return all[fleet.metric]
}

export class ScalingRule {
  readonly thresholds: Thresholds
  private readonly min: number
  private readonly max: number
  private readonly periodsNeeded: number
  private readonly cooldownMs: number
  private above = 0
  private below = 0
  private quietUntil = 0

  constructor(scenario: Scenario) {
    const { fleet } = scenario
    this.thresholds = thresholdsOf(scenario)
    this.min = fleet.min
    this.max = fleet.max
    this.periodsNeeded = Math.max(1, Math.ceil(fleet.breachSeconds / fleet.periodSeconds))
    this.cooldownMs = fleet.cooldownSeconds * 1000
  }

  /** What is to be done now that a period has ended with this value; NaN, no data, is past no threshold. */
  decide(value: number, instances: number, now: number): 1 | 0 | -1 {
    this.above = value > this.thresholds.upper ? this.above + 1 : 0
    this.below = value < this.thresholds.lower ? this.below + 1 : 0
    if (now < this.quietUntil) return 0
    if (this.above >= this.periodsNeeded && instances < this.max) return 1
    return this.below >= this.periodsNeeded && instances > this.min ? -1 : 0
  }

  /** An activity will be complete at `doneMs`; the cooldown begins then. */
  began(doneMs: number): void {
    this.quietUntil = doneMs + this.cooldownMs
  }
}
