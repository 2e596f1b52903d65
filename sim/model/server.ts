/**
 * The server: processes × threads. Every kind is this one model; they differ in when they accept and in how threads
 * share their process.
 */
import { Level } from '../measure/meter.ts'
import type { RowLog } from '../measure/row-log.ts'
import { acceptWaiting } from './accept-queue.ts'
import { deliver, forget } from './clients.ts'
import { isForNobody, wantCpu } from './interpreter.ts'
import { retireIfSpent } from './lifecycle.ts'
import { Place } from './requests.ts'
import { watch } from './watchdog.ts'
import { EventKind, type World } from './world.ts'

/** Whether any process accepts now: with a thread that is free, or eagerly, below its connection limit. */
export function canAccept(w: World): boolean {
  return w.settings.isEager ? w.processes.withRoom > 0 : w.processes.idleCount > 0
}

/** Which of the eager processes wakes first is the kernel's choice: here, an even draw among those with room. */
function drawProcess(w: World): number {
  const { processes, settings } = w
  if (settings.processes === 1) return 0
  let choice = Math.floor(w.streams.dispatch() * processes.withRoom)
  if (processes.withRoom === settings.processes) return choice
  let process = 0
  while (!hasRoom(w, process) || choice-- > 0) process++
  return process
}

function hasRoom(w: World, process: number): boolean {
  return w.processes.isClosed[process] === 0 && w.processes.held[process] < w.settings.connections
}

/** A process accepts the request; `canAccept` must hold. */
export function accept(w: World, req: number): void {
  const { processes, recorder, requests, settings } = w
  const process = settings.isEager ? drawProcess(w) : processes.idle[--processes.idleCount]
  requests.process[req] = process
  if (recorder.rows !== null) {
    recorder.rows.acceptedMs[requests.serial[req]] = w.now
    recorder.rows.worker[requests.serial[req]] = process
  }
  processes.held[process]++
  if (processes.held[process] === settings.connections) processes.withRoom--
  const isComplete = requests.dataMissing[req] === 0 || !settings.readsInMainThread
  if (isComplete && processes.inService[process] < settings.threads) {
    start(w, req, process)
    return
  }
  requests.place[req] = Place.Process
  w.meter.enter(Level.Process)
  if (isComplete) processes.waiting.join(process, req)
}

/** A thread begins to work on the request. */
function start(w: World, req: number, process: number): void {
  const { processes, recorder, requests, settings } = w
  if (processes.inService[process]++ === 0) w.meter.enter(Level.BusyWorkers)
  if (recorder.rows !== null) recorder.rows.startedMs[requests.serial[req]] = w.now
  if (settings.watchdogMs !== Infinity) watch(w, req)
  if (requests.dataMissing[req] === 0) {
    read(w, req)
    return
  }
  requests.place[req] = Place.Io
  w.meter.enter(Level.Io)
}

/** The request has come through at last. If a thread, or the main thread, already waits for it, it goes on. */
export function onDataArrived(w: World, req: number): void {
  const { processes, requests, settings } = w
  requests.dataMissing[req] = 0
  const process = requests.process[req]
  if (requests.place[req] === Place.Io) {
    w.meter.leave(Level.Io)
    read(w, req)
  } else if (requests.place[req] === Place.Process && settings.readsInMainThread) {
    processes.waiting.join(process, req)
    if (processes.inService[process] < settings.threads) startNext(w, process)
  }
}

function read(w: World, req: number): void {
  w.requests.place[req] = Place.Cpu
  w.meter.enter(Level.Cpu)
  w.requests.turnsLeft[req] = w.settings.turnsBefore
  computeBefore(w, req)
}

/**
 * The next turn on the GIL before the I/O. The last one goes on with the application itself, and without I/O, when the
 * thread has no reason to let go, with the first turn of writing the answer.
 */
function computeBefore(w: World, req: number): void {
  const { requests, settings } = w
  let cpuMs = settings.turnMsBefore
  if (--requests.turnsLeft[req] === 0) {
    cpuMs += requests.cpuMs[req]
    if (requests.ioMs[req] === 0) cpuMs += settings.turnMsAfter
  }
  compute(w, req, cpuMs)
}

/** The next turn after the I/O: the server writes the answer. */
function computeAfter(w: World, req: number): void {
  w.requests.turnsLeft[req]--
  compute(w, req, w.settings.turnMsAfter)
}

