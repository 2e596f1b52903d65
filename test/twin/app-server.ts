/**
 * The server: steps 4 to 6 of a request's life, from the accept queue to the answer.
 */
import type { OutcomeName } from '../../sim/measure/outcomes.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import type { Calendar } from './calendar.ts'
import type { Chance } from './chance.ts'
import type { KeptConnection } from './kept-connections.ts'
import { Lives } from './lives.ts'
import type { Machine } from './machine.ts'
import { isWaiting, type Request, serverOf } from './request.ts'
import { SERVERS, type ServerTraits } from './servers.ts'
import type { Worker } from './worker.ts'

/** How long a thread waits for the first bytes of a request. */
const FIRST_BYTES_MS = 5000

/** Requests that a connection of nginx carries at most. */
const CARRIED_AT_MOST = 1000

/** What nginx, or the client, hears of the server. */
export interface Listener {
  conclude: (request: Request, outcome: OutcomeName) => void
  /** Without a proxy: its client would keep the connection. */
  keepsOwn: (request: Request) => boolean
  /** A connection stays open after an answer. */
  keep: (connection: KeptConnection) => void
  /** An idle connection is closed. */
  closed: (connection: KeptConnection) => void
}

export class AppServer {
  private readonly scenario: Scenario
  private readonly chance: Chance
  private readonly calendar: Calendar
  private readonly machine: Machine
  private readonly workers: Worker[]
  private readonly listener: Listener
  private readonly traits: ServerTraits
  private readonly lives: Lives
  /** One for each server. */
  private readonly acceptQueues: Request[][]
  /** One entry for each idle thread: the worker it belongs to. The last became free last. */
  private idleThreads: Worker[] = []

  constructor(
    world: {
      scenario: Scenario
      chance: Chance
      calendar: Calendar
      machine: Machine
      workers: Worker[]
      servers: number
    },
    listener: Listener,
  ) {
    this.scenario = world.scenario
    this.chance = world.chance
    this.calendar = world.calendar
    this.machine = world.machine
    this.workers = world.workers
    this.acceptQueues = Array.from({ length: world.servers }, () => [])
    this.listener = listener
    this.traits = SERVERS[world.scenario.server.kind]
    this.lives = new Lives(world, {
      closed: worker => this.withdraw(worker),
      opened: worker => this.open(worker),
      conclude: listener.conclude,
      dropIdle: worker => this.dropIdle(worker),
    })
  }

  begin(): void {
    const { threads } = this.scenario.server
    for (const worker of this.workers) worker.freeThreads = threads
    if (this.traits.sharing === 'cooperative') for (const worker of this.workers) this.acceptInRounds(worker)
    if (this.traits.accepts === 'one by one') for (const worker of this.workers) this.acceptOneByOne(worker)
    if (this.acceptsWhenIdle()) {
      for (let thread = 0; thread < threads; thread++) this.idleThreads.unshift(...this.workers.toReversed())
    }
    this.lives.beginAll()
  }

  get isEmpty(): boolean {
    return (
      this.acceptQueues.every(queue => queue.length === 0) && this.workers.every(worker => worker.holds.length === 0)
    )
  }

  queueHasRoom(request: Request): boolean {
    const { server, machine } = this.scenario
    return this.acceptQueues[serverOf(request)]!.length < Math.min(server.backlog, machine.somaxconn) + 1
  }

  enterQueue(request: Request): void {
    request.row.queuedMs = this.machine.nowMs
    this.acceptQueues[serverOf(request)]!.push(request)
    this.acceptAll(serverOf(request))
  }

  // 4. Accept

  private acceptAll(server: number): void {
    if (this.traits.accepts === 'one by one') {
      this.wantToAccept(this.workers[server]!)
      return
    }
    const queue = this.acceptQueues[server]!
    while (queue.length > 0) {
      const worker = this.acceptsWhenIdle() ? this.takeIdle(server) : this.workerWithRoom(server)
      if (!worker) return
      this.accept(worker, queue.shift()!)
    }
  }

  private takeIdle(server: number): Worker | undefined {
    const at = this.idleThreads.findLastIndex(worker => this.serverOfWorker(worker) === server)
    return at < 0 ? undefined : this.idleThreads.splice(at, 1)[0]
  }

  private serverOfWorker({ number }: Worker): number {
    return Math.floor(number / this.scenario.server.workers)
  }

  private workerWithRoom(server: number): Worker | undefined {
    const own = this.workers.filter(worker => this.serverOfWorker(worker) === server)
    const withRoom = own.filter(worker => this.hasRoom(worker))
    const atEase = withRoom.filter(worker => worker.turn === null && !worker.isPolling)
    const mayBeBusy = atEase.length === 0 && this.traits.sharing === 'gil'
    const candidates = mayBeBusy ? withRoom : atEase
    return candidates.length > 0 ? candidates[this.chance.dispatch(candidates.length)] : undefined
  }

