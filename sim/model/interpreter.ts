/**
 * Who computes inside a process: one thread at a time holds the GIL, the others stand in a queue. nginx, which is one
 * thread, uses the same rules: its queue is its own event loop.
 */
import { STALE } from '../engine/deadline-ring.ts'
import { Deadline } from '../engine/deadlines.ts'
import { Level } from '../measure/meter.ts'
import { Outcome } from '../measure/outcomes.ts'
import { takeFromQueue } from './accept-queue.ts'
import { canPoll } from './acceptance.ts'
import { forget } from './clients.ts'
import { connect } from './handshake.ts'
import { acceptInTurn, FIRST, noticeTurn } from './main-thread.ts'
import { NONE, Place } from './requests.ts'
import { acceptBy, endCpuPhase, handOut } from './server.ts'
import type { World } from './world.ts'

/** A thread of the request's process wants to compute for `cpuLeftMs`, which is not 0. */
export function wantCpu(w: World, req: number): void {
  const { requests } = w
  const process = requests.process[req]
  requests.cpuLeftMs[req] += w.settings.switchCostMs
  if (w.polling === process) w.processes.wanting.join(process, req)
  else if (w.processes.holder[process] === NONE) takeTurn(w, process, req)
  else waitForTurn(w, process, req)
}

function waitForTurn(w: World, process: number, req: number): void {
  const { processes, requests } = w
  if (processes.isCooperative[process] === 1) {
    if (requests.ioDone[req] === 1 || requests.carriedBefore[req] > 0) processes.returning.join(process, req)
    else processes.beginning.join(process, req)
    return
  }
  const isFirstWaiter = nobodyWaits(w, process)
  processes.wanting.join(process, req)
  if (isFirstWaiter) limitTurn(w, process)
}

/** The end of the CPU phase that `cores` waited for. */
export function onCpuPhaseEnd(w: World): void {
  const process = w.cores.firstToEnd()
  const req = w.processes.holder[process]
  w.cores.stop(process, isForNobody(w, req))
  w.processes.holder[process] = NONE
  giveTurnToNext(w, process)
  if (w.requests.place[req] !== Place.Proxy) {
    endCpuPhase(w, req)
    return
  }
  w.meter.leave(Level.Proxy)
  if (isForNobody(w, req)) forget(w, req)
  else connect(w, req)
}

/** The switch interval has passed: the holder goes to the tail of the queue, unless its turn ended by itself. */
export function onTurnEnd(w: World): void {
  const { processes, requests } = w
  const process = w.deadlines.take(Deadline.TurnEnd, processes.turn)
  if (process === STALE) return
  const req = processes.holder[process]
  if (req === NONE || nobodyWaits(w, process)) return
  requests.cpuLeftMs[req] = w.cores.leftOf(process)
  w.cores.stop(process, isForNobody(w, req))
  processes.holder[process] = NONE
  processes.wanting.join(process, req)
  giveTurnToNext(w, process)
}

/** Nobody waits for the request any more: what is spent on it from now on is wasted. */
export function isForNobody(w: World, req: number): boolean {
  return w.requests.outcome[req] !== Outcome.Pending
}

/** Tells the cores when the client of a request that is just computing leaves. */
export function abandonOnCore(w: World, req: number): void {
  const process = w.requests.process[req]
  if (process !== NONE && w.processes.holder[process] === req) w.cores.abandonOne()
}

function takeTurn(w: World, process: number, req: number): void {
  w.processes.holder[process] = req
  w.processes.turn[process]++
  w.cores.workMs = w.requests.cpuLeftMs[req]
  w.cores.start(process, isForNobody(w, req))
}

function nobodyWaits(w: World, process: number): boolean {
  return w.processes.wanting.isEmpty(process) && w.processes.acceptsAfter[process] === NONE
}

function giveTurnToNext(w: World, process: number): void {
  const { processes } = w
  if (processes.acceptsAfter[process] === FIRST) acceptInTurn(w, process)
  if (processes.isCooperative[process] === 1 && processes.wanting.isEmpty(process)) beginRound(w, process)
  if (!processes.wanting.isEmpty(process)) beginNextTurn(w, process)
  else if (w.settings.isCooperative && process !== w.settings.processes) handOut(w, process)
}

function beginNextTurn(w: World, process: number): void {
  const { wanting } = w.processes
  const req = wanting.take(process)
  takeTurn(w, process, req)
  if (!wanting.isEmpty(process)) limitTurn(w, process)
  if (w.settings.isOneByOne) noticeTurn(w, process, req)
}

/**
 * A round of an event loop: those whose I/O is done are resumed first, then those that were accepted begin, then it
 * accepts. What becomes ready in the meantime waits for the next round.
 */
function beginRound(w: World, process: number): void {
  const { returning, beginning, wanting } = w.processes
  for (let req = returning.take(process); req !== NONE; req = returning.take(process)) wanting.join(process, req)
  for (let req = beginning.take(process); req !== NONE; req = beginning.take(process)) wanting.join(process, req)
  if (process !== w.settings.processes) poll(w, process)
}

/**
 * The loop accepts. While it was computing, connections stood in the kernel’s queue, where any other process could have
 * them. gevent takes one a round when it has siblings, else all there are (gunicorn@26.1.0 workers/ggevent.py:60-95:
 * `max_accept = 1` with workers > 1).
 */
function poll(w: World, process: number): void {
  w.polling = process
  let accepted = 0
  while (accepted++ < w.settings.newPerRound && canPoll(w, process)) {
    acceptBy(w, takeFromQueue(w, w.processes.upstreamOf[process]), process)
  }
  w.polling = NONE
}

export function limitTurn(w: World, process: number): void {
  if (w.processes.isCooperative[process] === 1) return
  w.deadlines.at(w.now + w.settings.switchIntervalMs).set(Deadline.TurnEnd, process, w.processes.turn[process])
}
