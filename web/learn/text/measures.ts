/** What the words of a chapter can say of a run, each as a reader would read it. */
import { times } from '#text/fleet.ts'
import { cents } from '#text/learn.ts'
import type { FleetResult } from '../../../sim/fleet/result.ts'
import type { Result } from '../../../sim/measure/result.ts'
import type { Scenario } from '../../../sim/scenario/scenario.ts'
import { compact, count, dollars, duration, NBSP, percent, rounded } from '../../text/format.ts'

/** Answers a second are read to a tenth at most. */
function rate(value: number): string {
  return value < 10 ? rounded(Number(value.toFixed(1))) : count(value)
}

/** Requests a second of a server that takes one at a time and is never without one. */
function perfectRate({ request }: Scenario): number {
  return 1000 / (request.cpuMs + request.ioMs)
}

/** The share answered of what came in the last minute of a run. */
export function answeredAtLast({ series }: Result): number {
  const { columns, bucketMs } = series!
  const sum = (column: Float64Array) => column.slice(-60_000 / bucketMs).reduce((total, value) => total + value, 0)
  return sum(columns.ok) / sum(columns.offered)
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
  rate: ({ scenario }: Result) => rate(scenario.traffic.ratePerSecond),
  users: ({ scenario }: Result) => count(scenario.traffic.users),
  cpuPerRequest: ({ scenario }: Result) => duration(scenario.request.cpuMs),
  ioPerRequest: ({ scenario }: Result) => duration(scenario.request.ioMs),
  timePerRequest: ({ scenario }: Result) => duration(scenario.request.cpuMs + scenario.request.ioMs),
  perfectRate: ({ scenario }: Result) => rate(perfectRate(scenario)),
  perfectShare: ({ scenario }: Result) => percent(perfectRate(scenario) / scenario.traffic.ratePerSecond),
  excess: ({ scenario }: Result) => rate(scenario.traffic.ratePerSecond - perfectRate(scenario)),
  excessShare: ({ scenario }: Result) => percent(scenario.traffic.ratePerSecond / perfectRate(scenario) - 1),
  inService: ({ scenario }: Result) => rate(scenario.traffic.ratePerSecond / perfectRate(scenario)),
  demandPerSecond: ({ scenario: { traffic, request } }: Result) => rate((traffic.ratePerSecond * request.cpuMs) / 1000),
  limitsMeetAt: ({ scenario: { machine, request } }: Result) =>
    rate((machine.cores * (request.cpuMs + request.ioMs)) / request.cpuMs),
  slowShare: ({ scenario }: Result) => percent(scenario.request.slowShare),
  slowFactor: ({ scenario }: Result) => count(scenario.request.slowFactor),
  usersBeyondWorkers: ({ scenario: { traffic, server } }: Result) => count(traffic.users - server.workers),
  tries: ({ scenario }: Result) => count(scenario.client.retries + 1),
  patience: ({ scenario }: Result) => rate((scenario.client.timeoutMs * perfectRate(scenario)) / 1000),
  hyperthreads: ({ scenario }: Result) => percent(scenario.machine.hyperthreadGain),
  ruleOfThumb: ({ scenario }: Result) => count(2 * scenario.machine.cores + 1),
  burst: ({ scenario: { traffic } }: Result) =>
    duration(1000 * ((traffic.steps[1]?.atSeconds ?? Number.NaN) - (traffic.steps[0]?.atSeconds ?? Number.NaN))),
  minutes: ({ scenario }: Result) => count(scenario.run.seconds / 60),
  workers: ({ scenario }: Result) => count(scenario.server.workers),
  threads: ({ scenario }: Result) => count(scenario.server.threads),
  cores: ({ scenario }: Result) => count(scenario.machine.cores),
  places: ({ scenario }: Result) => count(Math.min(scenario.server.backlog, scenario.machine.somaxconn) + 1),
  readTimeout: ({ scenario }: Result) => duration(scenario.proxy.readTimeoutMs),
  connectTimeout: ({ scenario }: Result) => duration(scenario.proxy.connectTimeoutMs),
  clientTimeout: ({ scenario }: Result) => duration(scenario.client.timeoutMs),
  seconds: ({ scenario }: Result) => `${count(scenario.run.seconds)}${NBSP}s`,
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