  private hasRoom(worker: Worker): boolean {
    return !worker.isClosed && worker.holds.length + worker.idle.length < this.scenario.server.connections
  }

  /** An event loop takes from the queue when it comes round: one connection when it has siblings, else all. */
  private acceptInRounds(worker: Worker): void {
    const server = this.serverOfWorker(worker)
    const queue = this.acceptQueues[server]!
    const atMost = this.scenario.server.workers > 1 ? 1 : Number.POSITIVE_INFINITY
    worker.poll = () => {
      for (let taken = 0; taken < atMost && queue.length > 0 && this.hasRoom(worker); taken++) {
        this.accept(worker, queue.shift()!)
      }
    }
    worker.rest = () => this.acceptAll(server)
  }

  /** The main thread takes one connection, and then waits for the thread that it has started for it. */
  private acceptOneByOne(worker: Worker): void {
    worker.accept = () => {
      worker.isAccepting = false
      const inLine = worker.line.length
      worker.starting = this.acceptQueues[worker.number]!.shift()!
      this.accept(worker, worker.starting)
      if (worker.line.length === inLine) this.threadHasRun(worker)
    }
  }

  private threadHasRun(worker: Worker): void {
    worker.starting = null
    this.wantToAccept(worker)
  }

  private wantToAccept(worker: Worker): void {
    if (worker.isAccepting || worker.starting) return
    if (this.acceptQueues[worker.number]!.length === 0 || !this.hasRoom(worker)) return
    worker.isAccepting = true
    this.machine.acceptInTurn(worker)
  }

  private accept(worker: Worker, request: Request): void {
    worker.holds.push(request)
    this.receive(worker, request)
  }

  private receive(worker: Worker, request: Request): void {
    request.row.acceptedMs = this.machine.nowMs
    request.row.worker = worker.number
    const join = () => {
      worker.inside.push(request)
      this.startNext(worker)
    }
    const polls = this.reading() === 'poller' && !request.hasBegun
    if (this.traits.reads === 'in the main thread' || polls) this.onceThere(request, join)
    else join()
  }

  private reading(): Scenario['server']['reading'] {
    return this.traits.reads === 'as its version does' ? this.scenario.server.reading : 'thread'
  }

  /** When the request itself has come through, unless its worker is dead by then. */
  private onceThere(request: Request, act: () => void): void {
    if (request.hasData) act()
    else
      request.whenData = () => {
        if (!request.killed) act()
      }
  }

  // 5. Serve

  private startNext(worker: Worker): void {
    if (worker.freeThreads === 0 || worker.inside.length === 0) return
    worker.freeThreads--
    this.serve(worker, worker.inside.shift()!)
  }

  private serve(worker: Worker, request: Request): void {
    request.row.startedMs = this.machine.nowMs
    this.lives.watch(worker, request)
    if (this.reading() === 'thread-5s' && !request.hasBegun) this.limitSilence(worker, request)
    this.onceThere(request, () => {
      if (request.ioMs > 0) this.workWithIo(worker, request)
      else this.workWithoutIo(worker, request)
    })
  }

  /** Nothing at all has come in time: the connection goes back to the poller, and is closed a while later. */
  private limitSilence(worker: Worker, request: Request): void {
    const isSilent = () => !request.hasBegun && !request.killed
    this.calendar.add(this.machine.nowMs + FIRST_BYTES_MS, 'first bytes', () => {
      if (!isSilent()) return
      request.row.startedMs = Number.NaN
      this.onceThere(request, () => {
        worker.inside.push(request)
        this.startNext(worker)
      })
      this.calendar.add(this.machine.nowMs + this.scenario.server.keepaliveMs, 'idle', () => {
        if (isSilent()) this.closeSilent(worker, request)
      })
      worker.freeThreads++
      this.startNext(worker)
    })
  }

  private closeSilent(worker: Worker, request: Request): void {
    worker.holds = worker.holds.filter(held => held !== request)
    request.killed = true
    this.listener.conclude(request, this.scenario.proxy.kind === 'nginx' ? '502' : 'reset')
    this.lives.leaveIfEmpty(worker)
    this.acceptAll(this.serverOfWorker(worker))
  }

  private workWithIo(worker: Worker, request: Request): void {
    const { before, after } = this.ownCpu()
    before.push(before.pop()! + request.cpuMs)
    this.compute(worker, request, false, before, () => {
      request.row.ioFromMs = this.machine.nowMs
      this.wait(request, request.ioMs, () => {
        request.row.ioToMs = this.machine.nowMs
        this.compute(worker, request, true, after, () => this.answer(worker, request))
      })
    })
  }

