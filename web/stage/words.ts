/** What the stage says in words. Pure: from rows, counts and settings to text. */
import * as texts from '#text/stage.ts'
import { LifeEvent } from '../../sim/measure/life-log.ts'
import { OUTCOME_NAMES, type Outcome } from '../../sim/measure/outcomes.ts'
import type { Rows } from '../../sim/measure/result.ts'
import { processesOf, type Scenario } from '../../sim/scenario/scenario.ts'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { duration } from '../text/format.ts'
import type { Activity } from './activity.ts'
import type { LaneIndex } from './lane-index.ts'
import { isAway } from './lives.ts'
import { awaitsData, type Moment, Spot, spotAt } from './moment.ts'

export function outcomeName(outcome: number): (typeof OUTCOME_NAMES)[number] {
  return OUTCOME_NAMES[outcome as Outcome]!
}

/** How a request ended: "its 504 went out", "its client left". */
function ending(rows: Rows, row: number, at: number): string {
  const outcome = outcomeName(rows.outcome[row]!)
  const ms = at - rows.endedMs[row]!
  return outcome === 'timeout' ? texts.clientLeftAgo({ ms }) : texts.outcomeWentOutAgo({ outcome, ms })
}

/** One request in one worker, at one instant: what is being done, and what of it is over. */
function workOn(rows: Rows, index: LaneIndex, row: number, at: number, speed: number): [Doing, done: string] {
  const spot = spotAt(rows, index, row, at)
  if (spot === Spot.Inside) return ['inside', duration(at - rows.acceptedMs[row]!)]
  if (awaitsData(rows, row, at)) return ['data', duration(at - rows.startedMs[row]!)]
  if (spot === Spot.Io) return ['io', progress(at, rows.ioFromMs[row]!, rows.ioToMs[row]!, rows.ioMs[row]!)]
  if (rows.ioToMs[row]! <= at) return ['answer', '']
  const until = Number.isNaN(rows.ioFromMs[row]!) ? index.leftMs[row]! : rows.ioFromMs[row]!
  const done = progress(at, begunMs(rows, row), until, rows.cpuMs[row]!)
  return [speed < 1 ? 'share' : 'cpu', done]
}

type Doing = keyof typeof texts.doing

/** When a thread had all it needs to compute. */
function begunMs({ startedMs, dataMs }: Rows, row: number): number {
  return Number.isNaN(dataMs[row]!) ? startedMs[row]! : dataMs[row]!
}

/** "17 of 40 ms": how much of a demand is met, by how much of its time is over. */
function progress(at: number, from: number, to: number, demandMs: number): string {
  const part = Math.min(1, Math.max(0, (at - from) / (to - from)))
  if (!(demandMs >= 1)) return duration(demandMs)
  const unit = demandMs < 10_000 ? 1 : 1000
  const [done, of] = [Math.floor((part * demandMs) / unit), Math.round(demandMs / unit)]
  return texts.partOf({ part: done, of, unit: unit === 1 ? 'ms' : 's' })
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
  if (isAway(life)) return { first: awayWord(life), second: awayText(life, scenario) }
  if (held === 0) return { first: texts.word.idle, second: '' }
  const isRetiring = life === LifeEvent.Retiring
  if (held === 1) {
    const row = one[worker]!
    const speed = Math.min(1, scenario.machine.cores / Math.max(1, moment.computing))
    const [doing, done] = workOn(rows, index, row, moment.at, speed)
    if (forNobody[worker] === 0) return { first: texts.doing[doing]({ done }), second: isRetiring ? texts.retires : '' }
    return { first: texts.forClientThatLeft[doing], second: ending(rows, row, moment.at) }
  }
  const first = texts.several({
    computing: cpu[worker]!,
    share: SERVER_KINDS[scenario.server.kind].sharing === 'gil' ? 'gil' : 'loop',
    io: io[worker]!,
    inside: inside[worker]!,
  })
  if (isRetiring) return { first, second: texts.retires }
  const orphans = forNobody[worker]!
  return { first, second: orphans > 0 ? texts.ofThemForNobody({ orphans }) : '' }
}

