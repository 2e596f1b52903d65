/**
 * The slow twin: the rules of ARCHITECTURE.md once more, from their text alone, written to be read and not to be fast.
 * It shares no code with `sim/`, only the shape of a scenario. This file is the client and nginx; the connection between
 * nginx and the server is in `handshake.ts`, the server in `app-server.ts`, cores and the GIL in `machine.ts`.
 *
 * It replays a list of requests, so it draws no load. What little chance remains is passed in, see `Chance`.
 */
import type { OutcomeName } from '../../sim/measure/outcomes.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { AppServer } from './app-server.ts'
import { Calendar } from './calendar.ts'
import { type Chance, LEFT_TO_NOTHING } from './chance.ts'
import { type Failure, Handshake } from './handshake.ts'
import { type KeptConnection, KeptConnections } from './kept-connections.ts'
import { Machine, Process } from './machine.ts'
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

/** Runs `requests` (by `sentMs`) through `scenario` and returns what became of each. */
export function runTwin(scenario: Scenario, requests: TracedRequest[], chance: Partial<Chance> = {}): Run {
  return new Twin(scenario, { ...LEFT_TO_NOTHING, ...chance }).run(requests)
}

/** keepalive_timeout of an upstream block. */
const NGINX_KEEPS_MS = 60_000

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
  private readonly rows: Row[] = []
  private connectionsInUse = 0

  constructor(scenario: Scenario, chance: Chance) {
    const { kind, workers: each } = scenario.server
    const servers = scenario.proxy.kind === 'nginx' ? scenario.proxy.upstreams : 1
    const count = servers * each
    const newPerRound = each === 1 ? Number.POSITIVE_INFINITY : 1
    const workers = Array.from({ length: count }, (_, number) => new Worker(number, SERVERS[kind].sharing, newPerRound))
    this.scenario = scenario
    this.chance = chance
    this.nginx = new Process(count, 'cooperative', Number.POSITIVE_INFINITY)
    this.machine = new Machine(scenario, this.calendar, [...workers, this.nginx])
    this.server = new AppServer(
      { scenario, chance, calendar: this.calendar, machine: this.machine, workers, servers },
      {
        conclude: (request, outcome) => this.endByServer(request, outcome),
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

  private sendFirst(cpuMs: number, ioMs: number): void {
    const { slowShare } = this.scenario.client
    const isSlow = slowShare > 0 && this.chance.slowness() < slowShare
    const { postShare } = this.scenario.request
    const isPost = postShare > 0 && this.chance.post() < postShare
    this.send({ cpuMs, ioMs, attempt: 0, isSlow, isPost })
  }

  private send(sending: Sending): void {
    const request = newRequest(this.rows.length, this.now(), sending)
    this.rows.push(request.row)
    this.startClientTimeout(request)
    if (this.hasNginx()) this.reachNginx(request)
    else this.handshake.begin(request)
  }

  // 2. nginx

  private reachNginx(request: Request): void {
    const { client, proxy } = this.scenario
    const isCollected = request.isSlow && (proxy.requestBuffering === 'on' || client.upload === 'silent')
    if (!this.takeConnection(request)) this.conclude(request, 'reset')
    else if (isCollected) this.calendar.add(this.now() + client.uploadMs, 'wait', () => this.turnToServer(request))
    else this.turnToServer(request)
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
    this.connectionsInUse -= request.connections
    if (outcome !== '200') this.retry(request)
  }

  private retry(failed: Request): void {
    const { retries, backoffMs, jitter } = this.scenario.client
    if (failed.attempt === retries) return
    const waitMs = backoffMs * 2 ** failed.attempt * (jitter === 'full' ? this.chance.jitter() : 1)
    const againMs = failed.row.endedMs + waitMs
    if (againMs >= this.endMs()) return
    this.calendar.add(againMs, 'wait', () => this.send({ ...failed, attempt: failed.attempt + 1 }))
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
