/**
 * A connection is there and its request is not. gunicorn's gthread, since 25.2, lets a thread wait for the first bytes
 * for a while; then the connection goes back to the poller, and after `keepalive` it is closed
 * (gunicorn@26.1.0 workers/gthread.py:38, 405-470, murder_keepalived).
 */
import { STALE } from '../engine/deadline-ring.ts'
import { Deadline } from '../engine/deadlines.ts'
import { Level } from '../measure/meter.ts'
import { forget } from './clients.ts'
import { isForNobody } from './interpreter.ts'
import { endWithoutAnswer, replace } from './lifecycle.ts'
import { Missing } from './requests.ts'
import { noteKilled } from './rows.ts'
import { handOut, letGo, park } from './server.ts'
import type { World } from './world.ts'

/** A thread has begun to wait for a request. It waits without end once the first bytes are there. */
export function limitSilence(w: World, req: number): void {
  if (w.requests.dataMissing[req] !== Missing.All) return
  w.deadlines.at(w.now + w.settings.firstBytesMs).set(Deadline.FirstBytes, req, w.requests.life[req])
}

export function onFirstBytesTimeout(w: World): void {
  const req = w.deadlines.take(Deadline.FirstBytes, w.requests.life)
  if (req === STALE || w.requests.dataMissing[req] !== Missing.All) return
  w.deadlines.at(w.now + w.settings.keepaliveMs).set(Deadline.Idle, req, w.requests.life[req])
  park(w, req)
}

/** Nothing has come for `keepalive` either: the server closes the connection. */
export function onIdleTimeout(w: World): void {
  const req = w.deadlines.take(Deadline.Idle, w.requests.life)
  if (req === STALE || w.requests.isParked[req] === 0) return
  const process = w.requests.process[req]
  w.meter.leave(Level.Process)
  if (w.rows !== null) noteKilled(w, req, w.rows)
  letGo(w, process)
  if (!isForNobody(w, req)) endWithoutAnswer(w, req)
  forget(w, req)
  if (w.processes.isClosed[process] === 1 && w.processes.held[process] === 0) replace(w, process, w.settings.bootMs)
  else handOut(w, process)
}
