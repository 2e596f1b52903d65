/**
 * The metric that a fleet is scaled by, one value a period, as CloudWatch averages it over the group's instances.
 */
import { Outcome } from '../measure/outcomes.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { Count, countersAt } from './counters.ts'
import type { Instance } from './instance.ts'

/**
 * An error page of nginx 1.28 with its headers: 157 bytes for “502 Bad Gateway”, and about as many before it. So a fleet
 * that only fails sends little, and NetworkOut says that it is idle.
 */
export const ERROR_PAGE_BYTES = 310

export class MetricLog {
  private readonly fleet: Scenario['fleet']
  private readonly cores: number
  /** What each instance had counted when the period began. */
  private readonly before = new Map<Instance, Float64Array>()
  private periodFrom = 0

  constructor({ fleet, machine }: Scenario) {
    this.fleet = fleet
    this.cores = machine.cores
  }

  /**
   * Ends a period at `now` and returns its value: bytes that an instance sent, the share of its vCPUs that was busy, the
   * mean latency of answers in ms, or requests a second to an instance. NaN when there is nothing to go by.
   */
  endPeriod(instances: readonly Instance[], now: number): number {
    const reporting = instances.filter(instance => instance.isUp() && instance.isMember() && instance.upMs(now) > 0)
    const values = reporting.map(instance => this.valueOf(instance, now))
    this.periodFrom = now
    const known = values.filter(value => !Number.isNaN(value))
    return known.length === 0 ? Number.NaN : known.reduce((sum, value) => sum + value, 0) / known.length
  }

  private valueOf(instance: Instance, now: number): number {
    const counters = countersAt(instance, now)
    const before = this.before.get(instance)
    this.before.set(instance, counters)
    const since = (count: number) => counters[count] - (before?.[count] ?? 0)
    const spanMs = Math.min(now - this.periodFrom, instance.upMs(now))
    switch (this.fleet.metric) {
      case 'network-out': {
        const errorPages = since(Outcome.ServerError) + since(Outcome.BadGateway) + since(Outcome.GatewayTimeout)
        return since(Outcome.Ok) * this.fleet.responseBytes + errorPages * ERROR_PAGE_BYTES
      }
      case 'cpu':
        return since(Count.BusyMs) / (this.cores * spanMs)
      case 'latency':
        return since(Count.LatencyMs) / since(Outcome.Ok)
      case 'requests':
        return (1000 * since(Count.Offered)) / spanMs
    }
  }
}