/** What became of a worker that is away. */
function awayWord(life: LifeEvent): string {
  if (life === LifeEvent.Killed) return texts.away.killed
  return life === LifeEvent.OutOfMemory ? texts.away.outOfMemory : texts.away.retired
}

/** Why a worker is away. */
function awayText(life: LifeEvent, { server }: Scenario): string {
  if (life === LifeEvent.Killed) return texts.awayBecause.killed
  if (life === LifeEvent.OutOfMemory) return texts.awayBecause.outOfMemory
  const { maxRequests, maxRequestsJitter } = server
  return texts.awayBecause.retired({ from: maxRequests, to: maxRequests + maxRequestsJitter })
}

/** The same in a word, where a room is small. */
export function roomWord(moment: Moment, worker: number, life: LifeEvent): string {
  const { word } = texts
  const { inside, cpu, io, forNobody } = moment.workers
  const held = inside[worker]! + cpu[worker]! + io[worker]!
  if (isAway(life)) return life === LifeEvent.Retired ? word.retired : word.booting
  if (held === 0) return word.idle
  if (held > 1) return word.requests({ held })
  if (forNobody[worker]! > 0) return word.forNobody
  if (cpu[worker]! > 0) return word.computing
  return io[worker]! > 0 ? word.onIo : word.waiting
}

/** What a worker did during a while. */
export function activityText(activity: Activity, worker: number, windowMs: number, isLong: boolean): RoomText {
  const { during, word } = texts
  const cpu = activity.cpuMs[worker]! / windowMs
  const io = activity.ioMs[worker]! / windowMs
  const data = activity.dataMs[worker]! / windowMs
  const busy = cpu + io + data
  const away = activity.awayMs[worker]! / windowMs
  if (busy < 0.005 && away > 0.5) return { first: isLong ? during.away : word.booting, second: '' }
  if (busy < 0.005) return { first: word.idle, second: '' }
  const wasted = activity.forNobodyMs[worker]! / windowMs / busy
  if (!isLong) return { first: wasted > 0.5 ? word.forNobody : during.busy({ busy }), second: '' }
  if (wasted > 0.995) return { first: during.allForNobody, second: during.busyForNobody({ busy }) }
  const first = data > 0.005 ? during.doingWithData({ cpu, io, data }) : during.doing({ cpu, io })
  if (wasted > 0.005) return { first, second: during.forNobody({ wasted }) }
  return { first, second: away > 0.005 ? during.partlyAway({ away }) : '' }
}

/** Captions of the columns. */
export function captionsOf(scenario: Scenario, places: number) {
  const { proxy, machine } = scenario
  const { captions } = texts
  return {
    clients: captions.clients,
    proxy: proxy.kind === 'nginx' ? captions.nginxWaits({ ms: proxy.readTimeoutMs }) : captions.noProxy,
    queue: captions.queue({ queues: serversOf(scenario), places }),
    rooms: workersText(scenario),
    cores: captions.cores({ cores: machine.cores }),
    leaving: captions.leaving,
  }
}

function workersText(scenario: Scenario): string {
  const { kind, threads } = scenario.server
  const { sharing, threads: setting } = SERVER_KINDS[kind]
  const has = sharing === 'cooperative' ? 'greenlets' : setting.fixed ? 'thread-each' : 'threads'
  return texts.captions.rooms({ workers: processesOf(scenario), threads, has })
}

/** In the accept queues of all servers together. */
export function placesOf(scenario: Scenario): number {
  const { server, machine } = scenario
  return (Math.min(server.backlog, machine.somaxconn) + 1) * serversOf(scenario)
}

function serversOf(scenario: Scenario): number {
  return processesOf(scenario) / scenario.server.workers
}