function compute(w: World, req: number, cpuMs: number): void {
  if (cpuMs > 0) wantCpu(w, req, cpuMs)
  else endCpuPhase(w, req)
}

/** A CPU phase is over: there is another turn, or the I/O begins, or the answer is written. */
export function endCpuPhase(w: World, req: number): void {
  const { requests } = w
  if (requests.ioMs[req] === 0 && requests.turnsLeft[req] === 0 && requests.ioDone[req] === 0) passIo(w, req)
  const isAfter = requests.ioDone[req] === 1
  if (requests.turnsLeft[req] > 0) {
    if (isAfter) computeAfter(w, req)
    else computeBefore(w, req)
    return
  }
  w.meter.leave(Level.Cpu)
  if (isAfter) answer(w, req)
  else beginIo(w, req)
}

/** There is no I/O, and the first turn of writing the answer is already over. */
function passIo(w: World, req: number): void {
  w.requests.ioDone[req] = 1
  w.requests.turnsLeft[req] = w.settings.turnsAfter - 1
}

function beginIo(w: World, req: number): void {
  const { recorder, requests } = w
  if (recorder.rows !== null) recorder.rows.ioFromMs[requests.serial[req]] = w.now
  requests.place[req] = Place.Io
  w.meter.enter(Level.Io)
  requests.awaited[req] = w.events.schedule(w.now + requests.ioMs[req], EventKind.IoDone + 16 * req)
}

export function onIoDone(w: World, req: number): void {
  const { recorder, requests, settings } = w
  if (requests.awaited[req] !== w.events.takenOrder) return
  w.meter.leave(Level.Io)
  if (recorder.rows !== null) recorder.rows.ioToMs[requests.serial[req]] = w.now
  requests.ioDone[req] = 1
  requests.place[req] = Place.Cpu
  w.meter.enter(Level.Cpu)
  requests.turnsLeft[req] = settings.turnsAfter
  computeAfter(w, req)
}

/** The server is done. Whoever still waits has the answer; the thread takes the next request. */
function answer(w: World, req: number): void {
  const { recorder, requests } = w
  recorder.countServed()
  if (recorder.rows !== null) logFinish(w, req, recorder.rows)
  if (!isForNobody(w, req)) deliver(w, req)
  if (w.settings.closeWaitMs === 0) {
    leave(w, req)
    return
  }
  requests.place[req] = Place.Io
  w.meter.enter(Level.Io)
  requests.awaited[req] = w.events.schedule(w.now + w.settings.closeWaitMs, EventKind.Closed + 16 * req)
}

/** The server has waited for the client to close: Werkzeug since 2.3. */
export function onClosed(w: World, req: number): void {
  if (w.requests.awaited[req] !== w.events.takenOrder) return
  w.meter.leave(Level.Io)
  leave(w, req)
}

function leave(w: World, req: number): void {
  const process = w.requests.process[req]
  forget(w, req)
  freeThread(w, process)
}

function logFinish(w: World, req: number, rows: RowLog): void {
  const row = w.requests.serial[req]
  rows.finishedMs[row] = w.now
  if (w.requests.ioMs[req] > 0) return
  rows.ioFromMs[row] = w.now
  rows.ioToMs[row] = w.now
}

function freeThread(w: World, process: number): void {
  const { processes, settings } = w
  if (--processes.inService[process] === 0) w.meter.leave(Level.BusyWorkers)
  const isOpen = processes.isClosed[process] === 0
  if (processes.held[process]-- === settings.connections && isOpen) processes.withRoom++
  if (!settings.isEager && isOpen) processes.idle[processes.idleCount++] = process
  if (settings.maxRequests !== Infinity) retireIfSpent(w, process)
  handOut(w, process)
}

/**
 * Free threads get work: the process's own from what waits inside it, then any from the accept queue. A request that
 * needs no time is done while this is still at it; then the loops here go on, and calls do not pile up.
 */
function handOut(w: World, process: number): void {
  const { processes, settings } = w
  if (w.isHandingOut) return
  w.isHandingOut = true
  while (processes.inService[process] < settings.threads && !processes.waiting.isEmpty(process)) startNext(w, process)
  acceptWaiting(w)
  w.isHandingOut = false
}

/** A free thread takes the next request that waits inside the process, which there must be. */
function startNext(w: World, process: number): void {
  w.meter.leave(Level.Process)
  start(w, w.processes.waiting.take(process), process)
}
