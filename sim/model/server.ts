/**
 * The server: processes × threads. Every kind is this one model; they differ in when they accept and in how threads
 * share their process.
 */
import { Level } from '../measure/meter.ts'
import { Outcome } from '../measure/outcomes.ts'
import { acceptWaiting } from './accept-queue.ts'
import { conclude, forget } from './clients.ts'
import { isForNobody, wantCpu } from './interpreter.ts'
import { NONE, Place } from './requests.ts'
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
  return w.processes.isDown[process] === 0 && w.processes.held[process] < w.settings.connections
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
  if (processes.inService[process] < settings.threads) {
    start(w, req, process)
    return
  }
  requests.place[req] = Place.Process
  w.meter.enter(Level.Process, w.now)
  const tail = processes.waitTail[process]
  if (tail === NONE) processes.waitHead[process] = req
  else requests.next[tail] = req
  processes.waitTail[process] = req
}

/** A thread begins to work on the request. */
function start(w: World, req: number, process: number): void {
  const { processes, recorder, requests, settings } = w
  if (processes.inService[process]++ === 0) w.meter.enter(Level.BusyWorkers, w.now)
  requests.startedAt[req] = w.now
  if (recorder.rows !== null) recorder.rows.startedMs[requests.serial[req]] = w.now
  if (settings.watchdogMs !== Infinity) watch(w, req)
  requests.place[req] = Place.Cpu
  w.meter.enter(Level.Cpu, w.now)
  // Without I/O the thread has no reason to let go in between: one CPU phase.
  const overheadMs = settings.overheadBeforeMs + (requests.ioMs[req] > 0 ? 0 : settings.overheadAfterMs)
  const cpuMs = requests.cpuMs[req] + overheadMs
  if (cpuMs > 0) wantCpu(w, req, cpuMs)
  else endCpuPhase(w, req)
}

/** A CPU phase is over: the application's leads to its I/O, the server's last one to the answer. */
export function endCpuPhase(w: World, req: number): void {
  const { recorder, requests } = w
  w.meter.leave(Level.Cpu, w.now)
  if (requests.ioDone[req] === 1) {
    answer(w, req)
    return
  }
  if (recorder.rows !== null) recorder.rows.ioFromMs[requests.serial[req]] = w.now
  if (requests.ioMs[req] === 0) {
    if (recorder.rows !== null) recorder.rows.ioToMs[requests.serial[req]] = w.now
    answer(w, req)
    return
  }
  requests.place[req] = Place.Io
  w.meter.enter(Level.Io, w.now)
  requests.awaited[req] = w.events.schedule(w.now + requests.ioMs[req], EventKind.IoDone + 8 * req)
}

export function onIoDone(w: World, req: number): void {
  const { recorder, requests, settings } = w
  if (requests.awaited[req] !== w.events.takenOrder) return
  w.meter.leave(Level.Io, w.now)
  if (recorder.rows !== null) recorder.rows.ioToMs[requests.serial[req]] = w.now
  requests.ioDone[req] = 1
  requests.place[req] = Place.Cpu
  w.meter.enter(Level.Cpu, w.now)
  if (settings.overheadAfterMs > 0) wantCpu(w, req, settings.overheadAfterMs)
  else endCpuPhase(w, req)
}

/** The server is done. Whoever still waits has the answer; the thread takes the next request. */
function answer(w: World, req: number): void {
  const { recorder, requests } = w
  const process = requests.process[req]
  recorder.countServed(w.now)
  if (recorder.rows !== null) recorder.rows.finishedMs[requests.serial[req]] = w.now
  if (!isForNobody(w, req)) conclude(w, req, Outcome.Ok)
  forget(w, req)
  freeThread(w, process)
}

function freeThread(w: World, process: number): void {
  const { processes, requests, settings } = w
  if (--processes.inService[process] === 0) w.meter.leave(Level.BusyWorkers, w.now)
  if (processes.held[process]-- === settings.connections) processes.withRoom++
  if (!settings.isEager) processes.idle[processes.idleCount++] = process
  const waiting = processes.waitHead[process]
  if (waiting !== NONE) {
    processes.waitHead[process] = requests.next[waiting]
    if (processes.waitHead[process] === NONE) processes.waitTail[process] = NONE
    requests.next[waiting] = NONE
    w.meter.leave(Level.Process, w.now)
    start(w, waiting, process)
  }
  acceptWaiting(w)
}
