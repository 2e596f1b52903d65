/**
 * Everything that changes while a run goes on. The rules of the model are functions over it, one file a part:
 * `clients.ts`, `proxy.ts`, `accept-queue.ts`, `server.ts`, `interpreter.ts`, `watchdog.ts`.
 */
import { type Agenda, NOW, Source } from '../engine/agenda.ts'
import { Cores } from '../engine/cores.ts'
import { CreditAccount } from '../engine/credits.ts'
import { Deadlines } from '../engine/deadlines.ts'
import { EventList } from '../engine/event-list.ts'
import type { Streams } from '../engine/random.ts'
import type { Meter } from '../measure/meter.ts'
import { Outcome } from '../measure/outcomes.ts'
import type { Recorder } from '../measure/recorder.ts'
import type { RowLog } from '../measure/row-log.ts'
import type { Arrivals } from './arrivals.ts'
import type { Demands } from './demands.ts'
import { IdleConnections } from './idle-connections.ts'
import { KeptConnections } from './kept-connections.ts'
import { Queues } from './queues.ts'
import { NONE, Requests } from './requests.ts'
import type { Settings } from './settings.ts'
import { Upstreams } from './upstreams.ts'

/** What an event of the event list is about; its subject is the kind plus 16 × the request, user or process. */
export const EventKind = {
  IoDone: 0,
  SynRetry: 1,
  Retry: 2,
  ThinkDone: 3,
  Booted: 4,
  FinalAck: 5,
  DataRetry: 6,
  SynAckRetry: 7,
  Uploaded: 8,
  Closed: 9,
  Leaving: 10,
  HungUp: 11,
  Opened: 12,
  Spoken: 13,
} as const

export interface WorldParts {
  agenda: Agenda
  settings: Settings
  streams: Streams
  arrivals: Arrivals
  demands: Demands
  recorder: Recorder
  maxSent: number
}

export class World {
  /** Requests sent so far; the next one's serial. */
  sent = 0
  /** Nothing is sent at or after this. */
  endAt: number
  /** Sending stops after so many requests, and this is when it did (NaN: it has not). */
  readonly maxSent: number
  cutAt = Number.NaN
  /** nginx connections in use. */
  connectionsOpen = 0
  /** Server → how many stand in its accept queue. */
  readonly queueLengths: Int32Array
  readonly upstreams: Upstreams
  /** Idle connections to processes, of nginx or of users without it; null where none outlives an answer. */
  readonly kept: KeptConnections | null
  /** Users → those whose own connection is idle, to nginx or (then it is `kept`) to the server; null where nobody's is kept. */
  readonly standing: IdleConnections | null
  /** Free threads are getting work just now, see `handOut`. */
  isHandingOut = false
  /** The process that accepts just now, in a round (`poll`) or in a turn (`acceptInTurn`), or NONE. */
  polling: number = NONE
  /** The health check on its way, or NONE, and what became of the last one. */
  probe: number = NONE
  probeOutcome: Outcome = Outcome.Ok
  /** Who sends a retry that is due, when it need not be this world. */
  retryElsewhere: ((from: World, retry: number) => void) | null = null
  /** Instants of the arbiter's looks: whole seconds plus this. */
  watchdogPhaseMs: number

  readonly requests: Requests
  /** The accept queues, by server. */
  readonly acceptQueues: Queues
  readonly agenda: Agenda
  readonly events: EventList
  readonly deadlines: Deadlines
  readonly cores: Cores
  readonly processes: Processes

  readonly settings: Settings
  readonly streams: Streams
  readonly arrivals: Arrivals
  readonly demands: Demands
  readonly recorder: Recorder
  readonly meter: Meter
  /** Null when no rows are kept. */
  readonly rows: RowLog | null

  constructor(parts: WorldParts) {
    const { agenda, settings, streams, arrivals, demands, recorder } = parts
    this.agenda = agenda
    this.requests = new Requests(settings.upstreams > 1 || settings.mostKept > 0)
    this.events = new EventList(agenda)
    this.deadlines = new Deadlines(agenda)
    this.settings = settings
    this.streams = streams
    this.arrivals = arrivals
    this.demands = demands
    this.recorder = recorder
    this.meter = recorder.meter
    this.rows = recorder.rows
    this.endAt = settings.endMs
    this.maxSent = parts.maxSent
    this.watchdogPhaseMs = streams.watchdog() * 1000
    this.processes = new Processes(settings, this.requests)
    this.queueLengths = new Int32Array(settings.upstreams)
    this.acceptQueues = new Queues(settings.upstreams, this.requests)
    this.upstreams = new Upstreams(settings.upstreams)
    this.kept = settings.mostKept > 0 ? new KeptConnections(settings.mostKept, settings.processes) : null
    this.standing = standingOf(settings, this.kept)
    agenda[Source.Arrival] = arrivals.nextAt
    const credits = settings.credits && new CreditAccount(settings.credits)
    this.cores = new Cores(agenda, settings, settings.processes, settings.switchCostMs, credits)
  }

