/**
 * The server: processes × threads. Every kind is this one model; they differ in when they accept and in how threads
 * share their process.
 */
import { Level } from '../measure/meter.ts'
import { acceptWaiting } from './accept-queue.ts'
import { chooseProcess } from './acceptance.ts'
import { deliver, forget } from './clients.ts'
import { isForNobody, wantCpu } from './interpreter.ts'
import { keepConnection } from './keepalive.ts'
import { retireIfSpent } from './lifecycle.ts'
import { acceptAlone } from './main-thread.ts'
import { limitSilence } from './reading.ts'
import { Missing, Place } from './requests.ts'
import { noteAccepted, noteData, noteFinished, noteIoBegun, noteIoDone, noteParked, noteStarted } from './rows.ts'
import { watch } from './watchdog.ts'
import { EventKind, type World } from './world.ts'

/** A process accepts the request; `canAccept` must hold. */
export function accept(w: World, req: number, upstream: number): void {
  if (w.settings.isOneByOne) acceptAlone(w, req, upstream)
  else acceptBy(w, req, w.settings.isEager ? chooseProcess(w, upstream) : w.processes.popIdle(upstream))
}

export function acceptBy(w: World, req: number, process: number): void {
  const { processes, settings } = w
  if (++processes.held[process] === settings.connections) processes.withRoom[processes.upstreamOf[process]]--
  receiveInside(w, req, process)
}

/** A process has a request, on a connection that it holds: a free thread begins it, or it waits inside. */
export function receiveInside(w: World, req: number, process: number): void {
  const { processes, settings } = w
  w.requests.process[req] = process
  if (w.rows !== null) noteAccepted(w, req, w.rows)
  if (processes.inService[process] < settings.threads && isReady(w, req)) start(w, req, process)
  else waitInside(w, req, process)
}

/** A thread may have it: enough of it has come through for this server. */
function isReady(w: World, req: number): boolean {
  return w.requests.dataMissing[req] === Missing.Nothing || !isCollected(w, req)
}

/** Somebody else waits for what is missing: the main thread, or the poller. */
function isCollected(w: World, req: number): boolean {
  const { polls, readsInMainThread } = w.settings
  return readsInMainThread || (polls && w.requests.dataMissing[req] === Missing.All)
}

function waitInside(w: World, req: number, process: number): void {
  w.requests.place[req] = Place.Process
  w.meter.enter(Level.Process)
  if (isReady(w, req)) w.processes.waiting.join(process, req)
}

/** A thread begins to work on the request. */
function start(w: World, req: number, process: number): void {
  if (w.processes.inService[process]++ === 0) w.meter.enter(Level.BusyWorkers)
  if (w.rows !== null) noteStarted(w, req, w.rows)
  if (w.settings.watchdogMs !== Infinity) watch(w, req)
  if (w.requests.dataMissing[req] === Missing.Nothing) read(w, req)
  else awaitData(w, req)
}

function awaitData(w: World, req: number): void {
  enterIo(w, req)
  if (w.settings.firstBytesMs !== Infinity) limitSilence(w, req)
}

/** The thread waits and uses no CPU. */
function enterIo(w: World, req: number): void {
  w.requests.place[req] = Place.Io
  w.meter.enter(Level.Io)
}

/** The request has come through at last. If a thread, the main thread or the poller waits for it, it goes on. */
export function onDataArrived(w: World, req: number): void {
  const { processes, requests, settings } = w
  const isAwaited = !isReady(w, req) || requests.isParked[req] === 1
  requests.dataMissing[req] = Missing.Nothing
  const process = requests.process[req]
  if (requests.place[req] === Place.Io) {
    w.meter.leave(Level.Io)
    if (w.rows !== null) noteData(w, req, w.rows)
    read(w, req)
  } else if (requests.place[req] === Place.Process && isAwaited) {
    requests.isParked[req] = 0
    processes.waiting.join(process, req)
    if (processes.inService[process] < settings.threads) startNext(w, process)
  }
}

/** The thread goes on to other work; the request waits in the process, for nobody in particular. */
export function park(w: World, req: number): void {
  const process = w.requests.process[req]
  w.requests.isParked[req] = 1
  if (w.rows !== null) noteParked(w, req, w.rows)
  w.requests.place[req] = Place.Process
  w.meter.leave(Level.Io)
  w.meter.enter(Level.Process)
  if (--w.processes.inService[process] === 0) w.meter.leave(Level.BusyWorkers)
  handOut(w, process)
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
  requests.cpuLeftMs[req] = cpuMs
  compute(w, req)
}

/** The next turn after the I/O: the server writes the answer. */
function computeAfter(w: World, req: number): void {
  w.requests.turnsLeft[req]--
  w.requests.cpuLeftMs[req] = w.settings.turnMsAfter
  compute(w, req)
}

