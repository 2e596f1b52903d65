/**
 * A request: what it asks for, and the row of what became of it.
 */
import type { OutcomeName } from '../../sim/measure/outcomes.ts'

export interface TracedRequest {
  sentMs: number
  cpuMs: number
  ioMs: number
}

/** One request as it went, in order of sending, retries included. Times are NaN for what never happened. */
export interface Row {
  sentMs: number
  queuedMs: number
  acceptedMs: number
  startedMs: number
  ioFromMs: number
  ioToMs: number
  finishedMs: number
  endedMs: number
  outcome: OutcomeName | 'pending'
  /** Process that accepted it; -1 for none. */
  worker: number
}

export interface Request {
  row: Row
  cpuMs: number
  ioMs: number
  attempt: number
  /** Connections that nginx holds for it. */
  connections: number
  killed: boolean
}

export function newRequest(sentMs: number, cpuMs: number, ioMs: number, attempt: number): Request {
  return { row: newRow(sentMs), cpuMs, ioMs, attempt, connections: 0, killed: false }
}

/** Its client has no outcome yet. */
export function isWaiting(request: Request): boolean {
  return request.row.outcome === 'pending'
}

function newRow(sentMs: number): Row {
  const never = Number.NaN
  return {
    sentMs,
    queuedMs: never,
    acceptedMs: never,
    startedMs: never,
    ioFromMs: never,
    ioToMs: never,
    finishedMs: never,
    endedMs: never,
    outcome: 'pending',
    worker: -1,
  }
}
