/** What the stage says in words. Pure: from rows, counts and settings to text. */
import { LifeEvent } from '../../sim/measure/life-log.ts'
import { OUTCOME_NAMES, type Outcome } from '../../sim/measure/outcomes.ts'
import type { Rows } from '../../sim/measure/result.ts'
import { processesOf, type Scenario } from '../../sim/scenario/scenario.ts'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { count, duration, NBSP, plural } from '../text/format.ts'
import type { Activity } from './activity.ts'
import type { LaneIndex } from './lane-index.ts'
import { isAway } from './lives.ts'
import { awaitsData, type Moment, Spot, spotAt } from './moment.ts'

/** A failure as nginx or the client would call it. */
export const FAILURE_NAMES: Record<(typeof OUTCOME_NAMES)[number], string> = {
  pending: '',
  '200': '',
  '500': '500 Server Error',
  '502': '502 Bad Gateway',
  '504': '504 Gateway Timeout',
  timeout: 'client left',
  refused: 'refused',
  reset: 'closed',
}

export function outcomeName(outcome: number): (typeof OUTCOME_NAMES)[number] {
  return OUTCOME_NAMES[outcome as Outcome]!
}

/** How a request ended, within a sentence: "its 504", "its client". */
function ending(rows: Rows, row: number, at: number): string {
  const name = outcomeName(rows.outcome[row]!)
  const ago = `${duration(at - rows.endedMs[row]!)} ago`
  return name === 'timeout' ? `its client left ${ago}` : `its ${name} went out ${ago}`
}

/** One request in one worker, at one instant: what is being done, and what of it is over. */
export function workText(rows: Rows, index: LaneIndex, row: number, at: number, speed: number): string {
  const spot = spotAt(rows, index, row, at)
  if (spot === Spot.Inside) return `waiting inside, ${duration(at - rows.acceptedMs[row]!)}`
  if (awaitsData(rows, row, at)) return `waiting for its data, ${duration(at - rows.startedMs[row]!)}`
  if (spot === Spot.Io)
    return `waiting on I/O, ${progress(at, rows.ioFromMs[row]!, rows.ioToMs[row]!, rows.ioMs[row]!)}`
  if (rows.ioToMs[row]! <= at) return 'writing the answer'
  const until = Number.isNaN(rows.ioFromMs[row]!) ? index.leftMs[row]! : rows.ioFromMs[row]!
  const done = progress(at, begunMs(rows, row), until, rows.cpuMs[row]!)
  return speed < 1 ? `computing on a share, ${done}` : `computing, ${done}`
}

/** When a thread had all it needs to compute. */
function begunMs({ startedMs, dataMs }: Rows, row: number): number {
  return Number.isNaN(dataMs[row]!) ? startedMs[row]! : dataMs[row]!
}

/** "17 of 40 ms": how much of a demand is met, by how much of its time is over. */
function progress(at: number, from: number, to: number, demandMs: number): string {
  const part = Math.min(1, Math.max(0, (at - from) / (to - from)))
  if (!(demandMs >= 1)) return duration(demandMs)
  const unit = demandMs < 10_000 ? 1 : 1000
  return `${Math.floor((part * demandMs) / unit)} of ${count(Math.round(demandMs / unit))}${NBSP}${unit === 1 ? 'ms' : 's'}`
}

export interface RoomText {
  first: string
  second: string
}

/** What a worker does at one instant. */
export function roomText(
  rows: Rows,
  index: LaneIndex,
  moment: Moment,
  scenario: Scenario,
  worker: number,
  life: LifeEvent,
): RoomText {
  const { inside, cpu, io, forNobody, one } = moment.workers
  const held = inside[worker]! + cpu[worker]! + io[worker]!
  if (isAway(life)) return { first: AWAY[life]!, second: awayText(life, scenario) }
  if (held === 0) return { first: 'idle', second: '' }
  const speed = Math.min(1, scenario.machine.cores / Math.max(1, moment.computing))
  if (held === 1) {
    const row = one[worker]!
    const doing = workText(rows, index, row, moment.at, speed)
    if (forNobody[worker] === 0) return { first: doing, second: life === LifeEvent.Retiring ? RETIRES : '' }
    return { first: `for a client that left: ${shortly(doing)}`, second: ending(rows, row, moment.at) }
  }
  const turns = SERVER_KINDS[scenario.server.kind].sharing === 'gil' ? 'take turns on the GIL' : 'want the event loop'
  const parts = [
    cpu[worker] === 1 ? '1 computing' : cpu[worker]! > 1 && `${count(cpu[worker]!)} ${turns}`,
    io[worker]! > 0 && `${count(io[worker]!)} on I/O`,
    inside[worker]! > 0 && `${count(inside[worker]!)} wait inside`,
  ].filter(Boolean)
  if (life === LifeEvent.Retiring) return { first: parts.join(', '), second: RETIRES }
  const orphans = forNobody[worker]!
  return { first: parts.join(', '), second: orphans > 0 ? `${count(orphans)} of them for nobody` : '' }
}

