/**
 * The loop: again and again, the earliest event of all sources. The order of the sources is the rule for events of one
 * instant: what ends comes before what times out, and that before what arrives.
 */
import { onSynRetry } from './accept-queue.ts'
import { onArrival, onClientTimeout, onRetry, onThinkDone, startUsers } from './clients.ts'
import { onCpuPhaseEnd, onTurnEnd } from './interpreter.ts'
import { onConnectTimeout, onReadTimeout } from './proxy.ts'
import { onIoDone } from './server.ts'
import { onBooted, onWatchdog } from './watchdog.ts'
import { EventKind, type World } from './world.ts'

/** Runs a world until nothing is sent any more and the server is empty. Returns how many events it took. */
export function runToEnd(w: World): number {
  const { arrivals, clientTimeouts, connectTimeouts, cores, events, readTimeouts, recorder, turns, watchdogs } = w
  let handled = 0
  startUsers(w)
  for (;;) {
    let at = cores.nextTime
    if (events.nextTime < at) at = events.nextTime
    if (turns.nextTime < at) at = turns.nextTime
    if (watchdogs.nextTime < at) at = watchdogs.nextTime
    if (readTimeouts.nextTime < at) at = readTimeouts.nextTime
    if (connectTimeouts.nextTime < at) at = connectTimeouts.nextTime
    if (clientTimeouts.nextTime < at) at = clientTimeouts.nextTime
    if (arrivals.nextAt < at) at = arrivals.nextAt

    if (w.requests.inUse === 0 && (at >= w.endAt || at === Infinity)) break
    if (at >= recorder.nextBoundary) recorder.passBoundaries(at, cores)
    w.now = at
    handled++

    if (cores.nextTime === at) onCpuPhaseEnd(w)
    else if (events.nextTime === at) onEvent(w, events.take())
    else if (turns.nextTime === at) onTurnEnd(w)
    else if (watchdogs.nextTime === at) onWatchdog(w)
    else if (readTimeouts.nextTime === at) onReadTimeout(w)
    else if (connectTimeouts.nextTime === at) onConnectTimeout(w)
    else if (clientTimeouts.nextTime === at) onClientTimeout(w)
    else if (at < w.endAt) onArrival(w)
    else arrivals.take()
  }
  return handled
}

function onEvent(w: World, subject: number): void {
  const kind = subject & 7
  const id = subject >> 3
  if (kind === EventKind.IoDone) onIoDone(w, id)
  else if (kind === EventKind.SynRetry) onSynRetry(w, id)
  else if (kind === EventKind.Retry) onRetry(w, id)
  else if (kind === EventKind.ThinkDone) onThinkDone(w, id)
  else onBooted(w, id)
}
