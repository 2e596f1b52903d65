/**
 * The watchdog: gunicorn's arbiter and uWSGI's master look about once a second and kill a worker whose request has
 * lasted too long. The clock starts when the request is begun, not when it arrived.
 */
import { STALE } from '../engine/deadline-ring.ts'
import { Deadline } from '../engine/deadlines.ts'
import { kill, replace } from './lifecycle.ts'
import { logLine } from './log.ts'
import type { World } from './world.ts'

/** gunicorn@26.1.0 arbiter.py:258: the main loop wakes at least each second. uwsgi@2.0.30 core/master_checks.c:183. */
const LOOK_EVERY_MS = 1000

/** Sets the clock for a request that is begun now: it is due at the first look after its time is over. */
export function watch(w: World, req: number): void {
  const overAt = w.now + w.settings.watchdogMs
  const looks = Math.floor((overAt - w.watchdogPhaseMs) / LOOK_EVERY_MS) + 1
  w.deadlines.at(w.watchdogPhaseMs + looks * LOOK_EVERY_MS).set(Deadline.Watchdog, req, w.requests.life[req])
}

export function onWatchdog(w: World): void {
  const req = w.deadlines.take(Deadline.Watchdog, w.requests.life)
  if (req === STALE) return
  logLine(w, req, 'workersKilled')
  const process = w.requests.process[req]
  kill(w, process, req)
  replace(w, process, w.settings.bootMs)
}
