/**
 * The slow twin: the rules of ARCHITECTURE.md once more, from their text alone, written to be read and not to be fast.
 * It shares no code with `sim/`, only the shape of a scenario. This file is the client and nginx; the connection between
 * nginx and the server is in `handshake.ts`, the server in `app-server.ts`, cores and the GIL in `machine.ts`.
 *
 * It replays a list of requests, so it draws no load; or users come and go. What little chance remains is passed in, see `Chance`.
 */
import type { OutcomeName } from '../../sim/measure/outcomes.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { AppServer } from './app-server.ts'
import { Calendar } from './calendar.ts'
import { type Chance, LEFT_TO_NOTHING } from './chance.ts'
import { type Failure, Handshake } from './handshake.ts'
import { type KeptConnection, KeptConnections } from './kept-connections.ts'
import { Machine, Process } from './machine.ts'
import { type OwnConnection, OwnConnections } from './own-connections.ts'
import {
  isWaiting,
  newRequest,
  passedOn,
  type Request,
  type Row,
  type Sending,
  serverOf,
  type TracedRequest,
} from './request.ts'
import { SERVERS } from './servers.ts'
import { Upstreams } from './upstreams.ts'
import { Worker } from './worker.ts'

export interface Run {
  rows: Row[]
  /** Core time used in the measured window, and the part of it spent on requests nobody waited for any more. */
  busyMs: number
  wastedMs: number
  /** For how long the machine was slowed down in it, and its CPU credits at the end; null when it has none. */
  throttledMs: number
  credits: { balance: number; charged: number } | null
}

/** Runs `requests` (by `sentMs`), or in a closed loop what its users ask for, through `scenario` and returns what became of each. */
export function runTwin(scenario: Scenario, requests: TracedRequest[], chance: Partial<Chance> = {}): Run {
  return new Twin(scenario, { ...LEFT_TO_NOTHING, ...chance }).run(requests)
}

/** keepalive_timeout of an upstream block. */
const NGINX_KEEPS_MS = 60_000

/** Requests that nginx takes from one connection of a client. */
const TAKEN_AT_MOST = 1000

class Twin {
  private readonly scenario: Scenario
  private readonly chance: Chance
  private readonly calendar = new Calendar()
  private readonly machine: Machine
  private readonly nginx: Process
  private readonly handshake: Handshake
  private readonly server: AppServer
  /** What nginx knows of several servers; null when there is one. */
  private readonly upstreams: Upstreams | null
  private readonly kept: KeptConnections
  private readonly own = new OwnConnections()
  private readonly rows: Row[] = []
  private connectionsInUse = 0

  constructor(scenario: Scenario, chance: Chance) {
    const { kind, workers: each } = scenario.server
    const servers = scenario.proxy.kind === 'nginx' ? scenario.proxy.upstreams : 1
    const count = servers * each
    const workers = Array.from({ length: count }, (_, number) => new Worker(number, SERVERS[kind].sharing))
    this.scenario = scenario
    this.chance = chance
    this.nginx = new Process(count, 'cooperative')
    this.machine = new Machine(scenario, this.calendar, [...workers, this.nginx])
    this.server = new AppServer(
      { scenario, chance, calendar: this.calendar, machine: this.machine, workers, servers },
      {
        conclude: (request, outcome) => this.endByServer(request, outcome),
        keepsOwn: ({ user }) => user !== null && scenario.client.keepAlive === 'on',
        keep: connection => this.keep(connection),
        closed: connection => this.forgetKept(connection),
      },
    )
    this.kept = new KeptConnections(scenario.proxy.upstreamKeepalive)
    this.upstreams = servers > 1 ? new Upstreams(scenario.proxy, servers) : null
    this.handshake = new Handshake(scenario, {
      nowMs: () => this.now(),
      schedule: (atMs, happen) => this.calendar.add(atMs, 'wait', happen),
      queueHasRoom: request => this.server.queueHasRoom(request),
      enterQueue: request => this.server.enterQueue(request),
      fail: (request, outcome, failure) => this.fail(request, outcome, failure),
      startConnectTimeout: request => this.startConnectTimeout(request),
      startReadTimeout: request => this.startReadTimeout(request),
    })
  }

  run(requests: TracedRequest[]): Run {
    this.server.begin()
    if (this.scenario.traffic.kind === 'closed') this.beginUsers()
    for (const { sentMs, cpuMs, ioMs } of requests) {
      if (sentMs >= this.endMs()) continue
      this.calendar.add(sentMs, 'arrival', () => this.sendFirst(cpuMs, ioMs))
    }
    while (!this.isOver()) this.step()
    this.machine.advanceTo(Math.max(this.now(), this.endMs()))
    const { busyMs, wastedMs, throttledMs, atEnd } = this.machine
    return { rows: this.rows, busyMs, wastedMs, throttledMs, credits: atEnd }
  }

