/**
 * What a request's row says, as it happens. Callers ask first whether rows are kept: these functions are beside the
 * rules so that the rules stay short enough for V8 to join them into a few large functions.
 */
import type { LifeEvent } from '../measure/life-log.ts'
import type { Outcome } from '../measure/outcomes.ts'
import type { RowLog } from '../measure/row-log.ts'
import { Missing } from './requests.ts'
import type { World } from './world.ts'

export function noteSent(w: World, req: number, rows: RowLog): void {
  const { requests } = w
  const { serial, cpuMs, ioMs, attempt, firstTry } = requests
  rows.begin(serial[req], w.now, cpuMs[req], ioMs[req], attempt[req], firstTry[req])
}

export function noteSynDropped(w: World, req: number, rows: RowLog): void {
  const row = w.requests.serial[req]
  if (rows.synDrops[row]++ === 0) rows.droppedMs[row] = w.now
}

export function noteHalfOpen(w: World, req: number, rows: RowLog): void {
  rows.halfOpenMs[w.requests.serial[req]] = w.now
}

export function noteQueued(w: World, req: number, rows: RowLog): void {
  rows.queuedMs[w.requests.serial[req]] = w.now
}

/** It goes on a connection that was kept, past the accept queue. */
export function noteReused(w: World, req: number, rows: RowLog): void {
  rows.queuedMs[w.requests.serial[req]] = w.now
  rows.reused[w.requests.serial[req]] = 1
}

export function noteAccepted(w: World, req: number, rows: RowLog): void {
  rows.acceptedMs[w.requests.serial[req]] = w.now
  rows.worker[w.requests.serial[req]] = w.requests.process[req]
}

export function noteStarted(w: World, req: number, rows: RowLog): void {
  const row = w.requests.serial[req]
  rows.startedMs[row] = w.now
  if (w.requests.dataMissing[req] !== Missing.Nothing) rows.dataMs[row] = Infinity
}

/** The data that its thread waits for is there. */
export function noteData(w: World, req: number, rows: RowLog): void {
  rows.dataMs[w.requests.serial[req]] = w.now
}

/** Its thread has waited in vain, and a thread will begin it anew. */
export function noteParked(w: World, req: number, rows: RowLog): void {
  const row = w.requests.serial[req]
  rows.startedMs[row] = Number.NaN
  rows.dataMs[row] = Number.NaN
}

export function noteIoBegun(w: World, req: number, rows: RowLog): void {
  rows.ioFromMs[w.requests.serial[req]] = w.now
}

export function noteIoDone(w: World, req: number, rows: RowLog): void {
  rows.ioToMs[w.requests.serial[req]] = w.now
}

/** Without I/O, its beginning and its end are when the server is done. */
export function noteFinished(w: World, req: number, rows: RowLog): void {
  const row = w.requests.serial[req]
  rows.finishedMs[row] = w.now
  if (w.requests.ioMs[req] > 0) return
  rows.ioFromMs[row] = w.now
  rows.ioToMs[row] = w.now
}

/** nginx has passed it on: the row tells of the next server alone. */
export function noteStartedOver(w: World, req: number, rows: RowLog): void {
  rows.startOver(w.requests.serial[req])
}

export function noteKilled(w: World, req: number, rows: RowLog): void {
  rows.killedMs[w.requests.serial[req]] = w.now
}

export function noteLife(w: World, process: number, event: LifeEvent): void {
  if (w.rows !== null) w.rows.lives.note(w.now, process, event)
}

export function noteEnded(w: World, req: number, rows: RowLog, knownAt: number, outcome: Outcome): void {
  rows.endedMs[w.requests.serial[req]] = knownAt
  rows.outcome[w.requests.serial[req]] = outcome
}
