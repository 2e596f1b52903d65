/**
 * How worker processes end and begin: killed by the watchdog or by the kernel, retired after `max_requests`, booted.
 */
import { LifeEvent } from '../measure/life-log.ts'
import { Level } from '../measure/meter.ts'
import { type Failure, Outcome } from '../measure/outcomes.ts'
import { acceptWaiting } from './accept-queue.ts'
import { conclude, forget } from './clients.ts'
import { isForNobody } from './interpreter.ts'
import { dropIdle } from './keepalive.ts'
import { logLine } from './log.ts'
import { NONE, Place } from './requests.ts'
import { noteKilled, noteLife } from './rows.ts'
import { BROKEN, passOn, upstreamWell } from './upstreams.ts'
import { EventKind, type World } from './world.ts'

/** Kills a process with everything it holds; `late` is the request whose fault it is, or NONE. */
export function kill(w: World, process: number, late: number): void {
  const { cores, processes, requests, settings } = w
  noteLife(w, process, late === NONE ? LifeEvent.OutOfMemory : LifeEvent.Killed)
  const holder = processes.holder[process]
  if (holder !== NONE) cores.stop(process, isForNobody(w, holder))
  processes.holder[process] = NONE
  processes.starting[process] = NONE
  processes.acceptsAfter[process] = NONE
  for (const queues of [processes.wanting, processes.returning, processes.beginning, processes.waiting]) {
    queues.clear(process)
  }
  if (w.kept !== null) dropIdle(w, process, w.kept)
  const victims = heldBy(w, process)
  if (victims.some(req => requests.place[req] !== Place.Process)) w.meter.leave(Level.BusyWorkers)
  stopAccepting(w, process)
  processes.held[process] = 0
  processes.inService[process] = 0
  for (const req of victims) lose(w, req, req === late ? settings.killOutcome : Outcome.BadGateway)
}

/** The process's replacement boots and will accept then. */
export function replace(w: World, process: number, bootMs: number): void {
  w.events.at(w.now + bootMs).schedule(EventKind.Booted + 16 * process)
}

/** From now on the process accepts nothing; what it holds it keeps. */
function stopAccepting(w: World, process: number): void {
  const { processes } = w
  if (processes.isClosed[process] === 1) return
  if (processes.held[process] < w.settings.connections) processes.withRoom[processes.upstreamOf[process]]--
  processes.isClosed[process] = 1
  if (!w.settings.isEager) processes.removeIdle(process)
}

/**
 * A worker that has served its `max_requests` finishes what it holds and leaves; its replacement boots. Called after
 * each answer, with the thread already free.
 */
export function retireIfSpent(w: World, process: number): void {
  const { processes } = w
  if (++processes.served[process] < processes.servesAtMost[process]) return
  if (w.kept !== null) dropIdle(w, process, w.kept)
  const isLast = processes.held[process] === 0
  if (isLast) noteLife(w, process, LifeEvent.Retired)
  else if (processes.isClosed[process] === 0) noteLife(w, process, LifeEvent.Retiring)
  stopAccepting(w, process)
  if (isLast) replace(w, process, w.settings.bootMs)
}

/**
 * At the start only as many workers are up as the memory holds. The others come up one after another, and each time the
 * kernel's out-of-memory killer takes one of those that are there.
 */
export function startWorkers(w: World): void {
  const { processes, settings } = w
  for (let process = 0; process < settings.processes; process++) {
    if (process < settings.workersInMemory) {
      processes.servesAtMost[process] = drawLimit(w)
    } else {
      noteLife(w, process, LifeEvent.OutOfMemory)
      stopAccepting(w, process)
      replace(w, process, settings.restartMs)
    }
  }
}

/** max_requests + randint(0, max_requests_jitter): gunicorn@26.1.0 workers/base.py, `__init__`. */
function drawLimit(w: World): number {
  const { maxRequests, maxRequestsJitter } = w.settings
  if (maxRequests === Infinity || maxRequestsJitter === 0) return maxRequests
  return maxRequests + Math.floor(w.streams.retirement() * (maxRequestsJitter + 1))
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
function lose(w: World, req: number, outcome: Failure): void {
  const { requests } = w
  if (w.rows !== null) noteKilled(w, req, w.rows)
  w.meter.leave(LEVEL_OF_PLACE[requests.place[req] as keyof typeof LEVEL_OF_PLACE])
  if (!isForNobody(w, req)) {
    if (outcome === Outcome.BadGateway) endWithoutAnswer(w, req)
    else endWithAnswer(w, req, outcome)
  }
  forget(w, req)
}

/** "upstream prematurely closed connection while reading response header from upstream". */
export function endWithoutAnswer(w: World, req: number): void {
  logLine(w, req, 'premature')
  if (!w.settings.hasProxy) conclude(w, req, Outcome.Reset)
  else if (!passOn(w, req, BROKEN)) conclude(w, req, Outcome.BadGateway)
}

function endWithAnswer(w: World, req: number, outcome: Failure): void {
  if (w.settings.upstreams > 1) upstreamWell(w, req)
  conclude(w, req, outcome)
}

export function onBooted(w: World, process: number): void {
  const { processes, settings } = w
  if (workersUp(w) >= settings.workersInMemory && outOfMemory(w, process)) return
  noteLife(w, process, LifeEvent.Up)
  processes.isClosed[process] = 0
  processes.served[process] = 0
  processes.servesAtMost[process] = drawLimit(w)
  processes.withRoom[processes.upstreamOf[process]]++
  if (!settings.isEager) for (let thread = 0; thread < settings.threads; thread++) processes.pushIdle(process)
  acceptWaiting(w, processes.upstreamOf[process])
}

/** It is there and needs its memory: a worker that retires still does. */
function isUp(w: World, process: number): boolean {
  return w.processes.isClosed[process] === 0 || w.processes.held[process] > 0
}

function workersUp(w: World): number {
  let up = 0
  for (let process = 0; process < w.settings.processes; process++) if (isUp(w, process)) up++
  return up
}

/** One more worker is more than the memory holds: the kernel kills one of all, the new one included. True: that one. */
function outOfMemory(w: World, newcomer: number): boolean {
  const candidates: number[] = []
  for (let process = 0; process < w.settings.processes; process++) {
    if (isUp(w, process) || process === newcomer) candidates.push(process)
  }
  const victim = candidates[Math.floor(w.streams.memory() * candidates.length)]
  if (w.recorder.isOpen) w.recorder.log.outOfMemory++
  if (victim === newcomer) noteLife(w, victim, LifeEvent.OutOfMemory)
  else kill(w, victim, NONE)
  replace(w, victim, w.settings.restartMs)
  return victim === newcomer
}