  private isOver(): boolean {
    return this.calendar.hasOnlyBoots && this.machine.isIdle && this.server.isEmpty
  }

  private step(): void {
    const phaseEnd = this.machine.nextEnd()
    const { creditsEndMs } = this.machine
    const nextMs = Math.min(creditsEndMs, phaseEnd.atMs, this.calendar.nextMs)
    this.machine.advanceTo(nextMs)
    if (creditsEndMs === nextMs) this.machine.spendLastCredit()
    else if (phaseEnd.atMs === nextMs) this.machine.endPhase(phaseEnd.process!)
    else this.calendar.happenNext()
  }

  // 1. Send

  private sendFirst(cpuMs: number, ioMs: number, user: number | null = null): void {
    const { slowShare } = this.scenario.client
    const isSlow = slowShare > 0 && this.chance.slowness() < slowShare
    const { postShare } = this.scenario.request
    const isPost = postShare > 0 && this.chance.post() < postShare
    this.send({ cpuMs, ioMs, attempt: 0, user, isSlow, isPost })
  }

  private beginUsers(): void {
    for (let user = 0; user < this.scenario.traffic.users; user++) this.think(user, 0)
  }

  private think(user: number, fromMs: number): void {
    this.calendar.add(fromMs + this.chance.thought(), 'wait', () => {
      if (this.now() >= this.endMs()) return
      const { cpuMs, ioMs } = this.chance.work()
      this.sendFirst(cpuMs, ioMs, user)
    })
  }

  private send(sending: Sending): void {
    const request = newRequest(this.rows.length, this.now(), sending)
    this.rows.push(request.row)
    this.startClientTimeout(request)
    const own = this.ownOf(request)
    if (!own) this.openConnection(request)
    else if (request.isSlow && this.scenario.client.upload === 'silent') this.beSilent(request)
    else this.goOn(own, request)
  }

  private openConnection(request: Request): void {
    const { connectMs } = this.scenario.client
    if (connectMs === 0) this.meet(request)
    else this.calendar.add(this.now() + connectMs, 'wait', () => this.meet(request))
  }

  private meet(request: Request): void {
    if (!isWaiting(request)) return
    request.openMs = this.now()
    if (this.hasNginx()) this.reachNginx(request)
    else this.handshake.begin(request)
  }

  // On a connection of its own

  private ownOf({ user }: Request): OwnConnection | undefined {
    return user === null ? undefined : this.own.of(user)
  }

  private beSilent(request: Request): void {
    request.isUnsaid = true
    this.calendar.add(this.now() + this.scenario.client.uploadMs, 'wait', () => {
      if (!isWaiting(request)) return
      request.isUnsaid = false
      const own = this.ownOf(request)
      if (own) this.goOn(own, request)
      else this.openConnection(request)
    })
  }

  private goOn(own: OwnConnection, request: Request): void {
    this.own.remove(own)
    if (own.kept) {
      request.carriedBefore = own.kept.carried
      this.handshake.resume(request)
      this.server.takeOn(own.kept, request)
      return
    }
    request.connections = 1
    request.ownCarried = own.carried
    // A silent client has said everything by now.
    if (this.scenario.client.upload === 'silent') this.turnToServer(request)
    else this.collect(request)
  }

  /** A connection of a user's own is idle from now on. */
  private leaveStanding(own: OwnConnection, kind: 'kept' | 'client kept', idleMs: number): void {
    this.own.add(own)
    this.calendar.add(this.now() + idleMs, kind, () => {
      if (this.own.has(own)) this.closeOwn(own)
    })
  }

  private closeOwn(own: OwnConnection): void {
    if (own.kept) {
      this.server.closeIdle(own.kept)
    } else {
      this.own.remove(own)
      this.connectionsInUse--
    }
  }

  /** nginx is done with a request, and does not close its client's connection. */
  private staysOpen({ user, isSlow, openMs, ownCarried, connections, row }: Request): boolean {
    const { client, proxy } = this.scenario
    if (!this.hasNginx() || user === null || client.keepAlive === 'off' || proxy.keepaliveMs === 0) return false
    if (connections === 0 || row.outcome === 'timeout') return false
    if (row.outcome === '500' && connections === 1) return false
    if (isSlow && !this.collects() && this.now() < openMs + client.uploadMs) return false
    return ownCarried + 1 < TAKEN_AT_MOST
  }

