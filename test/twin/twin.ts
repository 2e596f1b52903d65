/**
 * The slow twin: the rules of ARCHITECTURE.md once more, from their text alone, written to be read and not to be fast.
 * It shares no code with `sim/`, only the shape of a scenario. The methods follow the life of a request, top to bottom.
 *
 * It replays a list of requests, so it draws no load. What little chance remains is passed in, see `Chance`.
 */
import type { OutcomeName } from '../../sim/measure/outcomes.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { Calendar } from './calendar.ts'
import { Machine, Process } from './machine.ts'
import { isWaiting, newRequest, type Request, type Row, type TracedRequest } from './request.ts'
import { SERVERS } from './servers.ts'

export interface Run {
  rows: Row[]
  /** Core time used in the measured window, and the part of it spent on requests nobody waited for any more. */
  busyMs: number
  wastedMs: number
}

/** What is left to chance, decided by the caller. */
export interface Chance {
  /** Which of so many processes with room accepts, from 0. */
  dispatch: (candidates: number) => number
  /** The factor of a backoff, from [0, 1). */
  jitter: () => number
  /** How long after each whole second the watchdog looks. */
  watchdogPhaseMs: number
}

const LEFT_TO_NOTHING: Chance = { dispatch: () => 0, jitter: () => 1, watchdogPhaseMs: 0 }

class Worker extends Process {
  isAway = false
  freeThreads = 0
  /** Requests it has accepted and not yet finished, in order of acceptance. */
  holds: Request[] = []
  /** Those of them that wait for a thread. */
  inside: Request[] = []
}

/** When a dropped SYN is sent again, in seconds after the first; at the last of these times the kernel gives up. */
const SYN_SECONDS = {
  linear: [1, 2, 3, 4, 5, 7, 11, 19, 35, 67, 131],
  exponential: [1, 3, 7, 15, 31, 63, 127],
}

/** Runs `requests` (by `sentMs`) through `scenario` and returns what became of each. */
export function runTwin(scenario: Scenario, requests: TracedRequest[], chance: Partial<Chance> = {}): Run {
  return new Twin(scenario, { ...LEFT_TO_NOTHING, ...chance }).run(requests)
}

class Twin {
  private readonly scenario: Scenario
  private readonly chance: Chance
  private readonly calendar = new Calendar()
  private readonly machine: Machine
  private readonly workers: Worker[]
  private readonly nginx: Process
  private readonly rows: Row[] = []
  private readonly acceptQueue: Request[] = []
  /** One entry for each idle thread: the worker it belongs to. The last became free last. */
  private idleThreads: Worker[] = []
  private connectionsInUse = 0

  constructor(scenario: Scenario, chance: Chance) {
    const { kind, workers, threads } = scenario.server
    this.scenario = scenario
    this.chance = chance
    this.workers = Array.from({ length: workers }, (_, number) => new Worker(number, SERVERS[kind].sharing))
    this.nginx = new Process(workers, 'cooperative')
    this.machine = new Machine(scenario, this.calendar, [...this.workers, this.nginx])
    for (const worker of this.workers) worker.freeThreads = threads
    if (this.acceptsWhenIdle()) {
      for (let thread = 0; thread < threads; thread++) this.idleThreads.unshift(...this.workers.toReversed())
    }
  }

  run(requests: TracedRequest[]): Run {
    for (const { sentMs, cpuMs, ioMs } of requests) {
      if (sentMs >= this.endMs()) continue
      this.calendar.add(sentMs, 'arrival', () => this.send(cpuMs, ioMs, 0))
    }
    for (;;) {
      const phaseEnd = this.machine.nextEnd()
      const nextMs = Math.min(phaseEnd.atMs, this.calendar.nextMs)
      if (nextMs === Number.POSITIVE_INFINITY) break
      this.machine.advanceTo(nextMs)
      if (phaseEnd.atMs === nextMs) this.machine.endPhase(phaseEnd.process!)
      else this.calendar.happenNext()
    }
    return { rows: this.rows, busyMs: this.machine.busyMs, wastedMs: this.machine.wastedMs }
  }

  // 1. Send

