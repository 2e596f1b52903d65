/** What the words of a chapter can say of a run, each as a reader would read it. */
import { times } from '#text/fleet.ts'
import { cents } from '#text/learn.ts'
import type { FleetResult } from '../../../sim/fleet/result.ts'
import type { Result } from '../../../sim/measure/result.ts'
import type { Scenario } from '../../../sim/scenario/scenario.ts'
import { compact, count, dollars, duration, percent } from '../../text/format.ts'
import { perfectRate, rate, SCENARIO_MEASURES, type ScenarioMeasure } from './scenario-measures.ts'

/** The share answered of what came in the last minute of a run. */
export function answeredAtLast({ series }: Result): number {
  const { columns, bucketMs } = series!
  const sum = (column: Float64Array) => column.slice(-60_000 / bucketMs).reduce((total, value) => total + value, 0)
  return sum(columns.ok) / sum(columns.offered)
}

/** What can be said of a scenario can be said of its result. */
function ofResults(measures: Readonly<Record<ScenarioMeasure, (scenario: Scenario) => string>>) {
  const entries = Object.entries(measures).map(
    ([name, say]) => [name, ({ scenario }: Result) => say(scenario)] as const,
  )
  return Object.fromEntries(entries) as Record<ScenarioMeasure, (result: Result) => string>
}

export const MEASURES = {
  offered: (result: Result) => count(result.offered),
  ok: ({ ok }: Result) => count(ok),
  failed: ({ offered, ok }: Result) => count(offered - ok),
  okShare: ({ offered, ok }: Result) => percent(ok / offered),
  failedShare: ({ offered, ok }: Result) => percent((offered - ok) / offered),
  throughput: ({ throughputPerSecond }: Result) => rate(throughputPerSecond),
  goodput: ({ goodputPerSecond }: Result) => rate(goodputPerSecond),
  served: ({ servedPerSecond }: Result) => rate(servedPerSecond),
  mean: ({ latencyMs }: Result) => duration(latencyMs.mean),
  p50: ({ latencyMs }: Result) => duration(latencyMs.p50),
  p95: ({ latencyMs }: Result) => duration(latencyMs.p95),
  p99: ({ latencyMs }: Result) => duration(latencyMs.p99),
  max: ({ latencyMs }: Result) => duration(latencyMs.max),
  cpu: ({ cpuUtilization }: Result) => percent(cpuUtilization),
  wasted: ({ wastedCpuShare }: Result) => percent(wastedCpuShare),
  busyWorkers: ({ workerUtilization }: Result) => percent(workerUtilization),
  count500: ({ outcomes }: Result) => count(outcomes['500']),
  count502: ({ outcomes }: Result) => count(outcomes['502']),
  count504: ({ outcomes }: Result) => count(outcomes['504']),
  timeouts: ({ outcomes }: Result) => count(outcomes.timeout),
  retried: ({ retried }: Result) => count(retried),
  synDropped: ({ log }: Result) => count(log.synDropped),
  killed: ({ log }: Result) => count(log.workersKilled),
  inQueue: ({ places }: Result) => rate(places.acceptQueue),
  lastMinute: (result: Result) => percent(answeredAtLast(result)),
  ...ofResults(SCENARIO_MEASURES),
} as const satisfies Record<string, (result: Result) => string>

export type Measure = keyof typeof MEASURES

/** The same of a fleet over its hours. */
export const FLEET_MEASURES = {
  sizeChanges: ({ scalingEvents }: FleetResult) => times({ times: scalingEvents }),
  instanceHours: ({ instanceHours }: FleetResult) => compact(instanceHours),
  dollarsPerMillion: ({ dollarsPerMillion }: FleetResult) => dollars(dollarsPerMillion),
  centsPerHour: ({ scenario }: FleetResult) => cents({ cents: 100 * scenario.machine.dollarsPerHour }),
  failedShare: ({ errorShare }: FleetResult) => percent(errorShare),
  rate: ({ scenario }: FleetResult) => rate(scenario.traffic.ratePerSecond),
  peakRate: ({ series }: FleetResult) => compact(Math.max(...series.columns.offered)),
  timePerRequest: ({ scenario }: FleetResult) => duration(scenario.request.cpuMs + scenario.request.ioMs),
  perfectRate: ({ scenario }: FleetResult) => rate(perfectRate(scenario)),
  workers: ({ scenario }: FleetResult) => count(scenario.server.workers),
  hours: ({ scenario }: FleetResult) => count(scenario.fleet.hours),
  machine: ({ scenario }: FleetResult) => scenario.machine.type,
} as const satisfies Record<string, (result: FleetResult) => string>

export type FleetMeasure = keyof typeof FLEET_MEASURES
