/**
 * Who computes inside a process: one thread at a time holds the GIL, the others stand in a queue. nginx, which is one
 * thread, uses the same rules: its queue is its own event loop.
 */
import { STALE } from '../engine/deadline-ring.ts'
import { Level } from '../measure/meter.ts'
import { Outcome } from '../measure/outcomes.ts'
import { connect } from './accept-queue.ts'
import { forget } from './clients.ts'
import { NONE, Place } from './requests.ts'
import { endCpuPhase } from './server.ts'
import type { World } from './world.ts'

/** A thread of the request's process wants to compute for `cpuMs`. */
export function wantCpu(w: World, req: number, cpuMs: number): void {
  const { processes, requests } = w
  const process = requests.process[req]
  requests.cpuLeftMs[req] = cpuMs + w.settings.switchCostMs
  if (processes.holder[process] === NONE) {
    takeTurn(w, process, req)
    return
  }
  const isFirstWaiter = processes.turnHead[process] === NONE
  joinTurnQueue(w, process, req)
  if (isFirstWaiter) limitTurn(w, process)
}

/** The end of the CPU phase that `cores` waited for. */
export function onCpuPhaseEnd(w: World): void {
  const process = w.cores.firstToEnd()
  const req = w.processes.holder[process]
  w.cores.stop(process, isForNobody(w, req), w.now)
  w.processes.holder[process] = NONE
  giveTurnToNext(w, process)
  if (w.requests.place[req] !== Place.Proxy) {
    endCpuPhase(w, req)
    return
  }
  w.meter.leave(Level.Proxy, w.now)
  if (isForNobody(w, req)) forget(w, req)
  else connect(w, req)
}

/** The switch interval has passed: the holder goes to the tail of the queue, unless its turn ended by itself. */
export function onTurnEnd(w: World): void {
  const { processes, requests } = w
  const process = w.turns.take(processes.turn)
  if (process === STALE) return
  const req = processes.holder[process]
  if (req === NONE || processes.turnHead[process] === NONE) return
  requests.cpuLeftMs[req] = w.cores.stop(process, isForNobody(w, req), w.now)
  processes.holder[process] = NONE
  joinTurnQueue(w, process, req)
  giveTurnToNext(w, process)
}

/** Nobody waits for the request any more: what is spent on it from now on is wasted. */
export function isForNobody(w: World, req: number): boolean {
  return w.requests.outcome[req] !== Outcome.Pending
}

/** Tells the cores when the client of a request that is just computing leaves. */
export function abandonOnCore(w: World, req: number): void {
  const process = w.requests.process[req]
  if (process !== NONE && w.processes.holder[process] === req) w.cores.abandonOne(w.now)
}

function takeTurn(w: World, process: number, req: number): void {
  w.processes.holder[process] = req
  w.processes.turn[process]++
  w.cores.start(process, w.requests.cpuLeftMs[req], isForNobody(w, req), w.now)
}

function giveTurnToNext(w: World, process: number): void {
  const { processes, requests } = w
  const next = processes.turnHead[process]
  if (next === NONE) return
  processes.turnHead[process] = requests.next[next]
  if (processes.turnHead[process] === NONE) processes.turnTail[process] = NONE
  requests.next[next] = NONE
  takeTurn(w, process, next)
  if (processes.turnHead[process] !== NONE) limitTurn(w, process)
}

function joinTurnQueue(w: World, process: number, req: number): void {
  const { processes, requests } = w
  const tail = processes.turnTail[process]
  if (tail === NONE) processes.turnHead[process] = req
  else requests.next[tail] = req
  processes.turnTail[process] = req
}

function limitTurn(w: World, process: number): void {
  const turnMs = w.processes.turnMs[process]
  if (turnMs !== Infinity) w.turns.set(w.now + turnMs, process, w.processes.turn[process])
}
