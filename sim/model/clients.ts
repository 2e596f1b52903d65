/**
 * Clients send, wait, leave, and come back. One that leaves does not take its work back.
 */
import { Source } from '../engine/agenda.ts'
import { STALE } from '../engine/deadline-ring.ts'
import { Deadline } from '../engine/deadlines.ts'
import { type Failure, Outcome } from '../measure/outcomes.ts'
import { goOut, hangUp } from './client-connections.ts'
import type { Demand } from './demands.ts'
import { connect, leaveHandshake } from './handshake.ts'
import { abandonOnCore } from './interpreter.ts'
import { logLine } from './log.ts'
import { closeConnections, receive } from './proxy.ts'
import { NONE, Place } from './requests.ts'
import { noteEnded, noteSent } from './rows.ts'
import { upstreamWell } from './upstreams.ts'
import { EventKind, type World } from './world.ts'

/** A request of the open loop or the trace is due. */
export function onArrival(w: World): void {
  w.arrivals.take()
  w.agenda[Source.Arrival] = w.arrivals.nextAt
  if (w.now >= w.endAt) return
  sendFirstTry(w, w.arrivals.demand, NONE)
}

/** All users of a closed loop begin with a thought. */
export function startUsers(w: World): void {
  if (!w.settings.isClosed) return
  for (let user = 0; user < w.settings.users; user++) think(w, user, w.now)
}

function think(w: World, user: number, from: number): void {
  w.events.at(from + w.demands.drawThinkMs()).schedule(EventKind.ThinkDone + 16 * user)
}

export function onThinkDone(w: World, user: number): void {
  if (w.now >= w.endAt) return
  w.demands.draw()
  sendFirstTry(w, w.demands, user)
}

/** A request is sent for the first time, by `user` of a closed loop or by NONE. */
export function sendFirstTry(w: World, demand: Demand, user: number): void {
  const { requests } = w
  const req = requests.take()
  requests.cpuMs[req] = demand.cpuMs
  requests.ioMs[req] = demand.ioMs
  requests.user[req] = user
  if (w.settings.slowShare > 0) requests.isSlow[req] = drawIsSlow(w)
  if (w.settings.postShare > 0) requests.isPost[req] = drawIsPost(w)
  requests.attempt[req] = 0
  requests.firstTry[req] = w.sent
  send(w, req)
}

function drawIsSlow(w: World): 0 | 1 {
  return w.streams.slowClients() < w.settings.slowShare ? 1 : 0
}

function drawIsPost(w: World): 0 | 1 {
  return w.streams.posts() < w.settings.postShare ? 1 : 0
}

function send(w: World, req: number): void {
  const { requests, recorder, settings } = w
  requests.serial[req] = w.sent++
  requests.sentAt[req] = w.now
  requests.isMeasured[req] = recorder.isOpen ? 1 : 0
  recorder.countSent(requests.attempt[req] > 0)
  if (w.rows !== null) noteSent(w, req, w.rows)
  if (settings.patienceMs !== Infinity) limitPatience(w, req)
  if (w.sent >= w.maxSent) w.stopSending()
  if (w.standing === null && settings.connectMs === 0) arrive(w, req)
  else goOut(w, req)
}

/** A request comes to nginx, or to the server's kernel, on a new connection. */
export function arrive(w: World, req: number): void {
  if (w.settings.slowShare > 0) w.requests.reachedAt[req] = w.now
  if (w.settings.hasProxy) receive(w, req)
  else connect(w, req)
}

/** An answer must leave so early that it is there in time. */
function limitPatience(w: World, req: number): void {
  w.deadlines.at(w.now + w.settings.patienceMs).set(Deadline.Client, req, w.requests.life[req])
}

export function onClientTimeout(w: World): void {
  const { requests } = w
  const req = w.deadlines.take(Deadline.Client, requests.life)
  if (req !== STALE) leaveIfWaiting(w, req)
}

/** The client of a request that nginx has passed on leaves. */
export function onLeaving(w: World, req: number): void {
  if (w.requests.awaitedLeaving[req] === w.events.takenOrder) leaveIfWaiting(w, req)
}

function leaveIfWaiting(w: World, req: number): void {
  if (w.requests.outcome[req] !== Outcome.Pending) return
  logLine(w, req, 'clientLeft')
  leave(w, req, w.settings.leaveOutcome)
}

/** The client of a request goes, or the load balancer before it does; where nothing holds the request yet it is gone too. */
function leave(w: World, req: number, outcome: Failure): void {
  const { requests } = w
  if (w.settings.upstreams > 1) upstreamWell(w, req)
  conclude(w, req, outcome)
  const place = requests.place[req]
  if (place !== Place.Connecting && place !== Place.Uploading && place !== Place.Client) return
  if (place === Place.Client) hangUp(w, req)
  leaveHandshake(w)
  forget(w, req)
}

