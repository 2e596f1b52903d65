/**
 * Werkzeug's main thread accepts one connection at a time. It starts a thread for it and waits until that has run
 * (CPython Lib/threading.py, `Thread.start` waits for `_started`); then it wants the GIL again, like any other thread.
 */
import { takeFromQueue } from './accept-queue.ts'
import { hasRoom } from './acceptance.ts'
import { limitTurn } from './interpreter.ts'
import { NONE, Place } from './requests.ts'
import { acceptBy } from './server.ts'
import type { World } from './world.ts'

/** It stands at the head of the line, behind nobody. */
export const FIRST = -2

/** Nobody computes, and it has nothing else to do. */
export function acceptsAtOnce(w: World, process: number): boolean {
  const { holder, starting } = w.processes
  return holder[process] === NONE && starting[process] === NONE && w.polling !== process && hasRoom(w, process)
}

/** It takes a connection, and waits for the thread that it starts unless that has run or needs no turn. */
export function acceptAlone(w: World, req: number, process: number): void {
  const { holder, starting } = w.processes
  starting[process] = req
  acceptBy(w, req, process)
  const isWaitingForTurn = w.requests.place[req] === Place.Cpu && holder[process] !== req
  if (!isWaitingForTurn) starting[process] = NONE
}

/** If a connection waits and nothing else keeps it, it goes to the tail of the line for the GIL. */
export function standInLine(w: World, process: number): void {
  const { acceptsAfter, holder, starting, wanting } = w.processes
  if (acceptsAfter[process] !== NONE || starting[process] !== NONE || !mayAccept(w, process)) return
  const isFirst = wanting.isEmpty(process)
  acceptsAfter[process] = isFirst ? FIRST : wanting.last(process)
  if (isFirst && holder[process] !== NONE) limitTurn(w, process)
}

/** Its turn has come. It takes no time: the next in line has the GIL at this instant. */
export function acceptInTurn(w: World, process: number): void {
  const { acceptsAfter, starting, upstreamOf, wanting } = w.processes
  acceptsAfter[process] = NONE
  w.polling = process
  do acceptAlone(w, takeFromQueue(w, upstreamOf[process]), process)
  while (starting[process] === NONE && wanting.isEmpty(process) && mayAccept(w, process))
  w.polling = NONE
  standInLine(w, process)
}

/** A thread has left the line and has the GIL: the main thread is behind it, or waits for just that. */
export function noticeTurn(w: World, process: number, req: number): void {
  const { acceptsAfter, starting, wanting } = w.processes
  if (acceptsAfter[process] === req) {
    acceptsAfter[process] = FIRST
    if (wanting.isEmpty(process)) limitTurn(w, process)
  } else if (starting[process] === req) {
    starting[process] = NONE
    standInLine(w, process)
  }
}

function mayAccept(w: World, process: number): boolean {
  return w.queueLengths[w.processes.upstreamOf[process]] > 0 && hasRoom(w, process)
}
