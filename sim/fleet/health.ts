/**
 * Health checks: what an instance must pass to get requests, and what takes it out.
 */
import { Outcome } from '../measure/outcomes.ts'
import { queueHasPlace } from '../model/accept-queue.ts'
import { giveUpProbe, sendProbe } from '../model/clients.ts'
import type { World } from '../model/world.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Instance } from './instance.ts'

/** TCP: whether nginx, or without it the server’s own socket, takes a connection. */
export function acceptsConnections(w: World): boolean {
  return w.settings.hasProxy ? w.connectionsOpen < w.settings.workerConnections : queueHasPlace(w, 0)
}

/** HTTP: a request of its own goes out; `judgeHttpCheck` looks for its answer when its time is over. */
export function beginHttpCheck(w: World): void {
  sendProbe(w)
}

export function judgeHttpCheck(w: World): boolean {
  giveUpProbe(w)
  return w.probeOutcome === Outcome.Ok
}

/** What a check changes: the instance begins or ceases to get requests, or nothing. */
export type Turn = 'healthy' | 'unhealthy' | null

export function countCheck(instance: Instance, isPassed: boolean, fleet: Scenario['fleet']): Turn {
  instance.passed = isPassed ? instance.passed + 1 : 0
  instance.failed = isPassed ? 0 : instance.failed + 1
  if (instance.life === 'serving') return instance.failed >= fleet.unhealthyChecks ? 'unhealthy' : null
  return instance.passed >= fleet.healthyChecks ? 'healthy' : null
}
