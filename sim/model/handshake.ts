/**
 * How a connection to the server comes about, as Linux does it. A unix socket either takes it or refuses at once. Over
 * TCP the accept queue is looked at twice: when the SYN comes, and when the ACK that ends the handshake comes.
 *
 * Full at the SYN: it is dropped without a word and sent again when the kernel's timer fires. Full at the ACK: the ACK is
 * dropped, and the connection is half open. nginx believes that it stands and sends its request; the server does not
 * know it. This happens to SYNs that are sent again together, because one place lets all of them pass the first look.
 */
import { Deadline } from '../engine/deadlines.ts'
import { Level } from '../measure/meter.ts'
import { type Failure, Outcome } from '../measure/outcomes.ts'
import { enterQueue, hasPlace } from './accept-queue.ts'
import { drain } from './client-connections.ts'
import { conclude, forget } from './clients.ts'
import { sendOn, takeKept } from './keepalive.ts'
import type { KeptConnections } from './kept-connections.ts'
import { type LogLine, logLine } from './log.ts'
import { startReading } from './proxy.ts'
import { Missing, NONE, Place } from './requests.ts'
import { noteHalfOpen, noteSynDropped } from './rows.ts'
import { onDataArrived } from './server.ts'
import { timerExpiry } from './timers.ts'
import { BROKEN, NOT_CONNECTED, passOn, pickUpstream, type UpstreamFailure, upstreamWell } from './upstreams.ts'
import { EventKind, type World } from './world.ts'

/** The sender's first retransmission timeout on a path as short as this: Linux's minimum, TCP_RTO_MIN. */
const DATA_RETRY_MS = 200
/** tcp_synack_retries: the server repeats its SYN-ACK so often, first after a second, then after twice as long each. */
const SYN_ACK_RETRIES = 5
const SYN_ACK_RETRY_MS = 1000

/** A new connection to the server: through nginx, which needs a connection of its own for it, or directly. */
export function connect(w: World, req: number): void {
  const { settings } = w
  if (settings.hasProxy && !takeConnection(w, req)) return
  if (hasPlace(w, req)) {
    stand(w, req)
  } else if (settings.isUnixSocket) {
    logLine(w, req, 'refused')
    fail(w, req, Outcome.BadGateway, NOT_CONNECTED)
  } else {
    beginConnecting(w, req)
  }
}

/** nginx picks a server and takes one of its own connections for it; false when it has answered, or need not connect. */
function takeConnection(w: World, req: number): boolean {
  const { requests, settings } = w
  if (settings.upstreams > 1 && !pickUpstream(w, req)) {
    refuse(w, req, 'noLiveUpstreams', Outcome.BadGateway)
    return false
  }
  if (w.kept !== null && resume(w, req, w.kept)) return false
  if (w.standing !== null) drain(w, w.standing)
  if (w.connectionsOpen >= settings.workerConnections) {
    if (settings.upstreams > 1) upstreamWell(w, req)
    refuse(w, req, 'workerConnections', Outcome.ServerError)
    return false
  }
  w.connectionsOpen++
  requests.connections[req]++
  return true
}

/** nginx answers by itself. */
function refuse(w: World, req: number, line: LogLine, outcome: Failure): void {
  logLine(w, req, line)
  conclude(w, req, outcome)
  forget(w, req)
}

/** nginx sends the request on a connection that stands already, if it has one to this server. */
function resume(w: World, req: number, kept: KeptConnections): boolean {
  const connection = takeKept(w, req, kept)
  if (connection === NONE) return false
  w.requests.connections[req]++
  startReading(w, req)
  if (w.requests.isSlow[req] === 1) awaitUpload(w, req)
  sendOn(w, req, connection, kept)
  return true
}

/** A user who speaks to the server itself sends the request on its own connection, which stands. */
export function resumeOwn(w: World, req: number, kept: KeptConnections): void {
  const connection = w.requests.user[req]
  kept.remove(connection)
  if (w.requests.isSlow[req] === 1) awaitUpload(w, req)
  sendOn(w, req, connection, kept)
}

/** The handshake is complete on both sides. The request follows at once, unless its client is slow. */
function stand(w: World, req: number): void {
  if (w.settings.readTimeoutMs !== Infinity) startReading(w, req)
  if (w.requests.isSlow[req] === 1) awaitUpload(w, req)
  enterQueue(w, req)
}

/** nginx has passed on what it has of a slow client's request, unless it collects all of it first. */
function awaitUpload(w: World, req: number): void {
  const { requests, settings } = w
  const dataAt = requests.reachedAt[req] + settings.uploadMs
  if (settings.buffersRequests || dataAt <= w.now) return
  requests.miss(req, settings.isSilent ? Missing.All : Missing.Rest)
  awaitEvent(w, req, EventKind.DataRetry, dataAt)
}

function beginConnecting(w: World, req: number): void {
  w.requests.place[req] = Place.Connecting
  w.requests.drops[req] = 0
  w.meter.enter(Level.Proxy)
  if (w.settings.connectTimeoutMs !== Infinity) {
    w.deadlines.at(w.now + w.settings.connectTimeoutMs).set(Deadline.Connect, req, w.requests.life[req])
  }
  dropSyn(w, req)
}

