/** What words can say of a scenario before it is run: its settings, and arithmetic with them. */
import type { Scenario } from '../../../sim/scenario/scenario.ts'
import { count, duration, NBSP, percent, rounded } from '../../text/format.ts'

/** Answers a second are read to a tenth at most. */
export function rate(value: number): string {
  return value < 10 ? rounded(Number(value.toFixed(1))) : count(value)
}

/** Requests a second of a server that takes one at a time and is never without one. */
export function perfectRate({ request }: Scenario): number {
  return 1000 / (request.cpuMs + request.ioMs)
}

export const SCENARIO_MEASURES = {
  rate: ({ traffic }: Scenario) => rate(traffic.ratePerSecond),
  users: ({ traffic }: Scenario) => count(traffic.users),
  cpuPerRequest: ({ request }: Scenario) => duration(request.cpuMs),
  ioPerRequest: ({ request }: Scenario) => duration(request.ioMs),
  timePerRequest: ({ request }: Scenario) => duration(request.cpuMs + request.ioMs),
  perfectRate: (scenario: Scenario) => rate(perfectRate(scenario)),
  perfectShare: (scenario: Scenario) => percent(perfectRate(scenario) / scenario.traffic.ratePerSecond),
  excess: (scenario: Scenario) => rate(scenario.traffic.ratePerSecond - perfectRate(scenario)),
  excessShare: (scenario: Scenario) => percent(scenario.traffic.ratePerSecond / perfectRate(scenario) - 1),
  inService: (scenario: Scenario) => rate(scenario.traffic.ratePerSecond / perfectRate(scenario)),
  demandPerSecond: ({ traffic, request }: Scenario) => rate((traffic.ratePerSecond * request.cpuMs) / 1000),
  limitsMeetAt: ({ machine, request }: Scenario) =>
    rate((machine.cores * (request.cpuMs + request.ioMs)) / request.cpuMs),
  slowShare: ({ request }: Scenario) => percent(request.slowShare),
  slowFactor: ({ request }: Scenario) => count(request.slowFactor),
  usersBeyondWorkers: ({ traffic, server }: Scenario) => count(traffic.users - server.workers),
  tries: ({ client }: Scenario) => count(client.retries + 1),
  patience: (scenario: Scenario) => rate((scenario.client.timeoutMs * perfectRate(scenario)) / 1000),
  hyperthreads: ({ machine }: Scenario) => percent(machine.hyperthreadGain),
  ruleOfThumb: ({ machine }: Scenario) => count(2 * machine.cores + 1),
  burst: ({ traffic }: Scenario) =>
    duration(1000 * ((traffic.steps[1]?.atSeconds ?? Number.NaN) - (traffic.steps[0]?.atSeconds ?? Number.NaN))),
  minutes: ({ run }: Scenario) => count(run.seconds / 60),
  workers: ({ server }: Scenario) => count(server.workers),
  threads: ({ server }: Scenario) => count(server.threads),
  cores: ({ machine }: Scenario) => count(machine.cores),
  places: ({ server, machine }: Scenario) => count(Math.min(server.backlog, machine.somaxconn) + 1),
  readTimeout: ({ proxy }: Scenario) => duration(proxy.readTimeoutMs),
  connectTimeout: ({ proxy }: Scenario) => duration(proxy.connectTimeoutMs),
  clientTimeout: ({ client }: Scenario) => duration(client.timeoutMs),
  seconds: ({ run }: Scenario) => `${count(run.seconds)}${NBSP}s`,
} as const satisfies Record<string, (scenario: Scenario) => string>

export type ScenarioMeasure = keyof typeof SCENARIO_MEASURES
