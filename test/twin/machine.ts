/**
 * Cores and the processes that compute on them, by brute force: whenever time moves, every running phase is moved.
 *
 * A process runs one phase at a time, that of the thread which holds its interpreter (the GIL); the others wait in line.
 * Those of an event loop that are not in its present round wait for a round to take them.
 */
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { Account } from './account.ts'
import type { Calendar } from './calendar.ts'
import type { ServerTraits } from './servers.ts'

/** A stretch of computing that a thread asks for. */
export interface Demand {
  cpuMs: number
  /** Whether its request's I/O is behind it. */
  isBack: boolean
  /** Whether somebody still waits for what is computed. */
  wanted: () => boolean
  /** Has its turn on the interpreter, the first or a later one. */
  whenItsTurn?: () => void
  whenDone: () => void
}

interface Phase extends Demand {
  leftMs: number
}

/** A phase's turn on the interpreter. A new object for each turn, so that one turn is never taken for another. */
interface Turn {
  phase: Phase
}

/** The place in the line of a main thread that wants to accept. */
const MAIN_THREAD = 'main thread'

export class Process {
  readonly number: number
  readonly sharing: ServerTraits['sharing']
  /** Of an event loop: accepts what it may, at the beginning of a round. */
  poll: () => void = () => {}
  isPolling = false
  /** Of an event loop: the round is over and nothing is left to do. */
  rest: () => void = () => {}
  turn: Turn | null = null
  /** Those that want the interpreter; of an event loop the rest of its round. */
  line: (Phase | typeof MAIN_THREAD)[] = []
  /** Of a main thread that stands in the line: it accepts, in no time. */
  accept: () => void = () => {}
  /** Of an event loop: those that no round has taken yet. */
  ready: Phase[] = []

  constructor(number: number, sharing: ServerTraits['sharing']) {
    this.number = number
    this.sharing = sharing
  }
}

/** A slice of the kernel's scheduler, after which a core may change hands. */
const SLICE_US = 3000

export class Machine {
  nowMs = 0
  /** Core time used and core time used for nobody, in the measured window. */
  busyMs = 0
  wastedMs = 0
  /** Time in the window in which credits were spent and the machine slow. */
  throttledMs = 0
  /** What the account had, and had charged, when the window ended. */
  atEnd: { balance: number; charged: number } | null = null
  /** In the order of their numbers. */
  readonly processes: Process[]
  private readonly scenario: Scenario
  private readonly calendar: Calendar
  private readonly account: Account | null

  constructor(scenario: Scenario, calendar: Calendar, processes: Process[]) {
    this.scenario = scenario
    this.calendar = calendar
    this.processes = processes
    this.account = Account.of(scenario)
  }

  /** A thread of `process` wants to compute. What has no length takes no time and no turn. */
  compute(process: Process, demand: Demand): void {
    const phase = { ...demand, leftMs: demand.cpuMs + this.scenario.machine.switchCostUs / 1000 }
    if (demand.cpuMs === 0) demand.whenDone()
    else if (process.isPolling) process.line.push(phase)
    else if (process.turn === null) this.giveTurn(process, phase)
    else if (process.sharing === 'cooperative') process.ready.push(phase)
    else if (process.line.push(phase) === 1) this.limitTurn(process)
  }

  /** The main thread of a process wants the interpreter, to accept. */
  acceptInTurn(process: Process): void {
    const isFirst = process.line.push(MAIN_THREAD) === 1
    if (process.isPolling) return
    if (process.turn === null) this.giveTurnToNext(process)
    else if (isFirst) this.limitTurn(process)
  }

  get isIdle(): boolean {
    return this.runnable().length === 0
  }

  /** The phase that ends next, if nothing else happens before; the lowest process of those that end together. */
  nextEnd(): { atMs: number; process: Process | null } {
    const next = { atMs: Number.POSITIVE_INFINITY, process: null as Process | null }
    for (const process of this.runnable()) {
      const atMs = this.nowMs + Math.max(0, process.turn!.phase.leftMs) / this.speed()
      if (atMs < next.atMs) Object.assign(next, { atMs, process })
    }
    return next
  }

  endPhase(process: Process): void {
    const { phase } = process.turn!
    process.turn = null
    if (process.line.length === 0) this.beginRound(process)
    if (process.line.length > 0) this.giveTurnToNext(process)
    else process.rest()
    phase.whenDone()
  }

