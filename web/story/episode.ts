/**
 * What happened in a lane between two instants, in numbers: all counted from rows, so that whoever doubts a sentence can
 * count again. Times are milliseconds since the start of the run; an interval holds its beginning and not its end.
 */
import { OUTCOME_COUNT, Outcome } from '../../sim/measure/outcomes.ts'
import type { Rows } from '../../sim/measure/result.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import type { LaneIndex } from '../stage/lane-index.ts'
import { placesOf } from '../stage/words.ts'
import type { LaneRun } from '../worker/sim-api.ts'
import { type WorkersDid, workersIn } from './episode-workers.ts'

/** Where those stood that failed, when they failed. */
export interface FailedAt {
  neverQueued: number
  inQueue: number
  inside: number
  served: number
}

export interface Episode extends WorkersDid {
  scenario: Scenario
  fromMs: number
  toMs: number
  /** Sent in this time. */
  arrived: number[]
  retries: number
  /** Finished by the server in this time, and those of them that nobody waited for any more. */
  served: number[]
  servedForNobody: number[]
  /** Clients that learnt of a 200. */
  answered: number
  /** Clients that learnt of a failure, and how often of each: by outcome code. */
  failed: number[]
  failures: number[]
  failedAt: FailedAt
  /** What those that arrived need of a thread and of a core, in milliseconds. */
  threadWorkMs: number
  coreWorkMs: number
  /** Cores that the workers can use. */
  cores: number
  queue: { from: number; to: number; most: number; places: number; fullMs: number }
  /** Found the accept queue full over TCP, at their first try in this time. */
  dropped: number[]
  /** Their handshake ended for nginx, or their client, and not for the server; and how many of them got in after all. */
  halfOpen: number[]
  halfOpenLetIn: number
  /** Found it full over a unix socket. */
  refused: number[]
  /** nginx had no connection left for them. */
  turnedAway: number[]
  /** What became of those that arrived, by outcome code. */
  fates: number[]
  /** The first of those that arrived to fail; -1 when none did. */
  firstFailure: number
  /** Later tries of those that arrived and failed. */
  sentAgain: number[]
}

export function episodeOf({ result, index }: Pick<LaneRun, 'result' | 'index'>, fromMs: number, toMs: number): Episode {
  const { rows, scenario } = result
  if (!rows) throw new Error('What happened is told from rows, and this run has none.')
  const within = (ms: number) => ms >= fromMs && ms < toMs
  const those = (is: (row: number) => boolean) => rowsWhere(rows, is)
  const arrived = those(row => within(rows.sentMs[row]!))
  const served = those(row => within(rows.finishedMs[row]!))
  const ended = those(row => within(rows.endedMs[row]!))
  const failed = ended.filter(row => rows.outcome[row] !== Outcome.Ok)
  const failedLater = arrived.filter(row => rows.outcome[row] !== Outcome.Ok)
  const halfOpen = those(row => within(rows.halfOpenMs[row]!))
  const { overheadMs } = scenario.server
  const workers = workersIn({ rows, index, scenario, fromMs, toMs })
  return {
    scenario,
    fromMs,
    toMs,
    arrived,
    retries: arrived.filter(row => rows.attempt[row]! > 0).length,
    served,
    servedForNobody: served.filter(row => rows.endedMs[row]! < rows.finishedMs[row]!),
    answered: ended.length - failed.length,
    failed,
    failures: byOutcome(rows, failed),
    failedAt: whereFailed(rows, failed),
    threadWorkMs: sum(arrived, row => rows.cpuMs[row]! + rows.ioMs[row]! + overheadMs),
    coreWorkMs: sum(arrived, row => rows.cpuMs[row]! + overheadMs),
    cores: Math.min(scenario.machine.cores, workers.workers),
    ...workers,
    queue: queueIn(index, placesOf(scenario), fromMs, toMs),
    dropped: those(row => within(rows.droppedMs[row]!)),
    halfOpen,
    halfOpenLetIn: halfOpen.filter(row => !Number.isNaN(rows.queuedMs[row]!)).length,
    refused: those(row => isRefused(rows, scenario, row) && within(knownToServer(rows, scenario, row))),
    turnedAway: those(row => isTurnedAway(rows, scenario, row) && within(knownToServer(rows, scenario, row))),
    fates: byOutcome(rows, arrived),
    firstFailure: failedLater.reduce(
      (first, row) => (first < 0 || rows.endedMs[row]! < rows.endedMs[first]! ? row : first),
      -1,
    ),
    sentAgain: nextTries(rows, failedLater),
  }
}

