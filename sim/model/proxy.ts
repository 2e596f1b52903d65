/**
 * nginx, as the client meets it: a request costs it connections and some CPU, then it connects and waits. It keeps no
 * queue of its own; the waiting happens in the kernel.
 */
import { STALE } from '../engine/deadline-ring.ts'
import { Deadline } from '../engine/deadlines.ts'
import { Level } from '../measure/meter.ts'
import { Outcome } from '../measure/outcomes.ts'
import { drain, leaveOpen } from './client-connections.ts'
import { conclude, forget } from './clients.ts'
import { connect, leaveHandshake } from './handshake.ts'
import { wantCpu } from './interpreter.ts'
import { logLine } from './log.ts'
import { Place } from './requests.ts'
import { CONNECT_TIMED_OUT, passOn, READ_TIMED_OUT } from './upstreams.ts'
import { EventKind, type World } from './world.ts'

/** A client's request has come in, on a new connection. */
export function receive(w: World, req: number): void {
  const { requests, settings } = w
  if (w.standing !== null) drain(w, w.standing)
  if (w.connectionsOpen >= settings.workerConnections) {
    // "worker_connections are not enough": accepted, then closed without a response.
    logLine(w, req, 'workerConnections')
    conclude(w, req, Outcome.Reset)
    forget(w, req)
    return
  }
  w.connectionsOpen++
  requests.connections[req] = 1
  if (w.standing !== null) w.standing.carried[requests.user[req]] = 0
  collect(w, req)
}

/** nginx waits for all of a slow client's request, or goes on with what it has. */
export function collect(w: World, req: number): void {
  const { requests, settings } = w
  if (requests.isSlow[req] === 1 && settings.buffersRequests) {
    requests.place[req] = Place.Uploading
    w.meter.enter(Level.Proxy)
    requests.awaited[req] = w.events.at(w.now + settings.uploadMs).schedule(EventKind.Uploaded + 16 * req)
    return
  }
  turnToServer(w, req)
}

/** proxy_request_buffering: the whole request is there, and only now nginx turns to the server. */
export function onUploaded(w: World, req: number): void {
  if (w.requests.awaited[req] !== w.events.takenOrder) return
  w.meter.leave(Level.Proxy)
  turnToServer(w, req)
}

export function turnToServer(w: World, req: number): void {
  const { requests, settings } = w
  if (settings.proxyCpuMs === 0) {
    connect(w, req)
    return
  }
  requests.place[req] = Place.Proxy
  requests.process[req] = settings.processes
  w.meter.enter(Level.Proxy)
  requests.cpuLeftMs[req] = settings.proxyCpuMs
  wantCpu(w, req)
}

/** proxy_connect_timeout: "upstream timed out (110: …) while connecting to upstream". */
export function onConnectTimeout(w: World): void {
  const req = w.deadlines.take(Deadline.Connect, w.requests.life)
  if (req === STALE) return
  if (w.requests.place[req] !== Place.Connecting) return
  logLine(w, req, 'connectTimedOut')
  leaveHandshake(w)
  if (!passOn(w, req, CONNECT_TIMED_OUT)) conclude(w, req, Outcome.GatewayTimeout)
  forget(w, req)
}

/** The connection stands, as far as nginx can see: it sends the request and begins to wait for the answer. */
export function startReading(w: World, req: number): void {
  w.deadlines.at(w.now + w.settings.readTimeoutMs).set(Deadline.Read, req, w.requests.life[req])
}

/** proxy_read_timeout: "upstream timed out (110: …) while reading response header from upstream". */
export function onReadTimeout(w: World): void {
  const req = w.deadlines.take(Deadline.Read, w.requests.life)
  if (req === STALE) return
  if (w.requests.outcome[req] !== Outcome.Pending) return
  logLine(w, req, 'readTimedOut')
  if (!passOn(w, req, READ_TIMED_OUT)) conclude(w, req, Outcome.GatewayTimeout)
}

/** The client has its answer or is gone; nginx closes what it held for it, the connection to the server included, but maybe the client's own. */
export function closeConnections(w: World, req: number): void {
  if (w.standing !== null) leaveOpen(w, req, w.standing)
  w.connectionsOpen -= w.requests.connections[req]
  w.requests.connections[req] = 0
}