  private send(cpuMs: number, ioMs: number, attempt: number): void {
    const request = newRequest(this.now(), cpuMs, ioMs, attempt)
    this.rows.push(request.row)
    this.timeout(this.scenario.client.timeoutMs, 'client timeout', () => this.conclude(request, 'timeout'))
    if (this.hasNginx()) this.reachNginx(request)
    else this.connect(request)
  }

  // 2. nginx

  private reachNginx(request: Request): void {
    if (!this.takeConnection(request)) this.conclude(request, 'reset')
    else this.compute(this.nginx, request, this.scenario.proxy.cpuMs, () => this.connect(request))
  }

  /** Given back when the client has its outcome. */
  private takeConnection(request: Request): boolean {
    if (this.connectionsInUse === this.scenario.proxy.workerConnections) return false
    this.connectionsInUse++
    request.connections++
    return true
  }

  // 3. Connect

  private connect(request: Request): void {
    if (!isWaiting(request)) return
    if (this.hasNginx()) {
      if (!this.takeConnection(request)) this.conclude(request, '500')
      this.timeout(this.scenario.proxy.connectTimeoutMs, 'connect timeout', () => {
        if (Number.isNaN(request.row.queuedMs)) this.conclude(request, '504')
      })
    }
    this.knock(request, this.now(), SYN_SECONDS[this.scenario.machine.synRetry])
  }

  /** One SYN. `retriesAt` are the seconds after the first SYN that are still to come. */
  private knock(request: Request, firstSynMs: number, retriesAt: number[]): void {
    if (!isWaiting(request)) return
    const [seconds, ...later] = retriesAt
    if (seconds === undefined) this.conclude(request, this.hasNginx() ? '504' : 'refused')
    else if (this.queueHasRoom()) this.enterQueue(request)
    else if (this.isUnixSocket()) this.conclude(request, '502')
    else this.calendar.add(firstSynMs + seconds * 1000, 'wait', () => this.knock(request, firstSynMs, later))
  }

  private queueHasRoom(): boolean {
    const { server, machine } = this.scenario
    return this.acceptQueue.length < Math.min(server.backlog, machine.somaxconn) + 1
  }

  private enterQueue(request: Request): void {
    request.row.queuedMs = this.now()
    if (this.hasNginx()) {
      this.timeout(this.scenario.proxy.readTimeoutMs, 'read timeout', () => this.conclude(request, '504'))
    }
    this.acceptQueue.push(request)
    this.acceptAll()
  }

  // 4. Accept

  private acceptAll(): void {
    while (this.acceptQueue.length > 0) {
      const worker = this.acceptsWhenIdle() ? this.idleThreads.pop() : this.workerWithRoom()
      if (!worker) return
      this.accept(worker, this.acceptQueue.shift()!)
    }
  }

  private workerWithRoom(): Worker | undefined {
    const { connections } = this.scenario.server
    const candidates = this.workers.filter(worker => !worker.isAway && worker.holds.length < connections)
    return candidates.length > 0 ? candidates[this.chance.dispatch(candidates.length)] : undefined
  }

  private accept(worker: Worker, request: Request): void {
    request.row.acceptedMs = this.now()
    request.row.worker = worker.number
    worker.holds.push(request)
    worker.inside.push(request)
    this.startNext(worker)
  }

  // 5. Serve

  private startNext(worker: Worker): void {
    if (worker.freeThreads === 0 || worker.inside.length === 0) return
    worker.freeThreads--
    this.serve(worker, worker.inside.shift()!)
  }

  private serve(worker: Worker, request: Request): void {
    const { row, cpuMs, ioMs } = request
    const { overheadMs } = this.scenario.server
    row.startedMs = this.now()
    this.watch(worker, request)
    // Without I/O there is nothing to wait for in between, and all is one phase.
    const lastMs = ioMs === 0 ? 0 : overheadMs / 2
    this.compute(worker, request, cpuMs + overheadMs - lastMs, () => {
      row.ioFromMs = this.now()
      this.wait(request, () => {
        row.ioToMs = this.now()
        this.compute(worker, request, lastMs, () => this.answer(worker, request))
      })
    })
  }

