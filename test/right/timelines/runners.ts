/**
 * Both implementations of the rules behind one signature: what holds by hand must hold for the engine and for the twin.
 */
import { createAgenda } from '../../../sim/engine/agenda.ts'
import { createStreams } from '../../../sim/engine/random.ts'
import { OUTCOME_NAMES } from '../../../sim/measure/outcomes.ts'
import { Recorder } from '../../../sim/measure/recorder.ts'
import type { Result } from '../../../sim/measure/result.ts'
import { summarise } from '../../../sim/measure/summary.ts'
import { NO_ARRIVALS } from '../../../sim/model/arrivals.ts'
import { Demands } from '../../../sim/model/demands.ts'
import { runToEnd } from '../../../sim/model/run.ts'
import { compileSettings } from '../../../sim/model/settings.ts'
import { World } from '../../../sim/model/world.ts'
import type { Scenario } from '../../../sim/scenario/scenario.ts'
import { simulate } from '../../../sim/simulate.ts'
import type { Chance } from '../../twin/chance.ts'
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
  return runOf(simulate(scenario, { trace, rows: true }))
}

function runOf({ scenario, rows, cpuUtilization, wastedCpuShare, credits }: Result): Run {
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

/** What the users of a closed loop think and ask for, whoever's turn it is; when a list ends it begins anew. */
export interface Visits {
  thoughtsMs: number[]
  work: { cpuMs: number; ioMs: number }[]
}

export type UserRunner = (scenario: Scenario, visits: Visits) => Run

/** Nothing is drawn: not the thoughts, and not the work. */
class GivenDemands extends Demands {
  override readonly drawThinkMs: () => number
  override readonly draw: () => void

  constructor(scenario: Scenario, { thoughtsMs, work }: Visits) {
    super(scenario, createStreams(scenario.run.seed))
    this.drawThinkMs = inTurn(thoughtsMs)
    const next = inTurn(work)
    this.draw = () => {
      Object.assign(this, next())
    }
  }
}

function inTurn<T>(values: T[]): () => T {
  let at = 0
  return () => values[at++ % values.length]!
}

/** As `simulate` does, with users who do what they are told. */
export const runEngineUsers: UserRunner = (scenario, visits) => {
  const settings = compileSettings(scenario)
  const agenda = createAgenda()
  const window = { fromMs: settings.warmupMs, toMs: settings.endMs, goalMs: settings.goalMs, cores: settings.cores }
  const recorder = new Recorder({ ...window, series: false, rows: true, maxRows: Infinity }, agenda)
  const streams = createStreams(scenario.run.seed)
  const demands = new GivenDemands(scenario, visits)
  const world = new World({
    agenda,
    settings,
    streams,
    arrivals: NO_ARRIVALS,
    demands,
    recorder,
    maxSent: Infinity,
  })
  const events = runToEnd(world)
  const drainedMs = world.now
  recorder.passBoundaries(Math.max(drainedMs, settings.endMs), world.cores)
  const counted = { trace: null, sent: world.sent, events, drainedMs, cutAtMs: null }
  return runOf(summarise(scenario, recorder, counted))
}

export const runTwinUsers: UserRunner = (scenario, { thoughtsMs, work }) =>
  runTwin(scenario, [], { ...likeEngine(scenario), thought: inTurn(thoughtsMs), work: inTurn(work) })

/** The twin, with what it leaves to chance drawn from the engine's streams. */
export const runTwinLikeEngine: Runner = (scenario, requests) => runTwin(scenario, requests, likeEngine(scenario))

function likeEngine(scenario: Scenario): Partial<Chance> {
  const streams = createStreams(scenario.run.seed)
  return {
    dispatch: oneOf => Math.floor(streams.dispatch() * oneOf),
    jitter: streams.backoff,
    slowness: streams.slowClients,
    post: streams.posts,
    retirement: oneOf => Math.floor(streams.retirement() * oneOf),
    memory: oneOf => Math.floor(streams.memory() * oneOf),
    watchdogPhaseMs: watchdogPhaseMs(scenario),
  }
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

export const USER_RUNNERS: [string, UserRunner][] = [
  ['engine', runEngineUsers],
  ['twin', runTwinUsers],
]
