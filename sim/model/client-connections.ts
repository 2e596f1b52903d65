/**
 * A client's own connection, to nginx or to the server. A user of a closed loop may keep one open between its requests;
 * everybody else opens one for each.
 */
import { STALE } from '../engine/deadline-ring.ts'
import { Deadline } from '../engine/deadlines.ts'
import { Level } from '../measure/meter.ts'
import { Outcome } from '../measure/outcomes.ts'
import { arrive } from './clients.ts'
import { leaveHandshake, resumeOwn } from './handshake.ts'
import type { IdleConnections } from './idle-connections.ts'
import { closeKept } from './keepalive.ts'
import { collect, turnToServer } from './proxy.ts'
import { Place } from './requests.ts'
import { EventKind, type World } from './world.ts'

/** A request leaves its client: on the connection that stands, or on a new one. Of a silent client nothing is seen yet. */
export function goOut(w: World, req: number): void {
  const { requests, settings } = w
  if (!stands(w, req)) open(w, req)
  else if (requests.isSlow[req] === 1 && settings.isSilent) stayWithClient(w, req, EventKind.Spoken, settings.uploadMs)
  else goOnStanding(w, req, false)
}

function stands(w: World, req: number): boolean {
  return w.standing?.isIdle(w.requests.user[req]) ?? false
}

function open(w: World, req: number): void {
  if (w.settings.connectMs === 0) arrive(w, req)
  else stayWithClient(w, req, EventKind.Opened, w.settings.connectMs)
}

function stayWithClient(w: World, req: number, until: number, lengthMs: number): void {
  w.requests.place[req] = Place.Client
  w.meter.enter(Level.Proxy)
  w.requests.awaited[req] = w.events.at(w.now + lengthMs).schedule(until + 16 * req)
}

/** The client's connection is open, and the request on its way. */
export function onOpened(w: World, req: number): void {
  if (w.requests.awaited[req] !== w.events.takenOrder) return
  leaveHandshake(w)
  arrive(w, req)
}

/** A silent client says everything at once, if its connection is still there. */
export function onSpoken(w: World, req: number): void {
  if (w.requests.awaited[req] !== w.events.takenOrder) return
  leaveHandshake(w)
  if (stands(w, req)) goOnStanding(w, req, true)
  else open(w, req)
}

function goOnStanding(w: World, req: number, isAllThere: boolean): void {
  const { requests, settings } = w
  requests.reachedAt[req] = requests.sentAt[req]
  if (!settings.hasProxy) {
    resumeOwn(w, req, w.kept!)
    return
  }
  w.standing!.remove(requests.user[req])
  requests.connections[req] = 1
  if (isAllThere) turnToServer(w, req)
  else collect(w, req)
}

/** A client that has said nothing yet leaves, and closes its connection if it has one. */
export function hangUp(w: World, req: number): void {
  if (stands(w, req)) closeStanding(w, w.requests.user[req], w.standing!)
}

function closeStanding(w: World, user: number, standing: IdleConnections): void {
  if (!w.settings.hasProxy) {
    closeKept(w, user, w.kept!)
    return
  }
  standing.remove(user)
  w.connectionsOpen--
}

/** keepalive_requests: a client's connection carries so many at most. */
const CARRIED_AT_MOST = 1000

/** nginx is done with a request. It leaves its client's connection open, if it may. */
export function leaveOpen(w: World, req: number, standing: IdleConnections): void {
  const { requests, settings } = w
  const user = requests.user[req]
  if (!staysOpen(w, req) || standing.carried[user] + 1 >= CARRIED_AT_MOST) return
  requests.connections[req]--
  standing.add(user, standing.carried[user] + 1)
  w.deadlines.at(w.now + settings.standingMs).set(Deadline.Standing, user, standing.life[user])
}

function staysOpen(w: World, req: number): boolean {
  const { connections, isSlow, outcome, reachedAt } = w.requests
  if (connections[req] === 0 || outcome[req] === Outcome.Timeout) return false
  // nginx's own 500, for want of a connection to the server; one of the server's is an answer like others
  // (release-1.28.0 src/http/ngx_http_special_response.c: `r->keepalive = 0`).
  if (outcome[req] === Outcome.ServerError && connections[req] === 1) return false
  // ngx_http_request.c, `ngx_http_finalize_connection`: not while it reads the request's body.
  return isSlow[req] === 0 || w.settings.buffersRequests || w.now >= reachedAt[req] + w.settings.uploadMs
}

/** keepalive_timeout: nothing was asked on it. */
export function onStandingTimeout(w: World): void {
  const user = w.deadlines.take(Deadline.Standing, w.standing!.life)
  if (user !== STALE) closeStanding(w, user, w.standing!)
}

/**
 * Before nginx takes a connection, it closes clients' idle ones when few are left
 * (release-1.28.0 src/core/ngx_connection.c, `ngx_drain_connections`).
 */
export function drain(w: World, standing: IdleConnections): void {
  const { workerConnections } = w.settings
  if (workerConnections - w.connectionsOpen > Math.floor(workerConnections / 16)) return
  for (let more = mostDrained(standing.count); more > 0; more--) closeStanding(w, standing.oldest(), standing)
}

function mostDrained(idle: number): number {
  return Math.min(idle, Math.max(1, Math.min(32, Math.floor(idle / 8))))
}
