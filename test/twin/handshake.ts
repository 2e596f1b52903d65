/**
 * How a connection to the server comes about, or does not: step 3 of a request's life. The accept queue itself belongs
 * to the caller, as does the client.
 */
import type { OutcomeName } from '../../sim/measure/outcomes.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { firesAt } from './kernel-timer.ts'
import { hasEntered, isWaiting, type Request } from './request.ts'

/** How a connection fails, and whether nginx had sent its request by then. */
export interface Failure {
  kind: 'error' | 'timeout'
  wasSent: boolean
}

export interface Surroundings {
  nowMs: () => number
  /** Something that happens at a time, in its order among I/O, retries and boots. */
  schedule: (atMs: number, happen: () => void) => void
  queueHasRoom: (request: Request) => boolean
  enterQueue: (request: Request) => void
  fail: (request: Request, outcome: OutcomeName, failure: Failure) => void
  /** nginx's timeouts; without nginx neither is ever over. */
  startConnectTimeout: (request: Request) => void
  startReadTimeout: (request: Request) => void
}

/** The timers between one SYN and the next. When the last one fires, the kernel gives up. */
const SYN_TIMERS_MS = {
  linear: [1, 1, 1, 1, 1, 2, 4, 8, 16, 32, 64].map(seconds => seconds * 1000),
  exponential: [1, 2, 4, 8, 16, 32, 64].map(seconds => seconds * 1000),
}

const FIRST_DATA_TIMER_MS = 200
const FIRST_SYN_ACK_TIMER_MS = 1000
/** The timer after the last SYN-ACK. When it fires, the server forgets the connection. */
const LAST_SYN_ACK_TIMER_MS = 32_000

const NOT_CONNECTED: Failure = { kind: 'error', wasSent: false }

export class Handshake {
  private readonly scenario: Scenario
  private readonly around: Surroundings

  constructor(scenario: Scenario, around: Surroundings) {
    this.scenario = scenario
    this.around = around
  }

  /** The first SYN. */
  begin(request: Request): void {
    if (this.around.queueHasRoom(request)) {
      this.enter(request)
    } else if (this.isUnixSocket()) {
      this.around.fail(request, '502', NOT_CONNECTED)
    } else {
      this.around.startConnectTimeout(request)
      this.dropSyn(request, SYN_TIMERS_MS[this.scenario.machine.synRetry])
    }
  }

  private dropSyn(request: Request, [timerMs, ...laterMs]: number[]): void {
    this.setTimer(timerMs!, () => {
      if (!isWaiting(request)) return
      if (laterMs.length === 0) this.around.fail(request, this.hasNginx() ? '502' : 'refused', NOT_CONNECTED)
      else this.repeatSyn(request, laterMs)
    })
  }

  /** The first of two looks at the queue. The ACK follows when all other SYNs of this instant have had theirs. */
  private repeatSyn(request: Request, laterMs: number[]): void {
    if (this.around.queueHasRoom(request)) this.around.schedule(this.around.nowMs(), () => this.acknowledge(request))
    else this.dropSyn(request, laterMs)
  }

  /** The second look. */
  private acknowledge(request: Request): void {
    if (this.around.queueHasRoom(request)) this.enter(request)
    else if (this.scenario.machine.abortOnOverflow === 'on')
      this.around.fail(request, this.brokenConnection(), NOT_CONNECTED)
    else this.beHalfOpen(request)
  }

  private enter(request: Request): void {
    this.believe(request)
    this.awaitSlowClient(request)
    this.around.enterQueue(request)
  }

  /** The request is sent on a connection that stands already. */
  resume(request: Request): void {
    this.believe(request)
    this.awaitSlowClient(request)
  }

  /** Where nothing collects requests before the server does, a slow client's comes a while after its connection. */
  private awaitSlowClient(request: Request): void {
    const { client, proxy } = this.scenario
    const dataMs = request.openMs + client.uploadMs
    const isCollected = this.hasNginx() && (proxy.requestBuffering === 'on' || client.upload === 'silent')
    if (!request.isSlow || isCollected || dataMs <= this.around.nowMs()) return
    request.hasData = false
    request.hasBegun = client.upload === 'steady'
    this.around.schedule(dataMs, () => this.deliver(request))
  }

  private deliver(request: Request): void {
    request.hasData = true
    request.hasBegun = true
    request.whenData()
  }

  private believe(request: Request): void {
    request.connected = true
    this.around.startReadTimeout(request)
  }

  // Half open

  private beHalfOpen(request: Request): void {
    this.believe(request)
    request.hasData = false
    request.hasBegun = false
    this.repeatData(request, FIRST_DATA_TIMER_MS)
    this.repeatSynAck(request, FIRST_SYN_ACK_TIMER_MS)
  }

  private repeatData(request: Request, timerMs: number): void {
    this.setTimer(timerMs, () => {
      if (request.forgotten) return
      if (hasEntered(request)) this.deliver(request)
      else if (this.around.queueHasRoom(request)) this.enterWithData(request)
      else this.repeatData(request, 2 * timerMs)
    })
  }

  private enterWithData(request: Request): void {
    request.hasData = true
    request.hasBegun = true
    this.around.enterQueue(request)
  }

  private repeatSynAck(request: Request, timerMs: number): void {
    this.setTimer(timerMs, () => {
      if (hasEntered(request)) return
      if (timerMs === LAST_SYN_ACK_TIMER_MS) this.forget(request)
      else if (this.around.queueHasRoom(request)) this.around.enterQueue(request)
      else this.repeatSynAck(request, 2 * timerMs)
    })
  }

  private forget(request: Request): void {
    request.forgotten = true
    this.around.fail(request, this.brokenConnection(), { kind: 'error', wasSent: true })
  }

  // Small questions

  private setTimer(timerMs: number, happen: () => void): void {
    const nowMs = this.around.nowMs()
    this.around.schedule(firesAt(nowMs, timerMs, this.scenario.machine.tickMs), happen)
  }

  private hasNginx(): boolean {
    return this.scenario.proxy.kind === 'nginx'
  }

  /** A unix socket is a matter between nginx and the server; a client without a proxy comes over TCP. */
  private isUnixSocket(): boolean {
    return this.hasNginx() && this.scenario.proxy.socket === 'unix'
  }

  private brokenConnection(): OutcomeName {
    return this.hasNginx() ? '502' : 'reset'
  }
}
