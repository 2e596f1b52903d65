/**
 * The listening socket's accept queue, as Linux keeps it: backlog + 1 places, first come first served. When it is full
 * a SYN is dropped and sent again on the kernel's schedule; a unix socket refuses at once.
 */
import { Level } from '../measure/meter.ts'
import { Outcome } from '../measure/outcomes.ts'
import { conclude, forget } from './clients.ts'
import { NONE, Place } from './requests.ts'
import { accept, canAccept } from './server.ts'
import { EventKind, type World } from './world.ts'

/** A new connection to the server: through nginx, which needs a connection of its own for it, or directly. */
export function connect(w: World, req: number): void {
  const { requests, settings } = w
  if (settings.hasProxy) {
    if (w.connectionsOpen >= settings.workerConnections) {
      logLine(w, req, 'workerConnections')
      fail(w, req, Outcome.ServerError)
      return
    }
    w.connectionsOpen++
    requests.connections[req]++
  }
  requests.connectingSince[req] = w.now
  if (w.queueLength < settings.queuePlaces) {
    enterQueue(w, req)
  } else if (settings.isUnixSocket) {
    logLine(w, req, 'refused')
    fail(w, req, Outcome.BadGateway)
  } else {
    beginConnecting(w, req)
  }
}

function beginConnecting(w: World, req: number): void {
  w.requests.place[req] = Place.Connecting
  w.meter.enter(Level.Proxy, w.now)
  if (w.settings.hasProxy && w.settings.connectTimeoutMs !== Infinity) {
    w.connectTimeouts.set(w.now + w.settings.connectTimeoutMs, req, w.requests.serial[req])
  }
  dropSyn(w, req)
}

/** The SYN is dropped; the kernel will send it again, or give up after its last try. */
function dropSyn(w: World, req: number): void {
  const { requests, settings } = w
  logLine(w, req, 'synDropped')
  const drop = requests.drops[req]++
  const retryAt = requests.connectingSince[req] + settings.synSchedule[drop]
  requests.awaited[req] = w.events.schedule(retryAt, EventKind.SynRetry + 8 * req)
}

export function onSynRetry(w: World, req: number): void {
  const { requests, settings } = w
  if (requests.awaited[req] !== w.events.takenOrder) return
  if (requests.drops[req] === settings.synSchedule.length) {
    leaveConnecting(w)
    logLine(w, req, 'connectTimedOut')
    fail(w, req, settings.hasProxy ? Outcome.GatewayTimeout : Outcome.Refused)
    return
  }
  if (w.queueLength >= settings.queuePlaces) {
    dropSyn(w, req)
    return
  }
  leaveConnecting(w)
  enterQueue(w, req)
}

/** The connection stands: the server will see this request, whatever its client does from now on. */
function enterQueue(w: World, req: number): void {
  const { requests, recorder, settings } = w
  requests.place[req] = Place.Queue
  if (recorder.rows !== null) recorder.rows.queuedMs[requests.serial[req]] = w.now
  if (settings.hasProxy && settings.readTimeoutMs !== Infinity) {
    w.readTimeouts.set(w.now + settings.readTimeoutMs, req, requests.serial[req])
  }
  if (w.queueLength === 0 && canAccept(w)) {
    accept(w, req)
    return
  }
  if (w.queueTail === NONE) w.queueHead = req
  else requests.next[w.queueTail] = req
  w.queueTail = req
  w.queueLength++
  w.meter.enter(Level.Queue, w.now)
  recorder.series?.sawQueue(w.queueLength)
}

/** Whoever may accept does, from the head of the queue. */
export function acceptWaiting(w: World): void {
  while (w.queueLength > 0 && canAccept(w)) accept(w, takeFromQueue(w))
}

/** Takes the head of the queue, which must not be empty. */
function takeFromQueue(w: World): number {
  const { requests } = w
  const req = w.queueHead
  w.queueHead = requests.next[req]
  if (w.queueHead === NONE) w.queueTail = NONE
  requests.next[req] = NONE
  w.queueLength--
  w.meter.leave(Level.Queue, w.now)
  return req
}

/** A connection attempt ends, one way or another. */
export function leaveConnecting(w: World): void {
  w.meter.leave(Level.Proxy, w.now)
}

/** The request ends before the server has seen it. */
function fail(w: World, req: number, outcome: Outcome): void {
  conclude(w, req, outcome)
  forget(w, req)
}

type LogLine = keyof World['recorder']['log']

export function logLine(w: World, req: number, line: LogLine): void {
  if (w.recorder.measures(w.requests.sentAt[req])) w.recorder.log[line]++
}
