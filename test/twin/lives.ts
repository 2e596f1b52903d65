/**
 * How worker processes come and go: the watchdog, retirement, memory.
 */
import type { OutcomeName } from '../../sim/measure/outcomes.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import type { Calendar } from './calendar.ts'
import type { Chance } from './chance.ts'
import type { Machine } from './machine.ts'
import type { Request } from './request.ts'
import type { Worker } from './worker.ts'

export interface Surroundings {
  /** Its threads, free or not, are no longer there to accept. */
  closed: (worker: Worker) => void
  /** It accepts, with all its threads. */
  opened: (worker: Worker) => void
  conclude: (request: Request, outcome: OutcomeName) => void
  /** Its idle connections are closed. */
  dropIdle: (worker: Worker) => void
}

const SYSTEM_MB = 300
/** A worker that the kernel killed is away for this long at least. */
const LEAST_RESTART_MS = 1000

export class Lives {
  private readonly scenario: Scenario
  private readonly chance: Chance
  private readonly calendar: Calendar
  private readonly machine: Machine
  private readonly workers: Worker[]
  private readonly around: Surroundings

  constructor(
    world: { scenario: Scenario; chance: Chance; calendar: Calendar; machine: Machine; workers: Worker[] },
    around: Surroundings,
  ) {
    this.scenario = world.scenario
    this.chance = world.chance
    this.calendar = world.calendar
    this.machine = world.machine
    this.workers = world.workers
    this.around = around
  }

  beginAll(): void {
    for (const worker of this.workers) {
      if (worker.number < this.workersInMemory()) this.drawLife(worker)
      else {
        this.close(worker)
        this.leave(worker, this.restartMs())
      }
    }
  }

  // The watchdog

  /** Comes back at the first look at which the request's time is over. */
  watch(worker: Worker, request: Request): void {
    const { timeoutMs, bootMs, killAnswer } = this.scenario.server
    if (timeoutMs === 0) return
    const phaseMs = this.chance.watchdogPhaseMs
    const secondsUntil = Math.floor((this.machine.nowMs + timeoutMs - phaseMs) / 1000) + 1
    this.calendar.add(phaseMs + 1000 * secondsUntil, 'watchdog', () => {
      if (!worker.holds.includes(request)) return
      this.kill(worker, victim => (victim === request ? killAnswer : '502'))
      this.leave(worker, bootMs)
    })
  }

  // Retirement

  /** The worker has answered a request and no longer holds it. */
  countAnswer(worker: Worker): void {
    worker.answered++
    if (worker.answered < worker.answersAtMost) return
    this.around.dropIdle(worker)
    this.close(worker)
    this.leaveIfEmpty(worker)
  }

  /** A worker that retires is gone when it holds nothing more. */
  leaveIfEmpty(worker: Worker): void {
    if (worker.isClosed && worker.holds.length === 0) this.leave(worker, this.scenario.server.bootMs)
  }

  private drawLife(worker: Worker): void {
    const { maxRequests, maxRequestsJitter } = this.scenario.server
    worker.answered = 0
    if (maxRequests === 0) return
    const more = maxRequestsJitter === 0 ? 0 : this.chance.retirement(maxRequestsJitter + 1)
    worker.answersAtMost = maxRequests + more
  }

  // Memory

  private workersInMemory(): number {
    const { machine, server } = this.scenario
    if (machine.memoryMb === 0 || server.memoryMb === 0) return Number.POSITIVE_INFINITY
    return Math.floor((machine.memoryMb - SYSTEM_MB) / server.memoryMb)
  }

  /** One process more than the memory holds has come up: the kernel kills one. */
  private runOutOfMemory(): void {
    const up = this.workers.filter(worker => worker.isUp)
    const victim = up[this.chance.memory(up.length)]!
    this.kill(victim, () => '502')
    this.leave(victim, this.restartMs())
  }

  private restartMs(): number {
    return Math.max(this.scenario.server.bootMs, LEAST_RESTART_MS)
  }

  // Coming and going

  private close(worker: Worker): void {
    worker.isClosed = true
    this.around.closed(worker)
  }

  private leave(worker: Worker, awayMs: number): void {
    worker.isUp = false
    this.calendar.add(this.machine.nowMs + awayMs, 'boot', () => this.comeUp(worker))
  }

  private comeUp(worker: Worker): void {
    worker.isUp = true
    if (this.workers.filter(({ isUp }) => isUp).length > this.workersInMemory()) this.runOutOfMemory()
    if (!worker.isUp) return
    this.drawLife(worker)
    worker.isClosed = false
    this.around.opened(worker)
  }

  /** All that it holds dies with a worker, in the order in which it was sent. */
  private kill(worker: Worker, answerTo: (victim: Request) => OutcomeName): void {
    const victims = worker.holds.toSorted((a, b) => a.number - b.number)
    this.machine.stop(worker)
    this.around.dropIdle(worker)
    this.close(worker)
    worker.freeThreads = 0
    worker.starting = null
    worker.isAccepting = false
    worker.holds = []
    worker.inside = []
    for (const victim of victims) {
      const answer = answerTo(victim)
      victim.killed = true
      const hasNginx = this.scenario.proxy.kind === 'nginx'
      this.around.conclude(victim, answer === '502' && !hasNginx ? 'reset' : answer)
    }
  }
}
