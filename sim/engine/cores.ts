/**
 * Processor sharing: m runnable processes on C cores, each at speed min(1, C/m). Cores may be hyperthreads: two of them
 * that compute at once do less than two cores, see `capacityOf`.
 *
 * Kept in virtual time, which passes at that common speed: a process that needs w ms of CPU ends when virtual time has
 * advanced by w, whatever the speed does meanwhile. So a change of m moves nobody in the heap, and neither does a machine
 * that is throttled because its CPU credits are spent.
 */
import { type Agenda, NOW, Source } from './agenda.ts'
import type { CreditAccount } from './credits.ts'
import { FinishHeap } from './finish-heap.ts'

/**
 * How long a core stays with one process when others wait: an assumption between Linux's base slice of 0.7 ms and its
 * tick of 4 ms. It only sets how often `switchMs` is paid.
 */
const SLICE_MS = 3

/** What the cores are: `threadsPerCore` of them share one physical core, and all of these together do `hyperthreadGain` of its work. */
export interface CoreSetup {
  cores: number
  threadsPerCore: number
  hyperthreadGain: number
}

/**
 * Work that `runnable` processes get done in a millisecond. The scheduler gives each a physical core as long as there are
 * any; past that they double up, and a doubled core does `hyperthreadGain` in place of 1.
 */
export function capacityOf({ cores, threadsPerCore, hyperthreadGain }: CoreSetup, runnable: number): number {
  const physical = Math.ceil(cores / threadsPerCore)
  const running = Math.min(runnable, cores)
  return Math.min(running, physical) + Math.max(0, running - physical) * (hyperthreadGain - 1)
}

/**
 * Core-milliseconds that were busy; the part of them on behalf of nobody; the part that ran the proxy. And the time, of the
 * whole machine, for which it was throttled.
 */
export interface CoreTimes {
  busyMs: number
  wastedMs: number
  proxyMs: number
  throttledMs: number
}

export class Cores {
  /** Core times up to `changedAt`, the last change. */
  private busyMs = 0
  private wastedMs = 0
  private proxyMs = 0
  private changedAt = 0
  private virtualNow = 0
  private speed = 1
  /** Part of a core that each runnable process has. */
  private share = 1
  private runnable = 0
  private wasted = 0
  private proxyRuns = 0
  private isSettled = true
  /** CPU that the next process to start has to do. Not an argument: that would be put in a box on the heap. */
  workMs = Number.NaN
  /** What comes next is not the end of a phase: credits run out before. */
  creditsEndFirst = false
  /** Null when the machine has no CPU credits, and needs none. */
  private readonly credits: CreditAccount | null
  private readonly agenda: Agenda
  private readonly cores: number
  private readonly proxy: number
  private readonly heap: FinishHeap
  private readonly efficiency: number
  /** Runnable processes, up to the number of cores → the speed of each. */
  private readonly speeds: Float64Array
  private readonly fullCapacity: number

  /**
   * @param agenda where the end of the next CPU phase is entered
   * @param setup how many there are, and whether they are hyperthreads
   * @param proxy id of the proxy's process, the highest of all: ids are 0 … proxy
   * @param switchMs lost when a core turns from one process to another
   * @param credits what the machine may compute at full speed, or null
   */
  constructor(agenda: Agenda, setup: CoreSetup, proxy: number, switchMs: number, credits: CreditAccount | null = null) {
    this.agenda = agenda
    this.changedAt = agenda[NOW]
    this.credits = credits
    this.cores = setup.cores
    this.proxy = proxy
    this.heap = new FinishHeap(proxy + 1)
    this.efficiency = 1 - switchMs / (SLICE_MS + switchMs)
    this.speeds = Float64Array.from({ length: setup.cores + 1 }, (_, runnable) =>
      runnable === 0 ? 1 : capacityOf(setup, runnable) / runnable,
    )
    this.fullCapacity = capacityOf(setup, setup.cores)
  }

  /** Process `id` becomes runnable, with `workMs` of CPU to do; `forNobody` when no client waits for it. */
  start(id: number, forNobody: boolean): void {
    this.advance()
    this.heap.at(this.virtualNow + this.workMs).insert(id)
    this.runnable++
    if (forNobody) this.wasted++
    if (id === this.proxy) this.proxyRuns = 1
    this.isSettled = false
  }

  /** CPU that running process `id` still needs. */
  leftOf(id: number): number {
    this.advance()
    return Math.max(0, this.heap.keyOf(id) - this.virtualNow)
  }

