/**
 * Workers that are begun before anybody has a job for them. They load while the page is being painted, and run what it
 * will ask for first: the page's own thread is needed for other things by then, and two cores are soon taken.
 */
import { type Remote, wrap } from 'comlink'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { createWorker } from './create-worker.ts'
import { MOST_REQUESTS, MOST_ROWS } from './run-size.ts'
import type { SimApi } from './sim-api.ts'

/** As many as a page has lanes are of use at once. */
const MOST_AT_ONCE = 4

/** How many workers compute what the reader is changing now. */
export function interactiveWorkers(): number {
  return Math.max(1, Math.min(MOST_AT_ONCE, navigator.hardwareConcurrency >> 1))
}

/** The story that the page opens with has two lanes. */
const LANES = 2

/** Each with its remote, because comlink ends a worker whose only remote nobody holds any more. */
const early = new Map<Worker, Remote<SimApi>>()

/** @param first what the lanes of the page are, if that is known already: lane by lane, as the pool will hand them out */
export function beginEarly(first: readonly Scenario[]): void {
  const workers = Math.min(LANES, interactiveWorkers())
  for (let at = 0; at < workers; at++) {
    const worker = createWorker()
    const remote = wrap<SimApi>(worker)
    early.set(worker, remote)
    worker.addEventListener('error', () => early.delete(worker))
    const own = first.filter((_, lane) => lane % workers === at)
    if (own.length > 0) remote.runAhead(own, MOST_REQUESTS, MOST_ROWS).catch(findsOut)
  }
}

function findsOut(): void {
  // Whoever asks for the run finds out for himself.
}

export function earlyOrNew(): Worker {
  const [worker] = early.keys()
  if (!worker) return createWorker()
  early.delete(worker)
  return worker
}
