/**
 * The listening socket's accept queue, as Linux keeps it: backlog + 1 places, first come first served.
 */
import { Level } from '../measure/meter.ts'
import { canAccept } from './acceptance.ts'
import { standInLine } from './main-thread.ts'
import { Place } from './requests.ts'
import { noteQueued } from './rows.ts'
import { accept } from './server.ts'
import type { World } from './world.ts'

/** In the queue of the server that the request is for. */
export function hasPlace(w: World, req: number): boolean {
  return queueHasPlace(w, w.requests.upstream[req])
}

export function queueHasPlace(w: World, upstream: number): boolean {
  return w.queueLengths[upstream] < w.settings.queuePlaces
}

/** The connection stands on both sides: the server will see this request, whatever its client does from now on. */
export function enterQueue(w: World, req: number): void {
  const upstream = w.requests.upstream[req]
  w.requests.place[req] = Place.Queue
  if (w.rows !== null) noteQueued(w, req, w.rows)
  if (w.queueLengths[upstream] === 0 && canAccept(w, upstream)) {
    accept(w, req, upstream)
  } else {
    waitInQueue(w, req, upstream)
    if (w.settings.isOneByOne) standInLine(w, upstream)
  }
}

function waitInQueue(w: World, req: number, upstream: number): void {
  w.acceptQueues.join(upstream, req)
  const length = ++w.queueLengths[upstream]
  w.meter.enter(Level.Queue)
  if (w.recorder.series !== null) w.recorder.series.sawQueue(length)
}

/** Whoever of a server may accept does, from the head of its queue. */
export function acceptWaiting(w: World, upstream: number): void {
  while (w.queueLengths[upstream] > 0 && canAccept(w, upstream)) accept(w, takeFromQueue(w, upstream), upstream)
  if (w.settings.isOneByOne) standInLine(w, upstream)
}

export function takeFromQueue(w: World, upstream: number): number {
  w.queueLengths[upstream]--
  w.meter.leave(Level.Queue)
  return w.acceptQueues.take(upstream)
}