const RETIRES = 'retires: takes no more'

/** What became of a worker that is away. */
const AWAY: Partial<Record<LifeEvent, string>> = {
  [LifeEvent.Killed]: 'killed; the next one boots',
  [LifeEvent.OutOfMemory]: 'no memory; the next one boots',
  [LifeEvent.Retired]: 'retired; the next one boots',
}

/** Why a worker is away. */
export function awayText(life: LifeEvent, { server }: Scenario): string {
  if (life === LifeEvent.Killed) return 'its watchdog killed it'
  if (life === LifeEvent.OutOfMemory) return 'the kernel killed it'
  const { maxRequests, maxRequestsJitter } = server
  if (maxRequestsJitter > 0) return `after ${count(maxRequests)} to ${count(maxRequests + maxRequestsJitter)} requests`
  return `after ${plural(maxRequests, 'request')}`
}

function shortly(doing: string): string {
  if (doing.startsWith('waiting for its data')) return 'awaiting data'
  return doing.startsWith('waiting on') ? 'I/O' : doing.startsWith('waiting') ? 'waiting' : 'computing'
}

/** The same in a word, where a room is small. */
export function roomWord(moment: Moment, worker: number, life: LifeEvent): string {
  const { inside, cpu, io, forNobody } = moment.workers
  const held = inside[worker]! + cpu[worker]! + io[worker]!
  if (isAway(life)) return life === LifeEvent.Retired ? 'retired' : 'booting'
  if (held === 0) return 'idle'
  if (held > 1) return plural(held, 'request')
  if (forNobody[worker]! > 0) return 'for nobody'
  if (cpu[worker]! > 0) return 'computing'
  return io[worker]! > 0 ? 'on I/O' : 'waiting'
}

/** What a worker did during a while. */
export function activityText(activity: Activity, worker: number, windowMs: number, isLong: boolean): RoomText {
  const cpu = activity.cpuMs[worker]! / windowMs
  const io = activity.ioMs[worker]! / windowMs
  const data = activity.dataMs[worker]! / windowMs
  const busy = cpu + io + data
  const away = activity.awayMs[worker]! / windowMs
  if (busy < 0.005 && away > 0.5) return { first: isLong ? 'away, booting' : 'booting', second: '' }
  if (busy < 0.005) return { first: 'idle', second: '' }
  const wasted = activity.forNobodyMs[worker]! / windowMs / busy
  if (!isLong) return { first: wasted > 0.5 ? 'for nobody' : `${whole(busy)} busy`, second: '' }
  if (wasted > 0.995) return { first: 'serving clients that left', second: `${whole(busy)} busy, all of it for nobody` }
  const second = wasted > 0.005 ? `${whole(wasted)} of it for nobody` : away > 0.005 ? `${whole(away)} away` : ''
  const waits = data > 0.005 ? `, ${whole(data)} for data` : ''
  return { first: `${whole(cpu)} computing, ${whole(io)} on I/O${waits}`, second }
}

function whole(share: number): string {
  return `${Math.round(share * 100)}${NBSP}%`
}

/** Captions of the columns. */
export function captionsOf(scenario: Scenario, places: number) {
  const { proxy, server, machine } = scenario
  const servers = serversOf(scenario)
  const waits = proxy.readTimeoutMs === 0 ? 'nginx waits for ever' : `nginx waits ${duration(proxy.readTimeoutMs)}`
  return {
    clients: 'clients',
    proxy: proxy.kind === 'nginx' ? waits : 'no proxy',
    queue:
      servers === 1
        ? `accept queue, ${plural(places, 'place')}`
        : `${servers} accept queues, ${plural(places, 'place')}`,
    rooms: workersText({ ...server, workers: processesOf(scenario) }),
    cores: plural(machine.cores, 'core'),
    leaving: 'leaving',
  }
}

function workersText({ kind, workers, threads }: Scenario['server']): string {
  const { sharing, threads: setting } = SERVER_KINDS[kind]
  const who = workers === 1 ? '1 process' : plural(workers, 'worker')
  if (sharing === 'cooperative') return `${who}, greenlets`
  if (setting.fixed && threads > 1) return `${who}, a thread for each`
  if (threads > 1) return `${who}, ${plural(threads, 'thread')}${workers === 1 ? '' : ' each'}`
  return workers === 1 ? '1 process, 1 thread' : who
}

/** In the accept queues of all servers together. */
export function placesOf(scenario: Scenario): number {
  const { server, machine } = scenario
  return (Math.min(server.backlog, machine.somaxconn) + 1) * serversOf(scenario)
}

function serversOf(scenario: Scenario): number {
  return processesOf(scenario) / scenario.server.workers
}