  /** There is nothing to let go for around the application. */
  private workWithoutIo(worker: Worker, request: Request): void {
    const { before, after } = this.ownCpu()
    before.push(before.pop()! + request.cpuMs + after.shift()!)
    this.compute(worker, request, false, before, () =>
      this.compute(worker, request, true, after, () => {
        request.row.ioFromMs = this.machine.nowMs
        request.row.ioToMs = this.machine.nowMs
        this.answer(worker, request)
      }),
    )
  }

  /** The pieces of the server's own CPU for one request. */
  private ownCpu(): { before: number[]; after: number[] } {
    const { overheadMs, gilTurns } = this.scenario.server
    const half = (pieces: number) => Array<number>(pieces).fill(overheadMs / 2 / pieces)
    return { before: half(Math.ceil(gilTurns / 2)), after: half(Math.floor(gilTurns / 2)) }
  }

  /** One phase after another; a phase of no length is none. `isBack`: the request's I/O is behind it. */
  private compute(
    worker: Worker,
    request: Request,
    isBack: boolean,
    [cpuMs, ...laterMs]: number[],
    whenDone: () => void,
  ): void {
    const goOn = () => this.compute(worker, request, isBack, laterMs, whenDone)
    if (cpuMs === undefined) whenDone()
    else
      this.machine.compute(worker, {
        cpuMs,
        isBack: isBack || request.row.reused,
        wanted: () => isWaiting(request),
        whenItsTurn: () => {
          if (worker.starting === request) this.threadHasRun(worker)
        },
        whenDone: goOn,
      })
  }

  private wait(request: Request, waitMs: number, whenDone: () => void): void {
    this.calendar.add(this.machine.nowMs + waitMs, 'wait', () => {
      if (!request.killed) whenDone()
    })
  }

  // 6. Answer

  private answer(worker: Worker, request: Request): void {
    const closeWaitMs = this.scenario.proxy.kind === 'none' ? this.scenario.server.closeWaitMs : 0
    request.row.finishedMs = this.machine.nowMs
    const kept = this.isToBeKept(worker, request) ? this.keptAfter(worker, request) : null
    this.listener.conclude(request, '200')
    if (kept) {
      worker.idle.push(kept)
      this.listener.keep(kept)
    }
    if (closeWaitMs === 0) this.close(worker, request)
    else this.wait(request, closeWaitMs, () => this.close(worker, request))
  }

  private close(worker: Worker, request: Request): void {
    worker.holds = worker.holds.filter(held => held !== request)
    this.lives.countAnswer(worker)
    if (worker.isUp) this.freeThread(worker)
    else this.acceptAll(this.serverOfWorker(worker))
  }

  private freeThread(worker: Worker): void {
    worker.freeThreads++
    this.startNext(worker)
    if (this.acceptsWhenIdle() && !worker.isClosed) this.idleThreads.push(worker)
    this.acceptAll(this.serverOfWorker(worker))
  }

  // Keep-alive

  private isToBeKept(worker: Worker, request: Request): boolean {
    const { proxy, server } = this.scenario
    if (server.keepaliveMs === 0 || this.traits.keeps === 'nothing' || !isWaiting(request)) return false
    if (proxy.kind === 'nginx' ? proxy.upstreamKeepalive === 0 : !this.listener.keepsOwn(request)) return false
    if (worker.isClosed || worker.answered + 1 >= worker.answersAtMost) return false
    if (proxy.kind === 'nginx' && request.carriedBefore + 1 >= CARRIED_AT_MOST) return false
    return this.traits.keeps === 'connections' || worker.idle.length < server.connections - server.threads
  }

  private keptAfter(worker: Worker, request: Request): KeptConnection {
    return { server: serverOf(request), worker, carried: request.carriedBefore + 1, user: request.user }
  }

  /** A request comes on an idle connection. */
  takeOn(connection: KeptConnection, request: Request): void {
    const { worker } = connection
    worker.idle = worker.idle.filter(other => other !== connection)
    worker.holds.push(request)
    request.row.queuedMs = this.machine.nowMs
    request.row.reused = true
    this.receive(worker, request)
  }

  /** An idle connection ends, if the process is there and still has it. */
  closeIdle(connection: KeptConnection): void {
    const { worker, server } = connection
    if (!worker.idle.includes(connection)) return
    worker.idle = worker.idle.filter(other => other !== connection)
    this.listener.closed(connection)
    this.acceptAll(server)
  }

  private dropIdle(worker: Worker): void {
    for (const connection of worker.idle) this.listener.closed(connection)
    worker.idle = []
  }

  // Workers come and go

  private withdraw(worker: Worker): void {
    this.idleThreads = this.idleThreads.filter(owner => owner !== worker)
  }

  private open(worker: Worker): void {
    const { threads } = this.scenario.server
    worker.freeThreads = threads
    if (this.acceptsWhenIdle()) this.idleThreads.push(...Array<Worker>(threads).fill(worker))
    this.acceptAll(this.serverOfWorker(worker))
  }

  private acceptsWhenIdle(): boolean {
    return this.traits.accepts === 'when-idle'
  }
}
