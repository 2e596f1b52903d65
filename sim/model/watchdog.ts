/**
 * The watchdog: gunicorn's arbiter and uWSGI's master look about once a second and kill a worker whose request has
 * lasted too long. The clock starts when the request is begun, not when it arrived.
 */
import { STALE } from '../engine/deadline-ring.ts'
import { Deadline } from '../engine/deadlines.ts'
import { Level } from '../measure/meter.ts'
import { Outcome } from '../measure/outcomes.ts'
import { acceptWaiting } from './accept-queue.ts'
import { conclude, forget } from './clients.ts'
import { isForNobody } from './interpreter.ts'
import { logLine } from './log.ts'
import { NONE, Place } from './requests.ts'
import { EventKind, type World } from './world.ts'

/** gunicorn@26.1.0 arbiter.py:258: the main loop wakes at least each second. uwsgi@2.0.30 core/master_checks.c:183. */
const LOOK_EVERY_MS = 1000

/** Sets the clock for a request that is begun now: it is due at the first look after its time is over. */
export function watch(w: World, req: number): void {
  const overAt = w.now + w.settings.watchdogMs
  const looks = Math.floor((overAt - w.watchdogPhaseMs) / LOOK_EVERY_MS) + 1
  w.deadlines.set(Deadline.Watchdog, w.watchdogPhaseMs + looks * LOOK_EVERY_MS, req, w.requests.serial[req])
}

export function onWatchdog(w: World): void {
  const req = w.deadlines.take(Deadline.Watchdog, w.requests.serial)
  if (req === STALE) return
  logLine(w, req, 'workersKilled')
  kill(w, w.requests.process[req], req)
}

/** Kills a process with everything it holds; its replacement boots. */
function kill(w: World, process: number, late: number): void {
  const { cores, processes, requests, settings } = w
  const holder = processes.holder[process]
  if (holder !== NONE) cores.stop(process, isForNobody(w, holder))
  processes.holder[process] = NONE
  for (const queues of [processes.wanting, processes.returning, processes.beginning, processes.waiting]) {
    queues.clear(process)
  }
  const victims = heldBy(w, process)
  if (victims.some(req => requests.place[req] !== Place.Process)) w.meter.leave(Level.BusyWorkers)
  if (processes.held[process] < settings.connections) processes.withRoom--
  processes.held[process] = 0
  processes.inService[process] = 0
  processes.isDown[process] = 1
  processes.idleCount = removeAll(processes.idle, processes.idleCount, process)
  for (const req of victims) lose(w, req, req === late ? settings.killOutcome : Outcome.BadGateway)
  w.events.schedule(w.now + settings.bootMs, EventKind.Booted + 16 * process)
}

/** The requests in a process, in order of sending. Deaths are rare, so a search through all is good enough. */
function heldBy(w: World, process: number): number[] {
  const { requests } = w
  const held: number[] = []
  for (let req = 0; req < requests.capacity; req++) {
    if (requests.process[req] === process && requests.place[req] >= Place.Process) held.push(req)
  }
  return held.sort((one, other) => requests.serial[one] - requests.serial[other])
}

const LEVEL_OF_PLACE = { [Place.Process]: Level.Process, [Place.Cpu]: Level.Cpu, [Place.Io]: Level.Io }

/** A request dies with its process. */
function lose(w: World, req: number, outcome: Outcome): void {
  const { recorder, requests } = w
  if (recorder.rows !== null) recorder.rows.killedMs[requests.serial[req]] = w.now
  w.meter.leave(LEVEL_OF_PLACE[requests.place[req] as keyof typeof LEVEL_OF_PLACE])
  if (!isForNobody(w, req)) {
    if (outcome === Outcome.BadGateway) logLine(w, req, 'premature')
    conclude(w, req, w.settings.hasProxy || outcome !== Outcome.BadGateway ? outcome : Outcome.Reset)
  }
  forget(w, req)
}

export function onBooted(w: World, process: number): void {
  const { processes, settings } = w
  processes.isDown[process] = 0
  processes.withRoom++
  if (!settings.isEager) {
    for (let thread = 0; thread < settings.threads; thread++) processes.idle[processes.idleCount++] = process
  }
  acceptWaiting(w)
}

/** Removes every `value` from the first `length` entries, keeps the order of the others, returns how many are left. */
function removeAll(stack: Int32Array, length: number, value: number): number {
  let kept = 0
  for (let slot = 0; slot < length; slot++) if (stack[slot] !== value) stack[kept++] = stack[slot]
  return kept
}
