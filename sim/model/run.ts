/**
 * The loop: again and again, the earliest event of all sources. The order of the sources (`agenda.ts`) is the rule for
 * events of one instant: what ends comes before what times out, and that before what arrives.
 */

import { firstDue, NOW, Source } from '../engine/agenda.ts'
import { Deadline } from '../engine/deadlines.ts'
import { onOpened, onSpoken, onStandingTimeout } from './client-connections.ts'
import { onArrival, onClientTimeout, onLeaving, onRetry, onThinkDone, startUsers } from './clients.ts'
import { onDataRetry, onFinalAck, onSynAckRetry, onSynRetry } from './handshake.ts'
import { onCpuPhaseEnd, onTurnEnd } from './interpreter.ts'
import { onHungUp, onKeptTimeout } from './keepalive.ts'
import { onBooted, startWorkers } from './lifecycle.ts'
import { onConnectTimeout, onReadTimeout, onUploaded } from './proxy.ts'
import { onFirstBytesTimeout, onIdleTimeout } from './reading.ts'
import { onClosed, onIoDone } from './server.ts'
import { onWatchdog } from './watchdog.ts'
import { EventKind, type World } from './world.ts'

/** Runs a world until nothing is sent any more and the server is empty. Returns how many events it took. */
export function runToEnd(w: World): number {
  startWorkers(w)
  startUsers(w)
  return runOn(w)
}

/** Goes on until nothing is sent any more and the server is empty. Returns how many events it took. */
export function runOn(w: World): number {
  let handled = 0
  for (;;) {
    w.cores.settle()
    const source = firstDue(w.agenda)
    if (w.requests.inUse === 0 && isPastEnd(w, source)) return handled
    handled++
    step(w, source)
  }
}

/** Nothing comes any more, or nothing that would be sent. */
function isPastEnd(w: World, source: Source): boolean {
  const at = w.agenda[source]
  return at >= w.endAt || at === Infinity
}

/** Handles every event up to `until`, that instant included. What is sent from outside at an instant comes after them. */
export function runUntil(w: World, until: number): void {
  for (;;) {
    w.cores.settle()
    const source = firstDue(w.agenda)
    if (w.agenda[source] > until) return
    step(w, source)
  }
}

/** When the next event is due; Infinity when there is none. */
export function nextDue(w: World): number {
  w.cores.settle()
  return w.agenda[firstDue(w.agenda)]
}

function step(w: World, source: Source): void {
  const at = w.agenda[source]
  if (at >= w.recorder.nextBoundary) w.recorder.passBoundaries(at, w.cores)
  w.agenda[NOW] = at
  handle(w, source)
}

function handle(w: World, source: Source): void {
  switch (source) {
    case Source.CpuPhaseEnd:
      if (w.cores.creditsEndFirst) w.cores.onCreditsEnd()
      else onCpuPhaseEnd(w)
      break
    case Source.Event:
      onEvent(w, w.events.take())
      break
    case Source.Deadline:
      onDeadline(w, w.deadlines.firstKind())
      break
    case Source.Arrival:
      onArrival(w)
  }
}

function onDeadline(w: World, kind: Deadline): void {
  if (kind === Deadline.TurnEnd) onTurnEnd(w)
  else if (kind === Deadline.Watchdog) onWatchdog(w)
  else if (kind === Deadline.FirstBytes) onFirstBytesTimeout(w)
  else if (kind === Deadline.Idle) onIdleTimeout(w)
  else if (kind === Deadline.Read) onReadTimeout(w)
  else if (kind === Deadline.Connect) onConnectTimeout(w)
  else if (kind === Deadline.Client) onClientTimeout(w)
  else if (kind === Deadline.Kept) onKeptTimeout(w)
  else onStandingTimeout(w)
}

function onEvent(w: World, subject: number): void {
  const kind = subject & 15
  const id = subject >> 4
  if (kind === EventKind.IoDone) onIoDone(w, id)
  else onOtherEvent(w, kind, id)
}

function onOtherEvent(w: World, kind: number, id: number): void {
  if (kind === EventKind.SynRetry) onSynRetry(w, id)
  else if (kind === EventKind.Retry) onRetry(w, id)
  else if (kind === EventKind.ThinkDone) onThinkDone(w, id)
  else if (kind === EventKind.FinalAck) onFinalAck(w, id)
  else if (kind === EventKind.DataRetry) onDataRetry(w, id)
  else if (kind === EventKind.SynAckRetry) onSynAckRetry(w, id)
  else if (kind === EventKind.Uploaded) onUploaded(w, id)
  else if (kind === EventKind.Closed) onClosed(w, id)
  else if (kind === EventKind.Leaving) onLeaving(w, id)
  else if (kind === EventKind.HungUp) onHungUp(w, id)
  else if (kind === EventKind.Opened) onOpened(w, id)
  else if (kind === EventKind.Spoken) onSpoken(w, id)
  else onBooted(w, id)
}