  private makeRoom(): void {
    const { workerConnections } = this.scenario.proxy
    if (workerConnections - this.connectionsInUse > Math.floor(workerConnections / 16)) return
    for (const own of this.own.toDrain()) this.closeOwn(own)
  }

  // 2. nginx

  private collects(): boolean {
    const { client, proxy } = this.scenario
    return proxy.requestBuffering === 'on' || client.upload === 'silent'
  }

  private reachNginx(request: Request): void {
    if (this.takeConnection(request)) this.collect(request)
    else this.conclude(request, 'reset')
  }

  private collect(request: Request): void {
    if (!request.isSlow || !this.collects()) this.turnToServer(request)
    else this.calendar.add(this.now() + this.scenario.client.uploadMs, 'wait', () => this.turnToServer(request))
  }

  private turnToServer(request: Request): void {
    if (!isWaiting(request)) return
    this.machine.compute(this.nginx, {
      cpuMs: this.scenario.proxy.cpuMs,
      isBack: false,
      wanted: () => isWaiting(request),
      whenDone: () => this.connect(request),
    })
  }

  private connect(request: Request): void {
    if (!isWaiting(request)) return
    if (!this.pickServer(request)) {
      this.conclude(request, '502')
      return
    }
    if (Number.isNaN(request.firstTriedMs)) request.firstTriedMs = this.now()
    const kept = this.kept.take(serverOf(request))
    if (kept) {
      this.sendOn(kept, request)
    } else if (this.takeConnection(request)) {
      this.handshake.begin(request)
    } else {
      this.endWell(request)
      this.conclude(request, '500')
    }
  }

  private pickServer(request: Request): boolean {
    if (this.upstreams === null) return true
    const picked = this.upstreams.pick(request.tried, this.now())
    if (picked === null) return false
    request.tried.push(picked)
    return true
  }

  /** The server has failed the request, if somebody waits for it: it goes on to another one, or ends. */
  private fail(request: Request, outcome: OutcomeName, failure: Failure): void {
    if (!isWaiting(request)) return
    this.upstreams?.failed(serverOf(request), this.now())
    const isFree = request.carriedBefore > 0 && failure.kind === 'error'
    if (isFree) request.freeTries++
    if (this.mayPassOn(request, failure)) this.passOn(request)
    else this.conclude(request, outcome)
  }

  private passOn(request: Request): void {
    const again = passedOn(request)
    this.connectionsInUse -= again.connections - 1
    again.connections = 1
    this.limitPatienceAgain(again)
    this.connect(again)
  }

  private mayPassOn(
    { tried, firstTriedMs, freeTries, isPost, isSlow, carriedBefore }: Request,
    { kind, wasSent }: Failure,
  ): boolean {
    const { client, proxy } = this.scenario
    if (this.upstreams === null && !(carriedBefore > 0 && kind === 'error')) return false
    const most = proxy.nextUpstreamTries === 0 ? proxy.upstreams : Math.min(proxy.upstreams, proxy.nextUpstreamTries)
    if (tried.length - freeTries >= most) return false
    if (proxy.nextUpstream === 'off' || (proxy.nextUpstream === 'error' && kind === 'timeout')) return false
    if (proxy.nextUpstreamTimeoutMs > 0 && this.now() - firstTriedMs >= proxy.nextUpstreamTimeoutMs) return false
    const isStreamed = isSlow && proxy.requestBuffering === 'off' && client.upload === 'steady'
    return !(wasSent && (isPost || isStreamed))
  }

  private endWell(request: Request): void {
    if (request.tried.length > 0) this.upstreams?.endedWell(serverOf(request))
  }

  /** The server has answered, or closed the connection. */
  private endByServer(request: Request, outcome: OutcomeName): void {
    if (!isWaiting(request)) return
    if (outcome === '502') {
      this.fail(request, outcome, { kind: 'error', wasSent: true })
    } else {
      this.endWell(request)
      this.conclude(request, outcome)
    }
  }

  /** Given back when the client has its outcome. */
  private takeConnection(request: Request): boolean {
    this.makeRoom()
    if (this.connectionsInUse === this.scenario.proxy.workerConnections) return false
    this.connectionsInUse++
    request.connections++
    return true
  }

  // Keep-alive

  /** The request goes on a connection that stands. */
  private sendOn(kept: KeptConnection, request: Request): void {
    request.connections++
    request.carriedBefore = kept.carried
    this.handshake.resume(request)
    this.server.takeOn(kept, request)
  }

