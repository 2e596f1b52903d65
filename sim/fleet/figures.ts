/**
 * The numbers that fleets are compared by, and their means over several of them with seeds that follow each other.
 */
import { type Interval, interval } from '../experiment/statistics.ts'
import type { FleetResult } from './result.ts'

/** NaN where there is nothing to tell: a latency when nobody was answered, a price that is not known. */
const READ = {
  errorShare: (result: FleetResult) => result.errorShare,
  scalingEvents: (result: FleetResult) => result.scalingEvents,
  errorsAfterScaling: (result: FleetResult) => result.errorsAfterScaling,
  instanceHours: (result: FleetResult) => result.instanceHours,
  cpuUtilization: (result: FleetResult) => result.cpuUtilization,
  throttledShare: (result: FleetResult) => result.credits?.throttledShare ?? Number.NaN,
  latencyMeanMs: (result: FleetResult) => result.latencyMs.mean,
  latencyP99Ms: (result: FleetResult) => result.latencyMs.p99,
  dollars: (result: FleetResult) => result.dollars,
  dollarsPerMillion: (result: FleetResult) => result.dollarsPerMillion,
}

export type FleetFigure = keyof typeof READ
export type FleetFigures = Readonly<Record<FleetFigure, number>>
/** Means with 95 % intervals; `n` is the number of fleets that had the figure. */
export type FleetSummary = Readonly<Record<FleetFigure, Interval>>

const FIGURES = Object.keys(READ) as readonly FleetFigure[]

export function figuresOf(result: FleetResult): FleetFigures {
  return mapFigures(figure => READ[figure](result))
}

export function summariseFleets(fleets: readonly FleetFigures[]): FleetSummary {
  return mapFigures(figure => interval(fleets.map(one => one[figure]).filter(value => !Number.isNaN(value))))
}

function mapFigures<V>(read: (figure: FleetFigure) => V): Record<FleetFigure, V> {
  return Object.fromEntries(FIGURES.map(figure => [figure, read(figure)])) as Record<FleetFigure, V>
}
