/**
 * What workers did in a part of a run, for `episode.ts`: who was killed, who retired, who was away, and for how long all
 * that were there held a request. Times are milliseconds since the start of the run.
 */
import { LifeEvent } from '../../sim/measure/life-log.ts'
import type { Rows } from '../../sim/measure/result.ts'
import { processesOf, type Scenario } from '../../sim/scenario/scenario.ts'
import { demandOf } from '../../sim/theory/demand.ts'
import type { LaneIndex } from '../stage/lane-index.ts'
import { type Away, awayIn, isAway } from '../stage/lives.ts'

/** A request is slow when its own CPU and I/O are more than so many times the mean. */
export const SLOW_TIMES = 5

/** A server with more threads than this has as many as it needs. */
const COUNTABLE_SLOTS = 10_000

/** A worker that was killed, with all it held. */
export interface Kill {
  atMs: number
  worker: number
  rows: number[]
  /** Its watchdog killed it, and not the kernel for its memory. */
  byWatchdog: boolean
  /** How long the watchdog had watched it over one request; NaN when it was not the watchdog. */
  heldMs: number
}

/** A worker that had served its `max_requests` and left. */
export interface Retirement {
  atMs: number
  worker: number
}

export interface WorkersDid {
  /** Processes of all servers, and threads of all of them; Infinity where there is one for every request. */
  workers: number
  threads: number
  kills: Kill[]
  retired: Retirement[]
  /** Their connection was closed by the server, since nothing had come on it. */
  closed: number[]
  /** Workers that were away before this part began, and still for a while in it. */
  awayBefore: Away[]
  /** For so long at least one worker was away, and so many at most at once. */
  awayMs: number
  mostAway: number
  /** For so long every thread that was there held a request. */
  allHeldMs: number
  /** For so long slow requests held all of them; and who they were. */
  slowHeldMs: number
  slow: number[]
}

interface Part {
  rows: Rows
  index: LaneIndex
  scenario: Scenario
  fromMs: number
  toMs: number
}

export function workersIn(part: Part): WorkersDid {
  const { index, scenario, fromMs, toMs } = part
  const workers = processesOf(scenario)
  const threads = workers * scenario.server.threads
  const away = awayIn(index.lives, fromMs, toMs)
  const kills = killsIn(part)
  const died = new Set(kills.flatMap(kill => kill.rows))
  return {
    workers,
    threads: threads > COUNTABLE_SLOTS ? Number.POSITIVE_INFINITY : threads,
    kills,
    retired: retiredIn(part),
    closed: lostIn(part).filter(row => !died.has(row)),
    awayBefore: away.filter(one => one.fromMs < fromMs),
    ...timeAway(away, fromMs, toMs),
    ...heldThreads(part, threads, away),
  }
}

/** Events of workers within the part, in order of time; `wasAway` tells how the worker was before. */
function livesIn({ index: { lives }, fromMs, toMs }: Part) {
  const found: { atMs: number; worker: number; event: LifeEvent; wasAway: boolean }[] = []
  for (let worker = 0; worker + 1 < lives.firsts.length; worker++) {
    let wasAway = false
    for (let entry = lives.firsts[worker]!; entry < lives.firsts[worker + 1]!; entry++) {
      const [atMs, event] = [lives.atMs[entry]!, lives.event[entry]! as LifeEvent]
      if (atMs >= fromMs && atMs < toMs) found.push({ atMs, worker, event, wasAway })
      wasAway = isAway(event)
    }
  }
  return found.sort((a, b) => a.atMs - b.atMs || a.worker - b.worker)
}

/** Requests that a worker held and lost: it was killed, or closed their connection. */
function lostIn({ rows: { count, killedMs }, fromMs, toMs }: Part): number[] {
  const lost: number[] = []
  for (let row = 0; row < count; row++) if (killedMs[row]! >= fromMs && killedMs[row]! < toMs) lost.push(row)
  return lost
}

