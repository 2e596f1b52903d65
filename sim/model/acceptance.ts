/**
 * Who accepts: which process takes a connection from the accept queue, and whether any does.
 */
import { acceptsAtOnce } from './main-thread.ts'
import { NONE } from './requests.ts'
import type { World } from './world.ts'

/** Whether any process of a server accepts now: with a thread that is free, or eagerly, below its connection limit. */
export function canAccept(w: World, upstream: number): boolean {
  const { processes, settings } = w
  if (!settings.isEager) return processes.idleCounts[upstream] > 0
  if (settings.isOneByOne) return acceptsAtOnce(w, upstream)
  if (processes.withRoom[upstream] === 0) return false
  return !settings.isCooperative || countAtEase(w, upstream) > 0
}

/**
 * Whoever accepts has to run first: the main thread of a process needs its GIL, an event loop has to come round. So
 * processes in which nobody computes are there before the others, and which of them is the kernel's choice: here, an
 * even draw. Where all compute, it is one among those with room.
 */
export function chooseProcess(w: World, upstream: number): number {
  const { processes, settings } = w
  const first = upstream * settings.workersEach
  if (settings.workersEach === 1) return first
  const atEase = countAtEase(w, upstream)
  const candidates = atEase > 0 ? atEase : processes.withRoom[upstream]
  let choice = Math.floor(w.streams.dispatch() * candidates)
  let process = first
  while (!(atEase > 0 ? isAtEase(w, process) : hasRoom(w, process)) || choice-- > 0) process++
  return process
}

function countAtEase(w: World, upstream: number): number {
  const { workersEach } = w.settings
  let count = 0
  for (let process = upstream * workersEach; process < (upstream + 1) * workersEach; process++) {
    if (isAtEase(w, process)) count++
  }
  return count
}

/** It has room, and nobody in it computes. */
function isAtEase(w: World, process: number): boolean {
  return w.processes.holder[process] === NONE && w.polling !== process && hasRoom(w, process)
}

export function hasRoom(w: World, process: number): boolean {
  return w.processes.isClosed[process] === 0 && w.processes.held[process] < w.settings.connections
}

/** Whether an event loop that comes round takes one more connection. */
export function canPoll(w: World, process: number): boolean {
  return w.queueLengths[w.processes.upstreamOf[process]] > 0 && hasRoom(w, process)
}