  private compute(process: Process, request: Request, cpuMs: number, whenDone: () => void): void {
    const leftMs = cpuMs + this.scenario.machine.switchCostUs / 1000
    if (cpuMs === 0) whenDone()
    else this.machine.compute(process, { leftMs, wanted: () => isWaiting(request), whenDone })
  }

  private wait(request: Request, whenDone: () => void): void {
    const unlessKilled = () => {
      if (!request.killed) whenDone()
    }
    if (request.ioMs === 0) whenDone()
    else this.calendar.add(this.now() + request.ioMs, 'wait', unlessKilled)
  }

  // 6. Answer

  private answer(worker: Worker, request: Request): void {
    request.row.finishedMs = this.now()
    this.conclude(request, '200')
    worker.holds = worker.holds.filter(held => held !== request)
    this.freeThread(worker)
  }

  private freeThread(worker: Worker): void {
    worker.freeThreads++
    this.startNext(worker)
    if (this.acceptsWhenIdle()) this.idleThreads.push(worker)
    this.acceptAll()
  }

  // 7. Leave

  /** The client learns the outcome, if it does not have one yet. Whatever the server holds goes on for nobody. */
  private conclude(request: Request, outcome: OutcomeName): void {
    if (!isWaiting(request)) return
    request.row.outcome = outcome
    request.row.endedMs = this.now()
    this.connectionsInUse -= request.connections
    if (outcome !== '200') this.retry(request)
  }

  private retry({ cpuMs, ioMs, attempt }: Request): void {
    const { retries, backoffMs, jitter } = this.scenario.client
    if (attempt === retries) return
    const waitMs = backoffMs * 2 ** attempt * (jitter === 'full' ? this.chance.jitter() : 1)
    if (this.now() + waitMs >= this.endMs()) return
    this.calendar.add(this.now() + waitMs, 'wait', () => this.send(cpuMs, ioMs, attempt + 1))
  }

  // The watchdog

  /** Comes back at the first look at which the request's time is over. */
  private watch(worker: Worker, request: Request): void {
    const { timeoutMs } = this.scenario.server
    if (timeoutMs === 0) return
    const phaseMs = this.chance.watchdogPhaseMs
    const secondsUntil = Math.floor((this.now() + timeoutMs - phaseMs) / 1000) + 1
    this.calendar.add(phaseMs + 1000 * secondsUntil, 'watchdog', () => {
      if (worker.holds.includes(request)) this.kill(worker, request)
    })
  }

  /** All that it holds dies with a worker, in the order in which it was sent. */
  private kill(worker: Worker, overdue: Request): void {
    const { killAnswer, bootMs } = this.scenario.server
    const victims = worker.holds.toSorted((a, b) => this.rows.indexOf(a.row) - this.rows.indexOf(b.row))
    this.machine.stop(worker)
    this.idleThreads = this.idleThreads.filter(owner => owner !== worker)
    worker.isAway = true
    worker.freeThreads = 0
    worker.holds = []
    worker.inside = []
    for (const victim of victims) {
      const answer = victim === overdue ? killAnswer : '502'
      victim.killed = true
      this.conclude(victim, answer === '502' && !this.hasNginx() ? 'reset' : answer)
    }
    this.calendar.add(this.now() + bootMs, 'wait', () => this.boot(worker))
  }

  private boot(worker: Worker): void {
    worker.isAway = false
    for (let thread = 0; thread < this.scenario.server.threads; thread++) this.freeThread(worker)
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

  /** A unix socket is a matter between nginx and the server; a client without a proxy comes over TCP. */
  private isUnixSocket(): boolean {
    return this.hasNginx() && this.scenario.proxy.socket === 'unix'
  }

  private acceptsWhenIdle(): boolean {
    return SERVERS[this.scenario.server.kind].accepts === 'when-idle'
  }

  /** A timeout of 0 never fires. */
  private timeout(afterMs: number, kind: 'client timeout' | 'connect timeout' | 'read timeout', act: () => void): void {
    if (afterMs > 0) this.calendar.add(this.now() + afterMs, kind, act)
  }
}
