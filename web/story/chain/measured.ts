/** What several sentences of a chain tell of a scenario. */
import type { Holder } from '#text/chain.ts'
import type { Scenario } from '../../../sim/scenario/scenario.ts'

/** Of measured time, as the playhead counts it. */
export function secondsAt(ms: number, { run }: Scenario): number {
  return ms / 1000 - run.warmupSeconds
}

export function holderOf({ server }: Scenario): Holder {
  return server.threads === 1 ? 'worker' : 'thread'
}