/** The client has its answer, a round trip from now. */
export function deliver(w: World, req: number): void {
  const { requests, recorder } = w
  requests.outcome[req] = Outcome.Ok
  if (w.settings.upstreams > 1) upstreamWell(w, req)
  const user = requests.user[req]
  if (user === PROBE) {
    endProbe(w, req)
    return
  }
  const knownAt = w.now + w.settings.roundTripMs
  recorder.latencyMs = knownAt - requests.sentAt[req]
  recorder.countAnswer(requests.isMeasured[req] === 1)
  if (w.rows !== null) noteEnded(w, req, w.rows, knownAt, Outcome.Ok)
  if (w.settings.hasProxy) closeConnections(w, req)
  if (user !== NONE) think(w, user, knownAt)
}

/** The client learns that its request failed. What the server still does for it is for nobody. */
export function conclude(w: World, req: number, outcome: Failure): void {
  const { requests, recorder } = w
  abandonOnCore(w, req)
  requests.outcome[req] = outcome
  if (requests.user[req] === PROBE) {
    endProbe(w, req)
    return
  }
  const knownAt = whenKnown(w, req, outcome)
  recorder.countFailure(outcome, requests.isMeasured[req] === 1)
  if (w.rows !== null) noteEnded(w, req, w.rows, knownAt, outcome)
  closeConnections(w, req)
  if (scheduleRetry(w, req, knownAt)) return
  if (requests.user[req] !== NONE) think(w, requests.user[req], knownAt)
}

/** The news of a failure is on its way for a round trip; a client that leaves knows by its own clock. */
function whenKnown(w: World, req: number, outcome: Failure): number {
  if (outcome !== Outcome.Timeout) return w.now + w.settings.roundTripMs
  return w.requests.sentAt[req] + w.settings.clientTimeoutMs
}

/** The request is nowhere any more: neither its client nor the server knows it. */
export function forget(w: World, req: number): void {
  w.requests.release(req)
}

/** Sends a failed request again after its backoff; false when the client has had enough, or the run is over by then. */
function scheduleRetry(w: World, req: number, knownAt: number): boolean {
  const { requests, settings } = w
  const attempt = requests.attempt[req]
  if (attempt >= settings.retries) return false
  const jitter = settings.hasJitter ? w.streams.backoff() : 1
  const at = knownAt + settings.backoffMs * 2 ** attempt * jitter
  if (at >= w.endAt) return false
  const retry = requests.take()
  requests.cpuMs[retry] = requests.cpuMs[req]
  requests.ioMs[retry] = requests.ioMs[req]
  requests.user[retry] = requests.user[req]
  requests.isSlow[retry] = requests.isSlow[req]
  requests.isPost[retry] = requests.isPost[req]
  requests.firstTry[retry] = requests.firstTry[req]
  requests.attempt[retry] = attempt + 1
  w.events.at(at).schedule(EventKind.Retry + 16 * retry)
  return true
}

export function onRetry(w: World, retry: number): void {
  if (w.now >= w.endAt) forget(w, retry)
  else if (w.retryElsewhere === null) send(w, retry)
  else w.retryElsewhere(w, retry)
}

/** A request that failed in one world is sent again in another, or the same. It leaves the first. */
export function sendAgain(from: World, retry: number, to: World): void {
  const { requests } = to
  const req = requests.take()
  for (const column of CLIENTS_COLUMNS) requests[column][req] = from.requests[column][retry]
  forget(from, retry)
  send(to, req)
}

/** What a client knows of its request. */
const CLIENTS_COLUMNS = ['cpuMs', 'ioMs', 'user', 'isSlow', 'isPost', 'firstTry', 'attempt'] as const

/** The user of a health check: nobody counts it, but it takes its way like any request. */
const PROBE = -2

/** A load balancer asks whether the server answers. `probeOutcome` is `Pending` until it has. */
export function sendProbe(w: World): void {
  const { requests } = w
  const req = requests.take()
  requests.cpuMs[req] = 0
  requests.ioMs[req] = 0
  requests.user[req] = PROBE
  requests.isSlow[req] = 0
  requests.isPost[req] = 0
  requests.attempt[req] = 0
  requests.isMeasured[req] = 0
  requests.serial[req] = w.sent++
  requests.sentAt[req] = w.now
  w.probe = req
  w.probeOutcome = Outcome.Pending
  if (w.settings.hasProxy) receive(w, req)
  else connect(w, req)
}

/** The load balancer knows how its health check ended; nothing is counted. */
function endProbe(w: World, req: number): void {
  w.probe = NONE
  w.probeOutcome = w.requests.outcome[req] as Outcome
  closeConnections(w, req)
}

/** The load balancer has waited long enough for its health check. */
export function giveUpProbe(w: World): void {
  if (w.probe !== NONE) leave(w, w.probe, Outcome.Timeout)
}

/** Every client that still waits is cut off: the machine goes. */
export function cutOff(w: World, outcome: Failure): void {
  const { requests } = w
  for (let req = 0; req < requests.capacity; req++) {
    if (requests.serial[req] >= 0 && requests.outcome[req] === Outcome.Pending) leave(w, req, outcome)
  }
}
