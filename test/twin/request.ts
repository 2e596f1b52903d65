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
  outcome: OutcomeName | 'pending' | 'passed on'
  /** Process that accepted it; -1 for none. */
  worker: number
  /** It came on a connection that was kept. */
  reused: boolean
}

export interface Request {
  /** Requests are numbered as they are sent, retries included. */
  number: number
  row: Row
  cpuMs: number
  ioMs: number
  attempt: number
  /** The user of a closed loop who sends it. */
  user: number | null
  /** When its client had a connection to send it on. */
  openMs: number
  /** Its client is silent, on a connection that stands. */
  isUnsaid: boolean
  /** Requests that its client's own connection has carried before it. */
  ownCarried: number
  /** Its client takes a while to send it. */
  isSlow: boolean
  /** nginx must not repeat it, once sent. */
  isPost: boolean
  /** The servers that nginx has turned to for it, the present one last, and when it turned to the first. */
  tried: number[]
  firstTriedMs: number
  /** Failures that do not count as a server tried. */
  freeTries: number
  /** Requests that its connection to the server has carried before it. */
  carriedBefore: number
  /** Connections that nginx holds for it. */
  connections: number
  /** The connection to the server stands, as far as nginx (or the client) can see. */
  connected: boolean
  /** The request itself has come through, not just a connection; or its first bytes have. */
  hasData: boolean
  hasBegun: boolean
  /** The thread that waits for it to come through. */
  whenData: () => void
  /** The server has given up the half open connection. */
  forgotten: boolean
  killed: boolean
}

/** What is sent: the first time, or again. */
export type Sending = Pick<Request, 'cpuMs' | 'ioMs' | 'attempt' | 'user' | 'isSlow' | 'isPost'>

export function newRequest(number: number, sentMs: number, sending: Sending): Request {
  const { cpuMs, ioMs, attempt, user, isSlow, isPost } = sending
  return {
    number,
    row: newRow(sentMs),
    cpuMs,
    ioMs,
    attempt,
    user,
    openMs: sentMs,
    isUnsaid: false,
    ownCarried: 0,
    isSlow,
    isPost,
    tried: [],
    firstTriedMs: Number.NaN,
    freeTries: 0,
    carriedBefore: 0,
    connections: 0,
    connected: false,
    hasData: true,
    hasBegun: true,
    whenData: () => {},
    forgotten: false,
    killed: false,
  }
}

/** It has no outcome yet, so somebody waits for it. */
export function isWaiting(request: Request): boolean {
  return request.row.outcome === 'pending'
}

/** It has come into the accept queue, at some time. */
export function hasEntered(request: Request): boolean {
  return !Number.isNaN(request.row.queuedMs)
}

/** The client's side of a request whose server has failed it, as if it had just been sent; what stays behind is for nobody. */
export function passedOn(old: Request): Request {
  const shown = old.row
  old.row = { ...shown, outcome: 'passed on' }
  const again: Request = {
    ...old,
    row: Object.assign(shown, newRow(shown.sentMs)),
    tried: [...old.tried],
    carriedBefore: 0,
    connected: false,
    hasData: true,
    hasBegun: true,
    whenData: () => {},
    forgotten: false,
    killed: false,
  }
  old.connections = 0
  return again
}

/** The server it is at. */
export function serverOf(request: Request): number {
  return request.tried.at(-1) ?? 0
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
    reused: false,
  }
}