function rowsWhere(rows: Rows, is: (row: number) => boolean): number[] {
  const found: number[] = []
  for (let row = 0; row < rows.count; row++) if (is(row)) found.push(row)
  return found
}

function sum(rows: readonly number[], of: (row: number) => number): number {
  return rows.reduce((total, row) => total + of(row), 0)
}

function byOutcome({ outcome }: Rows, rows: readonly number[]): number[] {
  const counts = new Array<number>(OUTCOME_COUNT).fill(0)
  for (const row of rows) counts[outcome[row]!]!++
  return counts
}

function whereFailed({ queuedMs, acceptedMs, startedMs, endedMs }: Rows, failed: readonly number[]): FailedAt {
  const at: FailedAt = { neverQueued: 0, inQueue: 0, inside: 0, served: 0 }
  for (const row of failed) {
    const ended = endedMs[row]!
    if (!(queuedMs[row]! <= ended)) at.neverQueued++
    else if (!(acceptedMs[row]! <= ended)) at.inQueue++
    else if (!(startedMs[row]! <= ended)) at.inside++
    else at.served++
  }
  return at
}

/** When the outcome arose: clients learn of it half a round trip later, and count it as a whole one. */
function knownToServer({ endedMs }: Rows, { client }: Scenario, row: number): number {
  return endedMs[row]! - client.roundTripMs
}

function isRefused(rows: Rows, { proxy }: Scenario, row: number): boolean {
  const isUnix = proxy.kind === 'nginx' && proxy.socket === 'unix'
  return isUnix && rows.outcome[row] === Outcome.BadGateway && Number.isNaN(rows.queuedMs[row]!)
}

/** nginx answers 500, or closes, before it has tried to reach the server: nothing else does behind it. */
function isTurnedAway(rows: Rows, { proxy }: Scenario, row: number): boolean {
  const outcome = rows.outcome[row]
  const isEarly = Number.isNaN(rows.queuedMs[row]!) && rows.synDrops[row] === 0
  return proxy.kind === 'nginx' && isEarly && (outcome === Outcome.ServerError || outcome === Outcome.Reset)
}

/** Who entered before and had not left; then everyone who enters and leaves, an instant at a time. */
function queueIn({ queue, acceptedMs }: LaneIndex, places: number, fromMs: number, toMs: number): Episode['queue'] {
  const steps: { at: number; by: number }[] = []
  let length = 0
  for (const [place, entered] of queue.atMs.entries()) {
    const left = acceptedMs[place]!
    if (entered >= toMs || left < fromMs) continue
    if (entered < fromMs) length++
    else steps.push({ at: entered, by: 1 })
    if (left >= fromMs && left < toMs) steps.push({ at: left, by: -1 })
  }
  steps.sort((a, b) => a.at - b.at)
  const from = length
  let [most, fullMs, at] = [length, 0, fromMs]
  for (const [place, step] of steps.entries()) {
    if (length >= places) fullMs += step.at - at
    at = step.at
    length += step.by
    // What enters and leaves at one instant was never there.
    if (steps[place + 1]?.at !== step.at) most = Math.max(most, length)
  }
  if (length >= places) fullMs += toMs - at
  return { from, to: length, most, places, fullMs }
}

/** The tries that followed these, one each at most. */
function nextTries(rows: Rows, failed: readonly number[]): number[] {
  const key = (row: number, later: number) => `${rows.firstTry[row]} ${rows.attempt[row]! + later}`
  const wanted = new Set(failed.map(row => key(row, 1)))
  return wanted.size === 0 ? [] : rowsWhere(rows, row => rows.attempt[row]! > 0 && wanted.has(key(row, 0)))
}
