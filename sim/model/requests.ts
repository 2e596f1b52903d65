/**
 * The requests in flight, as columns. A request is a small integer, `req`, taken from a free list; its number for life,
 * `serial`, is also its row in the log. A retry is a request of its own.
 */
import { copyInto } from '../engine/event-list.ts'
import { Outcome } from '../measure/outcomes.ts'

/** Where a request is. The order matters: from `HalfOpen` on, nobody can take the request back. */
export const Place = {
  /** Not in use, or a retry that waits for its backoff. */
  Outside: 0,
  /** With its client, who opens a connection or has said nothing yet on one that stands. */
  Client: 1,
  /** nginx computes, or has it in its own queue. */
  Proxy: 2,
  /** nginx waits for the rest of it from a slow client. */
  Uploading: 3,
  /** Between SYNs. */
  Connecting: 4,
  /** nginx believes in a connection that the server does not know. */
  HalfOpen: 5,
  /** In the accept queue. */
  Queue: 6,
  /** Accepted; no thread has it yet. */
  Process: 7,
  /** A thread computes for it, or wants to. */
  Cpu: 8,
  /** A thread holds it and waits: for I/O, for its data, or for the client to close. */
  Io: 9,
} as const

/** What of a request has not come through, though its connection stands. */
export const Missing = { Nothing: 0, Rest: 1, All: 2 } as const

/** Ends a linked list, or says "nobody". */
export const NONE = -1

export class Requests {
  /** How many are in use. */
  inUse = 0
  capacity = 256
  serial = new Float64Array(256).fill(-1)
  sentAt = new Float64Array(256)
  /** When a slow client began to send it on its connection. Said of slow clients alone. */
  reachedAt = new Float64Array(256)
  cpuMs = new Float64Array(256)
  ioMs = new Float64Array(256)
  /** CPU left of the phase when it last began to compute, or to wait for the GIL. */
  cpuLeftMs = new Float64Array(256)
  /** Order of the event it waits for; an event of any other order is stale. */
  awaited = new Float64Array(256).fill(NONE)
  awaitedSynAck = new Float64Array(256).fill(NONE)
  /** Order of the event at which its client leaves, once nginx has passed it on. */
  awaitedLeaving = new Float64Array(256).fill(NONE)
  firstTry = new Float64Array(256)
  outcome = new Uint8Array(256)
  place = new Uint8Array(256)
  /** 1 when it was sent in the measured window. */
  isMeasured = new Uint8Array(256)
  /** 1 after its I/O. */
  ioDone = new Uint8Array(256)
  /** SYNs, and once half open SYN-ACKs, that led nowhere. */
  drops = new Uint8Array(256)
  /** What has not come through, see `Missing`, though the connection stands; how often the request was sent again. */
  dataMissing = new Uint8Array(256)
  dataRetries = new Uint8Array(256)
  attempt = new Uint8Array(256)
  /** 1 while its connection is back in the poller, which a thread has waited on for nothing. */
  isParked = new Uint8Array(256)
  /** 1 when its client sends it slowly. All stay 0 where no client does. */
  isSlow = new Uint8Array(256)
  /** Turns on the GIL that the server still needs before it goes on. */
  turnsLeft = new Uint8Array(256)
  /** nginx connections it holds: none once its client has an outcome, so none when it is taken. */
  connections = new Uint8Array(256)
  /** The server it is sent to; all that nginx has tried for it, as bits, and how many; when it turned to the first. */
  upstream = new Uint8Array(256)
  triedUpstreams = new Int32Array(256)
  tries = new Uint8Array(256)
  firstPickedAt = new Float64Array(256)
  /** Requests that its connection to the server has carried before it; above 0, the connection was kept. */
  carriedBefore = new Int32Array(256)
  /** Failures on kept connections, which do not count as a server tried. */
  freeTries = new Uint8Array(256)
  /** 1 when nginx must not repeat it. All stay 0 where there is none such. */
  isPost = new Uint8Array(256)
  /** Tells this life of the number from others: what the watchdog watches. */
  life = new Float64Array(256).fill(NONE)
  private lives = 0
  process = new Int32Array(256)
  user = new Int32Array(256)
  /** The next one in whatever queue it stands in, or in the free list. */
  next = new Int32Array(256).fill(NONE)
  private readonly mayRepeat: boolean
  private firstFree = NONE
  private fresh = 0

  /** @param mayRepeat whether nginx may send a request again, and so keeps what it has tried */
  constructor(mayRepeat: boolean) {
    this.mayRepeat = mayRepeat
  }

  /** Takes a request from the free list. Its client waits, and it is nowhere yet. */
  take(): number {
    this.inUse++
    let req = this.firstFree
    if (req === NONE) {
      if (this.fresh === this.capacity) this.grow()
      req = this.fresh++
    } else {
      this.firstFree = this.next[req]
    }
    this.outcome[req] = Outcome.Pending
    this.ioDone[req] = 0
    this.dataMissing[req] = Missing.Nothing
    this.process[req] = NONE
    if (this.mayRepeat) this.forgetTries(req)
    this.life[req] = this.lives++
    return req
  }

  /** Something of it has not come through. */
  miss(req: number, missing: number): void {
    this.dataMissing[req] = missing
    this.isParked[req] = 0
  }

  private forgetTries(req: number): void {
    this.upstream[req] = 0
    this.triedUpstreams[req] = 0
    this.tries[req] = 0
    this.freeTries[req] = 0
    this.carriedBefore[req] = 0
  }

  /** Gives a request back. Deadlines and events that still name it become stale. */
  release(req: number): void {
    this.inUse--
    this.serial[req] = NONE
    this.life[req] = NONE
    this.awaited[req] = NONE
    if (this.mayRepeat) this.awaitedLeaving[req] = NONE
    this.place[req] = Place.Outside
    this.next[req] = this.firstFree
    this.firstFree = req
  }

  private grow(): void {
    const capacity = 2 * this.capacity
    for (const column of FLOAT_COLUMNS) this[column] = copyInto(new Float64Array(capacity).fill(NONE), this[column])
    for (const column of BYTE_COLUMNS) this[column] = copyInto(new Uint8Array(capacity), this[column])
    for (const column of INT_COLUMNS) this[column] = copyInto(new Int32Array(capacity).fill(NONE), this[column])
    this.capacity = capacity
  }
}

const FLOAT_COLUMNS = [
  'serial',
  'sentAt',
  'reachedAt',
  'cpuMs',
  'ioMs',
  'cpuLeftMs',
  'awaited',
  'awaitedSynAck',
  'awaitedLeaving',
  'firstTry',
  'firstPickedAt',
  'life',
] as const
const BYTE_COLUMNS = [
  'outcome',
  'place',
  'isMeasured',
  'ioDone',
  'drops',
  'dataMissing',
  'isParked',
  'dataRetries',
  'turnsLeft',
  'attempt',
  'isSlow',
  'connections',
  'upstream',
  'tries',
  'freeTries',
  'isPost',
] as const
const INT_COLUMNS = ['process', 'user', 'next', 'triedUpstreams', 'carriedBefore'] as const
