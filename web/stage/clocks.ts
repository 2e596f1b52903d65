/**
 * One request as each of three clocks saw it: the client's, nginx's and the application's. They differ by the waits that
 * the next one on the way never hears of.
 */
import * as texts from '#text/stage.ts'
import { Outcome } from '../../sim/measure/outcomes.ts'
import type { Rows } from '../../sim/measure/result.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { keepsClients } from '../../sim/scenario/server-kinds.ts'
import { countBefore, countUntil } from './bisect.ts'
import type { LaneIndex } from './lane-index.ts'
import { awaitsData, Spot, spotAt } from './moment.ts'
import { outcomeName } from './words.ts'

export type PhaseKind = 'connecting' | 'queue' | 'inside' | 'cpu' | 'io'

/** A part of a request's way, in milliseconds since it was sent. */
export interface Phase {
  kind: PhaseKind
  name: string
  fromMs: number
  toMs: number
}

/** What one clock measured. */
export interface Clocked {
  who: 'client' | 'nginx' | 'app'
  fromMs: number
  toMs: number
  says: string
}

export interface Clocks {
  /** When it was sent, in milliseconds since the measured time began. */
  sentMs: number
  /** From sending until nobody knew it any more. */
  lengthMs: number
  clocks: Clocked[]
  phases: Phase[]
  /** When its client had its outcome; what comes later is for nobody. */
  endedMs: number
  ending: string
}

export function clocksOf(rows: Rows, index: LaneIndex, scenario: Scenario, row: number): Clocks {
  const sent = rows.sentMs[row]!
  const since = (time: number) => time - sent
  const endedMs = since(rows.endedMs[row]!)
  const ending = endingText(rows.outcome[row]!)
  const clocks: Clocked[] = [
    { who: 'client', fromMs: 0, toMs: endedMs, says: texts.clocks.client({ ms: endedMs, ending }) },
  ]
  if (scenario.proxy.kind === 'nginx')
    clocks.push(proxyClock(since(connectedMs(rows, row)), endedMs, rows, row, scenario))
  clocks.push(appClock(since(rows.startedMs[row]!), since(index.leftMs[row]!), rows, row))
  return {
    sentMs: sent - scenario.run.warmupSeconds * 1000,
    lengthMs: since(index.goneMs[row]!),
    clocks,
    phases: phasesOf(rows, index, row),
    endedMs,
    ending,
  }
}

/** When the connection stands for whoever made it: a half-open one does before the server knows of it. */
function connectedMs({ queuedMs, halfOpenMs }: Rows, row: number): number {
  return Number.isNaN(halfOpenMs[row]!) ? queuedMs[row]! : halfOpenMs[row]!
}

/** nginx waits for the answer from when its connection stands. */
function proxyClock(connected: number, ended: number, rows: Rows, row: number, scenario: Scenario): Clocked {
  if (!(connected <= ended)) {
    const from = openedAfterMs(scenario)
    if (from >= ended) return { who: 'nginx', fromMs: 0, toMs: 0, says: texts.clocks.neverSaw }
    return { who: 'nginx', fromMs: from, toMs: ended, says: texts.clocks.noConnection({ ms: ended - from }) }
  }
  const of = { ms: ended - connected, onKept: rows.reused[row] === 1 }
  const says = rows.outcome[row] === Outcome.Ok ? texts.clocks.untilAnswer(of) : texts.clocks.noAnswer(of)
  return { who: 'nginx', fromMs: connected, toMs: ended, says }
}

/** When nginx hears of it. No row tells which of those who keep theirs opened one. */
function openedAfterMs(scenario: Scenario): number {
  return keepsClients(scenario) ? 0 : scenario.client.connectMs
}

/** The application's own log begins when a thread does. */
function appClock(started: number, left: number, rows: Rows, row: number): Clocked {
  if (Number.isNaN(started)) return { who: 'app', fromMs: 0, toMs: 0, says: texts.clocks.neverSaw }
  const killed = !Number.isNaN(rows.killedMs[row]!)
  const of = { ms: left - started }
  const says = killed ? texts.clocks.killed(of) : texts.clocks.allWell(of)
  return { who: 'app', fromMs: started, toMs: left, says }
}

function endingText(outcome: number): string {
  if (outcome === Outcome.Ok) return texts.clocks.answer
  if (outcome === Outcome.Timeout) return texts.clocks.left
  return texts.failures[outcomeName(outcome)]
}

function phasesOf(rows: Rows, index: LaneIndex, row: number): Phase[] {
  const gone = index.goneMs[row]!
  const left = Number.isNaN(index.leftMs[row]!) ? gone : index.leftMs[row]!
  const never = (time: number, otherwise: number) => (Number.isNaN(time) ? otherwise : time)
  const hasData = Number.isNaN(rows.dataMs[row]!)
  const times: [PhaseKind, string, number][] = [
    ['connecting', texts.phases.connecting, rows.sentMs[row]!],
    ['connecting', texts.phases.halfOpen, rows.halfOpenMs[row]!],
    ['queue', texts.phases.queue, rows.queuedMs[row]!],
    ['inside', texts.phases.inside, rows.acceptedMs[row]!],
    ['io', texts.phases.data, hasData ? Number.NaN : rows.startedMs[row]!],
    ['cpu', texts.phases.computing, hasData ? rows.startedMs[row]! : rows.dataMs[row]!],
    ['io', texts.phases.io, rows.ioFromMs[row]!],
    ['cpu', texts.phases.answer, rows.ioToMs[row]!],
  ]
  return times.flatMap(([kind, name, from], at) => {
    const next = times.slice(at + 1).find(([, , time]) => !Number.isNaN(time))
    const to = Math.min(left, next ? next[2] : left)
    return never(from, left) < to
      ? [{ kind, name, fromMs: from - rows.sentMs[row]!, toMs: to - rows.sentMs[row]! }]
      : []
  })
}

/** The same request in another lane: sent at the same instant, with the same work. -1 when there is none. */
export function sameRequest(rows: Rows, row: number, others: Rows): number {
  const sent = rows.sentMs[row]!
  for (let other = countBefore(others.sentMs, sent); others.sentMs[other] === sent; other++) {
    if (others.cpuMs[other] === rows.cpuMs[row] && others.ioMs[other] === rows.ioMs[row]) return other
  }
  return -1
}

/** Where a request is, for somebody who cannot see it. */
export function requestText(rows: Rows, index: LaneIndex, row: number, at: number): string {
  const { whereabouts } = texts
  const of = { worker: rows.worker[row]! + 1 }
  const where = {
    [Spot.Connecting]: whereabouts.connecting,
    [Spot.Queue]: queueText(index, row, at),
    [Spot.Inside]: whereabouts.inside(of),
    [Spot.Cpu]: whereabouts.cpu(of),
    [Spot.Io]: awaitsData(rows, row, at) ? whereabouts.data(of) : whereabouts.io(of),
    [Spot.Returning]: whereabouts.returning,
  }[spotAt(rows, index, row, at)]
  return texts.requestIs({
    request: row + 1,
    where,
    sentMs: at - rows.sentMs[row]!,
    isOrphan: rows.endedMs[row]! <= at,
  })
}

function queueText(index: LaneIndex, row: number, at: number): string {
  const head = countUntil(index.acceptedMs, at)
  const place = index.queue.rows.indexOf(row, head)
  return place < 0 ? texts.whereabouts.queue : texts.whereabouts.queueAt({ place: place - head + 1 })
}
