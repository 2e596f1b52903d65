/**
 * Connections to processes that outlive an answer: nginx's (since 1.29.7,
 * src/http/modules/ngx_http_upstream_keepalive_module.c), or those of users who speak to the server themselves. The next
 * request on one meets no accept queue, and goes to the process at its other end whether that is free or not.
 */
import { STALE } from '../engine/deadline-ring.ts'
import { Deadline } from '../engine/deadlines.ts'
import { Outcome } from '../measure/outcomes.ts'
import { acceptWaiting } from './accept-queue.ts'
import type { KeptConnections } from './kept-connections.ts'
import { NONE } from './requests.ts'
import { noteReused } from './rows.ts'
import { letGo, receiveInside } from './server.ts'
import { EventKind, type World } from './world.ts'

/** An idle connection to the server that nginx has picked; NONE when there is none. It is idle no longer. */
export function takeKept(w: World, req: number, kept: KeptConnections): number {
  const first = w.requests.upstream[req] * w.settings.workersEach
  const connection = kept.latest(first, first + w.settings.workersEach)
  if (connection !== NONE) kept.remove(connection)
  return connection
}

/** A request is sent on a connection that stands and was taken. The process has held a place for it all along. */
export function sendOn(w: World, req: number, connection: number, kept: KeptConnections): void {
  const { requests } = w
  const process = kept.process[connection]
  kept.idle[process]--
  requests.carriedBefore[req] = kept.carried[connection]
  if (requests.freeTries[req] === 0 && w.settings.upstreams === 1) requests.firstPickedAt[req] = w.now
  if (w.rows !== null) noteReused(w, req, w.rows)
  receiveInside(w, req, process)
}

/** The server has answered, and the process does not hold the request any more. Whether its connection stays open. */
export function keepConnection(w: World, req: number, kept: KeptConnections): boolean {
  const { requests, settings } = w
  const process = requests.process[req]
  if (requests.outcome[req] !== Outcome.Ok || !staysOpen(w, req, kept)) return false
  const connection = settings.hasProxy ? numberForNginx(w, kept) : requests.user[req]
  kept.process[connection] = process
  kept.idle[process]++
  kept.add(connection, requests.carriedBefore[req] + 1)
  w.deadlines.at(w.now + settings.keptMs).set(Deadline.Kept, connection, kept.life[connection])
  return true
}

/** nginx goes on holding a connection of its own for it, and keeps so many at most. */
function numberForNginx(w: World, kept: KeptConnections): number {
  if (kept.isFull()) makeRoom(w, kept)
  w.connectionsOpen++
  return kept.number()
}

/** gunicorn@26.1.0 workers/gthread.py and base_async.py, `handle_request`: else the answer says "Connection: close". */
function staysOpen(w: World, req: number, kept: KeptConnections): boolean {
  const { processes, requests, settings } = w
  const process = requests.process[req]
  if (processes.isClosed[process] === 1) return false
  if (processes.served[process] + 1 >= processes.servesAtMost[process]) return false
  if (requests.carriedBefore[req] + 1 >= settings.carriedAtMost) return false
  return kept.idle[process] < settings.mostIdle
}

/** nginx closes the connection that has been idle for longest. Its process notices when it looks. */
function makeRoom(w: World, kept: KeptConnections): void {
  const connection = kept.oldest()
  const process = kept.process[connection]
  forgetKept(w, connection, kept)
  kept.unnoticed[process]++
  w.events.at(w.now).schedule(EventKind.HungUp + 16 * process)
}

/** The process notices that nginx has closed a connection, unless it has closed its own side by now. */
export function onHungUp(w: World, process: number): void {
  const kept = w.kept!
  if (kept.unnoticed[process] === 0) return
  kept.unnoticed[process]--
  giveUpPlace(w, process, kept)
}

/** Nothing was asked on it for as long as the server keeps it, or nginx. */
export function onKeptTimeout(w: World): void {
  const kept = w.kept!
  const connection = w.deadlines.take(Deadline.Kept, kept.life)
  if (connection !== STALE) closeKept(w, connection, kept)
}

/** One side closes it, and the other notices at once. */
export function closeKept(w: World, connection: number, kept: KeptConnections): void {
  forgetKept(w, connection, kept)
  giveUpPlace(w, kept.process[connection], kept)
}

function giveUpPlace(w: World, process: number, kept: KeptConnections): void {
  kept.idle[process]--
  letGo(w, process)
  acceptWaiting(w, w.processes.upstreamOf[process])
}

/** A process closes all of its idle connections, or dies with them. */
export function dropIdle(w: World, process: number, kept: KeptConnections): void {
  for (;;) {
    const connection = kept.latest(process, process + 1)
    if (connection === NONE) break
    forgetKept(w, connection, kept)
  }
  for (; kept.idle[process] > 0; kept.idle[process]--) letGo(w, process)
  kept.unnoticed[process] = 0
}

/** The side of nginx, or of the user, is closed. */
function forgetKept(w: World, connection: number, kept: KeptConnections): void {
  kept.remove(connection)
  if (w.settings.hasProxy) w.connectionsOpen--
}