  /** Stops process `id`, done or not. */
  stop(id: number, forNobody: boolean): void {
    this.advance()
    this.heap.remove(id)
    this.runnable--
    if (forNobody) this.wasted--
    if (id === this.proxy) this.proxyRuns = 0
    this.isSettled = false
  }

  /** The process whose phase ends first. It stays on its core until `stop`. */
  firstToEnd(): number {
    return this.heap.firstId
  }

  /** The client of a running process has left: from now on it computes for nobody. */
  abandonOne(): void {
    this.advance()
    this.wasted++
  }

  /**
   * Core times from the start to `now`, which must not be before the last change. Reading changes nothing, not even a
   * rounding: whether anybody looks must not change what happens.
   */
  timesUntil(now: number): CoreTimes {
    const each = (now - this.changedAt) * this.share
    return {
      busyMs: this.busyMs + each * this.runnable,
      wastedMs: this.wastedMs + each * this.wasted,
      proxyMs: this.proxyMs + each * this.proxyRuns,
      throttledMs: this.creditsAt(now)?.throttledMs ?? 0,
    }
  }

  /** The account at `now`, as above; null without one. */
  creditsAt(now: number): CreditAccount | null {
    if (this.credits === null) return null
    return this.credits.after(now - this.changedAt, this.running())
  }

  /** The credits have run out: what `creditsEndFirst` announced. */
  onCreditsEnd(): void {
    this.advance()
    this.credits!.empty()
    this.isSettled = false
  }

  /** The machine is terminated at the present instant, and pays what it owes. */
  closeAccount(): void {
    this.advance()
    this.credits?.close()
  }

  /** Cores that have a process on them. */
  private running(): number {
    return Math.min(this.runnable, this.cores)
  }

  private advance(): void {
    if (this.agenda[NOW] > this.changedAt) this.pass()
  }

  /** Time has passed since the last change. */
  private pass(): void {
    const now = this.agenda[NOW]
    const passed = now - this.changedAt
    const each = passed * this.share
    this.busyMs += each * this.runnable
    if (this.wasted > 0) this.wastedMs += each * this.wasted
    if (this.proxyRuns > 0) this.proxyMs += each
    if (this.credits !== null) this.credits.pass(passed, this.running())
    // At the end of a phase virtual time is exactly the key that was waited for, so that rounding cannot accumulate.
    if (now !== this.agenda[Source.CpuPhaseEnd] || this.creditsEndFirst) this.virtualNow += passed * this.speed
    else if (this.heap.firstKey > this.virtualNow) this.virtualNow = this.heap.firstKey
    this.changedAt = now
  }

  /**
   * Enters the end of the next phase into the agenda, with the speed that now holds. Once for all that starts and stops
   * in an event: at the end of a phase the process often begins another one at once.
   */
  settle(): void {
    if (!this.isSettled) this.enterNextEnd()
  }

  private enterNextEnd(): void {
    this.isSettled = true
    this.heap.settle()
    const { agenda, runnable, cores } = this
    if (runnable === 0) {
      if (this.credits !== null) this.rest(this.credits)
      this.virtualNow = 0
      agenda[Source.CpuPhaseEnd] = Infinity
      return
    }
    if (runnable > cores) {
      this.share = cores / runnable
      this.speed = (this.fullCapacity / runnable) * this.efficiency
    } else {
      this.share = 1
      this.speed = this.speeds[runnable]
    }
    if (this.credits !== null) this.throttle(this.credits)
    const leftMs = this.heap.firstKey - this.virtualNow
    agenda[Source.CpuPhaseEnd] = this.changedAt + (leftMs > 0 ? leftMs / this.speed : 0)
    if (this.credits !== null) this.awaitCreditsEnd(this.credits)
  }

  /** Nobody computes: credits are earned alone. */
  private rest(credits: CreditAccount): void {
    credits.throttle(0)
    this.creditsEndFirst = false
  }

  /** Takes the speed that the credits allow. */
  private throttle(credits: CreditAccount): void {
    const factor = credits.throttle(this.running())
    this.share *= factor
    this.speed *= factor
    if (credits.isThrottled && Number.isNaN(credits.firstThrottledMs)) credits.firstThrottledMs = this.changedAt
  }

  /** If they run out before the next phase ends, that is what comes next. */
  private awaitCreditsEnd(credits: CreditAccount): void {
    const { agenda } = this
    const endsAt = this.changedAt + credits.lastsMs(this.running())
    this.creditsEndFirst = endsAt <= agenda[Source.CpuPhaseEnd]
    if (this.creditsEndFirst) agenda[Source.CpuPhaseEnd] = endsAt
  }
}