/** A newcomer that the kernel kills before it was ever there is no kill: nobody lost anything by it. */
function killsIn(part: Part): Kill[] {
  const { rows } = part
  const victims = new Map<string, number[]>()
  for (const row of lostIn(part)) {
    const key = `${rows.worker[row]} ${rows.killedMs[row]}`
    victims.set(key, [...(victims.get(key) ?? []), row])
  }
  return livesIn(part).flatMap(({ atMs, worker, event, wasAway }) => {
    const byWatchdog = event === LifeEvent.Killed
    if (wasAway || !(byWatchdog || event === LifeEvent.OutOfMemory)) return []
    const held = victims.get(`${worker} ${atMs}`) ?? []
    // The kernel had no memory for it from the start.
    if (atMs === 0 && held.length === 0) return []
    const heldMs = byWatchdog
      ? Math.max(...held.map(row => atMs - rows.startedMs[row]!).filter(ms => ms >= 0))
      : Number.NaN
    return [{ atMs, worker, rows: held, byWatchdog, heldMs }]
  })
}

function retiredIn(part: Part): Retirement[] {
  return livesIn(part)
    .filter(({ event }) => event === LifeEvent.Retired)
    .map(({ atMs, worker }) => ({ atMs, worker }))
}

function timeAway(away: readonly Away[], fromMs: number, toMs: number) {
  const steps = away.flatMap(one => [
    { at: Math.max(fromMs, one.fromMs), by: 1 },
    { at: Math.min(toMs, one.toMs), by: -1 },
  ])
  steps.sort((a, b) => a.at - b.at || a.by - b.by)
  let [awayMs, mostAway, now, at] = [0, 0, 0, fromMs]
  for (const step of steps) {
    if (now > 0) awayMs += step.at - at
    at = step.at
    now += step.by
    mostAway = Math.max(mostAway, now)
  }
  return { awayMs, mostAway }
}

/** For how long every thread was held; those of a worker that is away are not there. */
function heldThreads({ rows, index, scenario, fromMs, toMs }: Part, threads: number, away: readonly Away[]) {
  const slowFromMs = SLOW_TIMES * demandOf(scenario.request).holdingMs.mean
  const isSlow = (row: number) => rows.cpuMs[row]! + rows.ioMs[row]! > slowFromMs
  const held: number[] = []
  for (let row = 0; row < rows.count; row++) {
    if (rows.startedMs[row]! < toMs && index.leftMs[row]! > fromMs) held.push(row)
  }
  const slow = held.filter(isSlow)
  if (threads > COUNTABLE_SLOTS) return { allHeldMs: 0, slowHeldMs: 0, slow }
  const steps: { at: number; busy: number; slow: number; away: number }[] = []
  for (const row of held) {
    const one = isSlow(row) ? 1 : 0
    steps.push({ at: rows.startedMs[row]!, busy: 1, slow: one, away: 0 })
    steps.push({ at: index.leftMs[row]!, busy: -1, slow: -one, away: 0 })
  }
  for (const one of away) {
    steps.push({ at: one.fromMs, busy: 0, slow: 0, away: scenario.server.threads })
    steps.push({ at: one.toMs, busy: 0, slow: 0, away: -scenario.server.threads })
  }
  steps.sort((a, b) => a.at - b.at)
  let [allHeldMs, slowHeldMs, busy, slowBusy, gone] = [0, 0, 0, 0, 0]
  let at = fromMs
  for (const step of [...steps, { at: toMs, busy: 0, slow: 0, away: 0 }]) {
    const until = Math.min(toMs, Math.max(fromMs, step.at))
    const there = threads - gone
    if (there > 0 && busy >= there) allHeldMs += until - at
    if (there > 0 && slowBusy >= there) slowHeldMs += until - at
    at = until
    busy += step.busy
    slowBusy += step.slow
    gone += step.away
  }
  return { allHeldMs, slowHeldMs, slow }
}
