/** Quantities computed the slow way, from the rows of a result: what the engine's own sums must agree with. */
import { OUTCOME_NAMES, type Outcome } from '../../sim/measure/outcomes.ts'
import type { Result, Rows } from '../../sim/measure/result.ts'

export interface Row {
  serial: number
  sentMs: number
  droppedMs: number
  halfOpenMs: number
  synDrops: number
  reused: boolean
  queuedMs: number
  acceptedMs: number
  startedMs: number
  ioFromMs: number
  ioToMs: number
  finishedMs: number
  endedMs: number
  killedMs: number
  /** When its process had it no longer: killed, or finished and closed. */
  leftMs: number
  cpuMs: number
  ioMs: number
  worker: number
  outcome: (typeof OUTCOME_NAMES)[number]
  attempt: number
  firstTry: number
}

export interface Window {
  fromMs: number
  toMs: number
}

/** The measured window of a result. */
export function windowOf({ scenario: { run } }: Result): Window {
  return { fromMs: run.warmupSeconds * 1000, toMs: (run.warmupSeconds + run.seconds) * 1000 }
}

/** The rows as objects. @throws Error when the result has none, or not all. */
export function rowsOf(result: Result): Row[] {
  const { rows, scenario } = result
  if (rows === null || rows.cut) throw new Error('a law needs every row')
  const closeWaitMs = scenario.proxy.kind === 'none' ? scenario.server.closeWaitMs : 0
  return Array.from({ length: rows.count }, (_, serial) => rowAt(rows, serial, closeWaitMs))
}

function rowAt(rows: Rows, serial: number, closeWaitMs: number): Row {
  return {
    serial,
    sentMs: rows.sentMs[serial]!,
    droppedMs: rows.droppedMs[serial]!,
    halfOpenMs: rows.halfOpenMs[serial]!,
    synDrops: rows.synDrops[serial]!,
    reused: rows.reused[serial] === 1,
    queuedMs: rows.queuedMs[serial]!,
    acceptedMs: rows.acceptedMs[serial]!,
    startedMs: rows.startedMs[serial]!,
    ioFromMs: rows.ioFromMs[serial]!,
    ioToMs: rows.ioToMs[serial]!,
    finishedMs: rows.finishedMs[serial]!,
    endedMs: rows.endedMs[serial]!,
    killedMs: rows.killedMs[serial]!,
    leftMs: rows.killedMs[serial]! >= 0 ? rows.killedMs[serial]! : rows.finishedMs[serial]! + closeWaitMs,
    cpuMs: rows.cpuMs[serial]!,
    ioMs: rows.ioMs[serial]!,
    worker: rows.worker[serial]!,
    outcome: OUTCOME_NAMES[rows.outcome[serial] as Outcome],
    attempt: rows.attempt[serial]!,
    firstTry: rows.firstTry[serial]!,
  }
}

/** Rows sent in the window. */
export function sentIn(rows: Row[], { fromMs, toMs }: Window): Row[] {
  return rows.filter(row => row.sentMs >= fromMs && row.sentMs < toMs)
}

/** Summed time, in ms, that rows spent between two of their instants inside the window. Instants that never came count nothing. */
export function areaMs(rows: Row[], window: Window, from: (row: Row) => number, to: (row: Row) => number): number {
  let area = 0
  for (const row of rows) {
    const inside = Math.min(to(row), window.toMs) - Math.max(from(row), window.fromMs)
    if (inside > 0) area += inside
  }
  return area
}

/** Most rows that were at one instant between two of their instants; those who leave make room before others come. */
export function mostAtOnce(rows: Row[], from: (row: Row) => number, to: (row: Row) => number): number {
  const changes = rows
    .filter(row => from(row) < to(row))
    .flatMap(row => [
      { at: from(row), by: 1 },
      { at: to(row), by: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.by - b.by)
  let present = 0
  let most = 0
  for (const { by } of changes) {
    present += by
    most = Math.max(most, present)
  }
  return most
}
