/**
 * Both implementations of the rules behind one signature: what holds by hand must hold for the engine and for the twin.
 */
import { createStreams } from '../../../sim/engine/random.ts'
import { OUTCOME_NAMES } from '../../../sim/measure/outcomes.ts'
import type { Scenario } from '../../../sim/scenario/scenario.ts'
import { simulate } from '../../../sim/simulate.ts'
import type { Row, TracedRequest } from '../../twin/request.ts'
import { type Run, runTwin } from '../../twin/twin.ts'

export type Runner = (scenario: Scenario, requests: TracedRequest[]) => Run

export const TIME_COLUMNS = [
  'sentMs',
  'queuedMs',
  'acceptedMs',
  'startedMs',
  'ioFromMs',
  'ioToMs',
  'finishedMs',
  'endedMs',
] as const satisfies (keyof Row)[]

export const runEngine: Runner = (scenario, requests) => {
  const column = (field: keyof TracedRequest) => Float64Array.from(requests, request => request[field])
  const trace = { name: 'test', sentMs: column('sentMs'), cpuMs: column('cpuMs'), ioMs: column('ioMs') }
  const { rows, cpuUtilization, wastedCpuShare, credits } = simulate(scenario, { trace, rows: true })
  if (!rows) throw new Error('the engine kept no rows')
  const busyMs = cpuUtilization * scenario.machine.cores * scenario.run.seconds * 1000
  return {
    rows: Array.from({ length: rows.count }, (_, index) => ({
      ...(Object.fromEntries(TIME_COLUMNS.map(name => [name, rows[name][index]])) as Record<
        (typeof TIME_COLUMNS)[number],
        number
      >),
      outcome: OUTCOME_NAMES[rows.outcome[index]!]!,
      worker: rows.worker[index]!,
      reused: rows.reused[index] === 1,
    })),
    busyMs,
    wastedMs: busyMs * wastedCpuShare,
    throttledMs: (credits?.throttledShare ?? 0) * scenario.run.seconds * 1000,
    credits: credits && { balance: credits.atEnd, charged: credits.charged },
  }
}

/** The twin, with what it leaves to chance drawn from the engine's streams. */
export const runTwinLikeEngine: Runner = (scenario, requests) => {
  const streams = createStreams(scenario.run.seed)
  return runTwin(scenario, requests, {
    dispatch: oneOf => Math.floor(streams.dispatch() * oneOf),
    jitter: streams.backoff,
    slowness: streams.slowClients,
    post: streams.posts,
    retirement: oneOf => Math.floor(streams.retirement() * oneOf),
    memory: oneOf => Math.floor(streams.memory() * oneOf),
    watchdogPhaseMs: watchdogPhaseMs(scenario),
  })
}

export function watchdogPhaseMs(scenario: Scenario): number {
  return createStreams(scenario.run.seed).watchdog() * 1000
}

/** A seed with which the kernel's first victim is the process of this number, of two. */
export function seedThatKills(process: number): number {
  let seed = 1
  while (Math.floor(createStreams(seed).memory() * 2) !== process) seed++
  return seed
}

export const RUNNERS: [string, Runner][] = [
  ['engine', runEngine],
  ['twin', runTwinLikeEngine],
]