/** A CPU phase of `cpuLeftMs`: in its column, since as an argument the number would be put in a box on the heap. */
function compute(w: World, req: number): void {
  if (w.requests.cpuLeftMs[req] > 0) wantCpu(w, req)
  else endCpuPhase(w, req)
}

/** A CPU phase is over: there is another turn, or the I/O begins, or the answer is written. */
export function endCpuPhase(w: World, req: number): void {
  const { ioDone, ioMs, turnsLeft } = w.requests
  if (turnsLeft[req] > 0) nextTurn(w, req)
  else if (ioDone[req] === 1) answer(w, req)
  else if (ioMs[req] > 0) beginIo(w, req)
  else passIo(w, req)
}

function nextTurn(w: World, req: number): void {
  if (w.requests.ioDone[req] === 1) computeAfter(w, req)
  else computeBefore(w, req)
}

/** There is no I/O, and the first turn of writing the answer is already over. */
function passIo(w: World, req: number): void {
  w.requests.ioDone[req] = 1
  w.requests.turnsLeft[req] = w.settings.turnsAfter - 1
  if (w.requests.turnsLeft[req] > 0) computeAfter(w, req)
  else answer(w, req)
}

function beginIo(w: World, req: number): void {
  const { requests } = w
  w.meter.leave(Level.Cpu)
  if (w.rows !== null) noteIoBegun(w, req, w.rows)
  enterIo(w, req)
  requests.awaited[req] = w.events.at(w.now + requests.ioMs[req]).schedule(EventKind.IoDone + 16 * req)
}

export function onIoDone(w: World, req: number): void {
  const { requests } = w
  if (requests.awaited[req] !== w.events.takenOrder) return
  w.meter.leave(Level.Io)
  if (w.rows !== null) noteIoDone(w, req, w.rows)
  requests.ioDone[req] = 1
  requests.place[req] = Place.Cpu
  w.meter.enter(Level.Cpu)
  requests.turnsLeft[req] = w.settings.turnsAfter
  computeAfter(w, req)
}

/** The server is done. Whoever still waits has the answer; the thread takes the next request. */
function answer(w: World, req: number): void {
  w.meter.leave(Level.Cpu)
  w.recorder.countServed()
  if (w.rows !== null) noteFinished(w, req, w.rows)
  if (!isForNobody(w, req)) deliver(w, req)
  if (w.settings.closeWaitMs === 0) leave(w, req)
  else awaitClose(w, req)
}

function awaitClose(w: World, req: number): void {
  enterIo(w, req)
  w.requests.awaited[req] = w.events.at(w.now + w.settings.closeWaitMs).schedule(EventKind.Closed + 16 * req)
}

/** The server has waited for the client to close: Werkzeug since 2.3. */
export function onClosed(w: World, req: number): void {
  if (w.requests.awaited[req] !== w.events.takenOrder) return
  w.meter.leave(Level.Io)
  leave(w, req)
}

function leave(w: World, req: number): void {
  const process = w.requests.process[req]
  const isKept = w.kept !== null && keepConnection(w, req, w.kept)
  forget(w, req)
  freeThread(w, process, isKept)
}

function freeThread(w: World, process: number, isConnectionKept: boolean): void {
  const { processes, settings } = w
  if (--processes.inService[process] === 0) w.meter.leave(Level.BusyWorkers)
  if (!isConnectionKept) letGo(w, process)
  if (!settings.isEager && processes.isClosed[process] === 0) processes.pushIdle(process)
  if (settings.maxRequests !== Infinity) retireIfSpent(w, process)
  handOut(w, process)
}

/** The process holds a connection less. */
export function letGo(w: World, process: number): void {
  const { processes, settings } = w
  const wasFull = processes.held[process]-- === settings.connections
  if (wasFull && processes.isClosed[process] === 0) processes.withRoom[processes.upstreamOf[process]]++
}

/**
 * Free threads get work: the process's own from what waits inside it, then any from the accept queue. A request that
 * needs no time is done while this is still at it; then the loops here go on, and calls do not pile up.
 */
export function handOut(w: World, process: number): void {
  const { processes, settings } = w
  if (w.isHandingOut) return
  w.isHandingOut = true
  while (processes.inService[process] < settings.threads && !processes.waiting.isEmpty(process)) startNext(w, process)
  acceptWaiting(w, processes.upstreamOf[process])
  w.isHandingOut = false
}

/** A free thread takes the next request that waits inside the process, which there must be. */
function startNext(w: World, process: number): void {
  w.meter.leave(Level.Process)
  start(w, w.processes.waiting.take(process), process)
}
