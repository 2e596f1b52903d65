/**
 * The listening socket's accept queue, as Linux keeps it: backlog + 1 places, first come first served.
 */
import { Level } from '../measure/meter.ts'
import { Place } from './requests.ts'
import { noteQueued } from './rows.ts'
import { accept, canAccept } from './server.ts'
import type { World } from './world.ts'

export function hasPlace(w: World): boolean {
  return w.queueLength < w.settings.queuePlaces
}

/** The connection stands on both sides: the server will see this request, whatever its client does from now on. */
export function enterQueue(w: World, req: number): void {
  w.requests.place[req] = Place.Queue
  if (w.rows !== null) noteQueued(w, req, w.rows)
  if (w.queueLength === 0 && canAccept(w)) {
    accept(w, req)
    return
  }
  w.acceptQueue.join(0, req)
  w.queueLength++
  w.meter.enter(Level.Queue)
  if (w.recorder.series !== null) w.recorder.series.sawQueue(w.queueLength)
}

/** Whoever may accept does, from the head of the queue. */
export function acceptWaiting(w: World): void {
  while (w.queueLength > 0 && canAccept(w)) accept(w, takeFromQueue(w))
}

function takeFromQueue(w: World): number {
  w.queueLength--
  w.meter.leave(Level.Queue)
  return w.acceptQueue.take(0)
}