  /** The server leaves a connection open after its answer. */
  private keep(connection: KeptConnection): void {
    if (!this.hasNginx()) {
      const own = { user: connection.user!, carried: connection.carried, kept: connection }
      this.leaveStanding(own, 'kept', this.scenario.server.keepaliveMs)
      return
    }
    this.connectionsInUse++
    const last = this.kept.put(connection)
    if (last) {
      this.connectionsInUse--
      this.calendar.add(this.now(), 'wait', () => this.server.closeIdle(last))
    }
    const idleMs = Math.min(this.scenario.server.keepaliveMs, NGINX_KEEPS_MS)
    this.calendar.add(this.now() + idleMs, 'kept', () => {
      if (this.kept.has(connection)) this.server.closeIdle(connection)
    })
  }

  /** The server has closed an idle connection, if nginx has not before. */
  private forgetKept(connection: KeptConnection): void {
    const own = connection.user === null ? undefined : this.own.of(connection.user)
    if (own?.kept === connection) this.own.remove(own)
    if (!this.kept.has(connection)) return
    this.kept.remove(connection)
    this.connectionsInUse--
  }

  // 6 and 7. The end, for the client

  /** The request is over for its client, if it was not before. Whatever the server holds goes on for nobody. */
  private conclude(request: Request, outcome: OutcomeName): void {
    if (!isWaiting(request)) return
    const { timeoutMs, roundTripMs } = this.scenario.client
    request.row.outcome = outcome
    request.row.endedMs = outcome === 'timeout' ? request.row.sentMs + timeoutMs : this.now() + roundTripMs
    const own = this.staysOpen(request)
    this.connectionsInUse -= request.connections - (own ? 1 : 0)
    if (own) {
      const standing = { user: request.user!, carried: request.ownCarried + 1, kept: null }
      this.leaveStanding(standing, 'client kept', this.scenario.proxy.keepaliveMs)
    }
    if (outcome !== '200' && this.retry(request)) return
    if (request.user !== null) this.think(request.user, request.row.endedMs)
  }

  /** False when its client has had enough, or the run is over by then. */
  private retry(failed: Request): boolean {
    const { retries, backoffMs, jitter } = this.scenario.client
    if (failed.attempt === retries) return false
    const waitMs = backoffMs * 2 ** failed.attempt * (jitter === 'full' ? this.chance.jitter() : 1)
    const againMs = failed.row.endedMs + waitMs
    if (againMs >= this.endMs()) return false
    this.calendar.add(againMs, 'wait', () => this.send({ ...failed, attempt: failed.attempt + 1 }))
    return true
  }

  // Timeouts. One of 0 never fires.

  private startClientTimeout(request: Request): void {
    const { timeoutMs, roundTripMs } = this.scenario.client
    if (timeoutMs === 0) return
    const endsMs = this.now() + Math.max(0, timeoutMs - roundTripMs)
    this.calendar.add(endsMs, 'client timeout', () => this.leave(request))
  }

  /** A client whose request was passed on leaves when it would have, among the waits. */
  private limitPatienceAgain(request: Request): void {
    const { timeoutMs, roundTripMs } = this.scenario.client
    if (timeoutMs === 0) return
    const endsMs = request.row.sentMs + Math.max(0, timeoutMs - roundTripMs)
    this.calendar.add(endsMs, 'wait', () => this.leave(request))
  }

  private leave(request: Request): void {
    if (!isWaiting(request)) return
    this.endWell(request)
    this.conclude(request, 'timeout')
    const own = this.ownOf(request)
    if (request.isUnsaid && own) this.closeOwn(own)
  }

  private startConnectTimeout(request: Request): void {
    const { connectTimeoutMs } = this.scenario.proxy
    if (!this.hasNginx() || connectTimeoutMs === 0) return
    this.calendar.add(this.now() + connectTimeoutMs, 'connect timeout', () => {
      if (!request.connected) this.fail(request, '504', { kind: 'timeout', wasSent: false })
    })
  }

  private startReadTimeout(request: Request): void {
    const { readTimeoutMs } = this.scenario.proxy
    if (!this.hasNginx() || readTimeoutMs === 0) return
    this.calendar.add(this.now() + readTimeoutMs, 'read timeout', () =>
      this.fail(request, '504', { kind: 'timeout', wasSent: true }),
    )
  }

  // Small questions

  private now(): number {
    return this.machine.nowMs
  }

  private endMs(): number {
    return (this.scenario.run.warmupSeconds + this.scenario.run.seconds) * 1000
  }

  private hasNginx(): boolean {
    return this.scenario.proxy.kind === 'nginx'
  }
}