  /** The process is killed: nothing in it is computed any further. */
  stop(process: Process): void {
    process.turn = null
    process.line = []
    process.ready = []
  }

  /** When the last credit will be spent, if nothing else happens before. */
  get creditsEndMs(): number {
    return this.nowMs + (this.account?.lastsMs(this.running()) ?? Number.POSITIVE_INFINITY)
  }

  spendLastCredit(): void {
    this.account!.emptied()
  }

  advanceTo(atMs: number): void {
    const { warmupSeconds, seconds } = this.scenario.run
    const windowEndMs = (warmupSeconds + seconds) * 1000
    if (this.account && this.nowMs < windowEndMs && windowEndMs <= atMs) {
      this.moveTo(windowEndMs)
      this.atEnd = { balance: this.account.balance, charged: this.account.charged }
    }
    this.moveTo(atMs)
  }

  private moveTo(atMs: number): void {
    const inWindowMs = this.inWindow(this.nowMs, atMs)
    if (this.pace() < 1) this.throttledMs += inWindowMs
    for (const process of this.runnable()) {
      const { phase } = process.turn!
      phase.leftMs -= (atMs - this.nowMs) * this.speed()
      this.busyMs += inWindowMs * this.coreShare()
      if (!phase.wanted()) this.wastedMs += inWindowMs * this.coreShare()
    }
    this.account?.pass(atMs - this.nowMs, this.running())
    this.nowMs = atMs
  }

  private giveTurnToNext(process: Process): void {
    for (let head = process.line.shift(); head; head = process.line.shift()) {
      if (head !== MAIN_THREAD) {
        this.giveTurn(process, head)
        return
      }
      process.isPolling = true
      process.accept()
      process.isPolling = false
    }
  }

  private giveTurn(process: Process, phase: Phase): void {
    process.turn = { phase }
    if (process.line.length > 0) this.limitTurn(process)
    phase.whenItsTurn?.()
  }

  /** A round takes all that are back from I/O, then those that begin, then what it accepts. */
  private beginRound(process: Process): void {
    process.line = [...process.ready.filter(phase => phase.isBack), ...process.ready.filter(phase => !phase.isBack)]
    process.ready = []
    process.isPolling = true
    process.poll()
    process.isPolling = false
  }

  /** Somebody waits from now on: one switch interval later the turn is over, unless the phase ended before. */
  private limitTurn(process: Process): void {
    if (process.sharing === 'cooperative') return
    const { turn } = process
    this.calendar.add(this.nowMs + this.scenario.server.switchIntervalMs, 'gil turn', () => {
      if (process.turn !== turn) return
      process.line.push(turn!.phase)
      process.turn = null
      this.giveTurnToNext(process)
    })
  }

  private runnable(): Process[] {
    return this.processes.filter(process => process.turn)
  }

  /** vCPUs that have a process on them. */
  private running(): number {
    return Math.min(this.runnable().length, this.scenario.machine.cores)
  }

  /** How fast everything goes: less than 1 while the machine is throttled. */
  private pace(): number {
    return this.account?.pace(this.running()) ?? 1
  }

  /** The part of a core that each runnable process has. */
  private coreShare(): number {
    return (this.running() / this.runnable().length) * this.pace()
  }

  /** Work done in a millisecond: where processes outnumber the cores, changing hands costs a part of it. */
  private speed(): number {
    const { cores, switchCostUs } = this.scenario.machine
    const runnable = this.runnable().length
    const lost = runnable > cores ? switchCostUs / (SLICE_US + switchCostUs) : 0
    return (this.workPerMs() / runnable) * (1 - lost) * this.pace()
  }

  /** Of all cores together. Hyperthreads: physical cores are taken first, then doubled, and a doubled one does `hyperthreadGain`. */
  private workPerMs(): number {
    const { cores, threadsPerCore, hyperthreadGain } = this.scenario.machine
    const running = Math.min(this.runnable().length, cores)
    if (threadsPerCore === 1) return running
    const physical = Math.ceil(cores / 2)
    const doubled = Math.max(0, running - physical)
    return running - doubled - doubled + doubled * hyperthreadGain
  }

  private inWindow(fromMs: number, toMs: number): number {
    const { warmupSeconds, seconds } = this.scenario.run
    const startMs = warmupSeconds * 1000
    const endMs = (warmupSeconds + seconds) * 1000
    return Math.max(0, Math.min(toMs, endMs) - Math.max(fromMs, startMs))
  }
}