  /** The present instant. */
  get now(): number {
    return this.agenda[NOW]
  }

  /** The run has become too large: nothing more is sent. */
  stopSending(): void {
    this.cutAt = this.now
    this.endAt = this.now
  }
}

function standingOf({ hasStanding, hasProxy, users }: Settings, kept: KeptConnections | null): IdleConnections | null {
  if (!hasStanding) return null
  return hasProxy ? new IdleConnections(users) : kept
}

/** The processes, as columns; the index is the process. nginx is the last one, number `settings.processes`. */
export class Processes {
  /** Process → the server it belongs to. */
  readonly upstreamOf: Int32Array
  /** The request whose thread has the GIL, and the queue of those that want it. */
  readonly holder: Int32Array
  readonly wanting: Queues
  /** 1 where nobody loses the process before it waits by itself: gevent, and nginx. */
  readonly isCooperative: Uint8Array
  /** Of cooperative processes: those back from I/O, and the new ones, that the event loop will find in its next round. */
  readonly returning: Queues
  readonly beginning: Queues
  /** Of a main thread that accepts one by one: the request whose new thread it waits for, or NONE; */
  readonly starting: Int32Array
  /** and whom it stands behind in the line for the GIL, FIRST at its head, NONE when it does not stand in it. */
  readonly acceptsAfter: Int32Array
  /** How often the GIL changed hands: tells a turn that is still running from one that has ended. */
  readonly turn: Float64Array
  /** Requests accepted and not done, those that a thread works on, and the queue of those that none does yet. */
  readonly held: Int32Array
  readonly inService: Int32Array
  readonly waiting: Queues
  /** 1 while it accepts nothing: it retires, or its replacement boots. */
  readonly isClosed: Uint8Array
  /** Requests answered in this life, and how many it answers at most. */
  readonly served: Float64Array
  readonly servesAtMost: Float64Array
  /** Free threads of `when-idle` servers, by their process: a stack for each server, the last one freed on top. */
  readonly idle: Int32Array
  /** Entries that one server's stack has room for, and how many it has. */
  readonly threadsEach: number
  readonly idleCounts: Int32Array
  /** Server → processes of an `eager` one that are up and below their connection limit. */
  readonly withRoom: Int32Array

  constructor(settings: Settings, requests: Requests) {
    const count = settings.processes + 1
    this.holder = new Int32Array(count).fill(NONE)
    this.wanting = new Queues(count, requests)
    this.isCooperative = new Uint8Array(count).fill(settings.isCooperative ? 1 : 0)
    this.isCooperative[settings.processes] = 1
    this.returning = new Queues(count, requests)
    this.beginning = new Queues(count, requests)
    this.starting = new Int32Array(count).fill(NONE)
    this.acceptsAfter = new Int32Array(count).fill(NONE)
    this.turn = new Float64Array(count)
    this.held = new Int32Array(count)
    this.inService = new Int32Array(count)
    this.waiting = new Queues(count, requests)
    this.isClosed = new Uint8Array(count)
    this.served = new Float64Array(count)
    this.servesAtMost = new Float64Array(count).fill(Infinity)
    this.idle = new Int32Array(settings.isEager ? 0 : settings.processes * settings.threads)
    this.upstreamOf = Int32Array.from({ length: count }, (_, process) => Math.floor(process / settings.workersEach))
    this.threadsEach = settings.workersEach * settings.threads
    this.idleCounts = new Int32Array(settings.upstreams)
    this.withRoom = new Int32Array(settings.upstreams).fill(settings.workersEach)
    if (settings.isEager) return
    for (let thread = settings.threads - 1; thread >= 0; thread--) {
      for (let process = settings.processes - 1; process >= 0; process--) this.pushIdle(process)
    }
  }

  /** A thread of the process is free. */
  pushIdle(process: number): void {
    const upstream = this.upstreamOf[process]
    this.idle[upstream * this.threadsEach + this.idleCounts[upstream]++] = process
  }

  /** The process whose thread became free last; there must be one. */
  popIdle(upstream: number): number {
    return this.idle[upstream * this.threadsEach + --this.idleCounts[upstream]]
  }

  /** The process has no free threads any more, as far as accepting goes; the others keep their order. */
  removeIdle(process: number): void {
    const upstream = this.upstreamOf[process]
    const bottom = upstream * this.threadsEach
    const length = this.idleCounts[upstream]
    let kept = 0
    for (let at = 0; at < length; at++) {
      const other = this.idle[bottom + at]
      if (other !== process) this.idle[bottom + kept++] = other
    }
    this.idleCounts[upstream] = kept
  }
}