/** The SYN is dropped; the kernel will send it again, or give up after its last try. */
function dropSyn(w: World, req: number): void {
  logLine(w, req, 'synDropped')
  if (w.recorder.rows !== null) noteSynDropped(w, req, w.recorder.rows)
  const afterMs = w.settings.synRetriesMs[w.requests.drops[req]++]
  awaitEvent(w, req, EventKind.SynRetry, timerExpiry(w, afterMs))
}

export function onSynRetry(w: World, req: number): void {
  const { requests, settings } = w
  if (requests.awaited[req] !== w.events.takenOrder) return
  if (requests.drops[req] === settings.synRetriesMs.length) giveUp(w, req)
  else if (!hasPlace(w, req)) dropSyn(w, req)
  // The ACK comes a moment later: after all SYNs that the same tick of the clock sends.
  else awaitEvent(w, req, EventKind.FinalAck, w.now)
}

/**
 * connect() itself fails with ETIMEDOUT. To nginx that is an error, not its own timeout: "connect() failed (110: …)",
 * a 502 (ngx_http_upstream.c: `ngx_http_upstream_test_connect` leads to NGX_HTTP_UPSTREAM_FT_ERROR).
 */
function giveUp(w: World, req: number): void {
  leaveHandshake(w)
  if (w.settings.hasProxy) logLine(w, req, 'refused')
  fail(w, req, w.settings.hasProxy ? Outcome.BadGateway : Outcome.Refused, NOT_CONNECTED)
}

/** The client's side of the connection stands now, whatever becomes of the server's. */
export function onFinalAck(w: World, req: number): void {
  const { requests, settings } = w
  if (requests.awaited[req] !== w.events.takenOrder) return
  if (hasPlace(w, req)) {
    leaveHandshake(w)
    stand(w, req)
  } else if (settings.resetsOnOverflow) {
    leaveHandshake(w)
    logLine(w, req, 'reset')
    fail(w, req, settings.hasProxy ? Outcome.BadGateway : Outcome.Reset, NOT_CONNECTED)
  } else {
    if (settings.readTimeoutMs !== Infinity) startReading(w, req)
    beginHalfOpen(w, req)
  }
}

/** From now on the request comes again and again, and so does the server's SYN-ACK, each on its own schedule. */
function beginHalfOpen(w: World, req: number): void {
  const { requests } = w
  logLine(w, req, 'halfOpen')
  if (w.recorder.rows !== null) noteHalfOpen(w, req, w.recorder.rows)
  requests.place[req] = Place.HalfOpen
  requests.miss(req, Missing.All)
  requests.dataRetries[req] = 0
  requests.drops[req] = 0
  awaitData(w, req)
  awaitSynAck(w, req)
}

function awaitData(w: World, req: number): void {
  const afterMs = DATA_RETRY_MS * 2 ** w.requests.dataRetries[req]++
  awaitEvent(w, req, EventKind.DataRetry, timerExpiry(w, afterMs))
}

function awaitSynAck(w: World, req: number): void {
  const afterMs = SYN_ACK_RETRY_MS * 2 ** w.requests.drops[req]++
  w.requests.awaitedSynAck[req] = w.events.at(timerExpiry(w, afterMs)).schedule(EventKind.SynAckRetry + 16 * req)
}

/** The request comes once more. It also ends the handshake, if there is a place by now. */
export function onDataRetry(w: World, req: number): void {
  const { requests } = w
  if (requests.awaited[req] !== w.events.takenOrder) return
  if (requests.place[req] !== Place.HalfOpen) {
    onDataArrived(w, req)
  } else if (hasPlace(w, req)) {
    requests.dataMissing[req] = Missing.Nothing
    leaveHalfOpen(w, req)
  } else {
    awaitData(w, req)
  }
}

/** The server repeats its SYN-ACK, and the client's kernel answers with a bare ACK: a connection without its request. */
export function onSynAckRetry(w: World, req: number): void {
  const { requests } = w
  if (requests.awaitedSynAck[req] !== w.events.takenOrder || requests.place[req] !== Place.HalfOpen) return
  if (requests.drops[req] > SYN_ACK_RETRIES) loseHalfOpen(w, req)
  else if (hasPlace(w, req)) leaveHalfOpen(w, req)
  else awaitSynAck(w, req)
}

/** The server's kernel forgets the handshake; the next repetition of the request is answered with a reset. */
function loseHalfOpen(w: World, req: number): void {
  leaveHandshake(w)
  if (w.requests.outcome[req] === Outcome.Pending) {
    logLine(w, req, 'reset')
    fail(w, req, w.settings.hasProxy ? Outcome.BadGateway : Outcome.Reset, BROKEN)
  } else {
    forget(w, req)
  }
}

function leaveHalfOpen(w: World, req: number): void {
  leaveHandshake(w)
  enterQueue(w, req)
}

/** A handshake ends, one way or another. */
export function leaveHandshake(w: World): void {
  w.meter.leave(Level.Proxy)
}

/** The request ends before the server has seen it; nginx may turn to another one. */
function fail(w: World, req: number, outcome: Failure, failure: UpstreamFailure): void {
  if (!passOn(w, req, failure)) conclude(w, req, outcome)
  forget(w, req)
}

function awaitEvent(w: World, req: number, kind: number, at: number): void {
  w.requests.awaited[req] = w.events.at(at).schedule(kind + 16 * req)
}
