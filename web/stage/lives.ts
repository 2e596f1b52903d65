/**
 * Which workers are away at an instant, and why: read from the events of a run, sorted by worker once so that a look at one
 * worker is a halving.
 */
import { LifeEvent, type Lives } from '../../sim/measure/life-log.ts'

/** A run's events worker by worker, each worker's in order of time. */
export interface LivesByWorker {
  /** Worker → its first entry; one more at the end. */
  firsts: Uint32Array
  atMs: Float64Array
  event: Uint8Array
}

/** A time in which a worker accepts nothing. */
export interface Away {
  worker: number
  fromMs: number
  /** Infinity when it never came back. */
  toMs: number
  why: LifeEvent
}

export function livesByWorker({ atMs, worker, event }: Lives): LivesByWorker {
  const workers = worker.reduce((most, one) => Math.max(most, one + 1), 0)
  const firsts = new Uint32Array(workers + 1)
  for (const one of worker) firsts[one + 1]!++
  for (let one = 0; one < workers; one++) firsts[one + 1]! += firsts[one]!
  const next = firsts.slice()
  const sorted = { firsts, atMs: new Float64Array(atMs.length), event: new Uint8Array(atMs.length) }
  for (let entry = 0; entry < atMs.length; entry++) {
    const place = next[worker[entry]!]!++
    sorted.atMs[place] = atMs[entry]!
    sorted.event[place] = event[entry]!
  }
  return sorted
}

/** The last thing that happened to a worker up to `at`; `Up` when nothing had, since workers are up from the start. */
export function lifeAt({ firsts, atMs, event }: LivesByWorker, worker: number, at: number): LifeEvent {
  if (worker + 1 >= firsts.length) return LifeEvent.Up
  const first = firsts[worker]!
  let low = first
  let high = firsts[worker + 1]!
  while (low < high) {
    const middle = (low + high) >>> 1
    if (atMs[middle]! <= at) low = middle + 1
    else high = middle
  }
  return low === first ? LifeEvent.Up : (event[low - 1]! as LifeEvent)
}

/** Its process is gone and the next is not there yet. A worker that retires still works. */
export function isAway(life: LifeEvent): boolean {
  return life === LifeEvent.Killed || life === LifeEvent.OutOfMemory || life === LifeEvent.Retired
}

/** All the times that touch the span in which workers were away; each has the reason it began with. */
export function awayIn(lives: LivesByWorker, fromMs: number, toMs: number): Away[] {
  const { firsts, atMs, event } = lives
  const found: Away[] = []
  for (let worker = 0; worker + 1 < firsts.length; worker++) {
    let since: Away | null = null
    for (let entry = firsts[worker]!; entry < firsts[worker + 1]!; entry++) {
      const why = event[entry]! as LifeEvent
      if (why === LifeEvent.Up && since) since.toMs = atMs[entry]!
      if (why === LifeEvent.Up) since = null
      else if (isAway(why) && !since) {
        since = { worker, fromMs: atMs[entry]!, toMs: Number.POSITIVE_INFINITY, why }
        found.push(since)
      }
    }
  }
  return found.filter(away => away.fromMs < toMs && away.toMs > fromMs)
}
