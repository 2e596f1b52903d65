/**
 * The account of CPU credits, in credits. One is a vCPU at full speed for a minute.
 */
import type { Scenario } from '../../sim/scenario/scenario.ts'

const MINUTE_MS = 60_000

export class Account {
  launch: number
  earned: number
  /** Surplus credits to be paid. */
  charged = 0
  private isEmpty: boolean
  private readonly isUnlimited: boolean
  private readonly perMinute: number
  private readonly limit: number

  /** The account of the scenario’s machine, which must be a custom one; null when it has none. */
  static of({ machine }: Scenario): Account | null {
    return machine.creditsPerHour === 0 || machine.credits === 'off' ? null : new Account(machine)
  }

  private constructor({ credits, creditsPerHour, creditsAtStart, launchCredits }: Scenario['machine']) {
    this.isUnlimited = credits === 'unlimited'
    this.perMinute = creditsPerHour / 60
    this.limit = 24 * creditsPerHour
    this.earned = Math.min(creditsAtStart, this.limit)
    this.launch = this.isUnlimited ? 0 : launchCredits
    this.isEmpty = this.balance === 0
  }

  get balance(): number {
    return this.launch + this.earned
  }

  /** The speed of `running` vCPUs as a part of the full one. */
  pace(running: number): number {
    const isThrottled = !this.isUnlimited && this.isEmpty && running > this.perMinute
    return isThrottled ? this.perMinute / running : 1
  }

  /** Milliseconds until the last credit is spent by `running` vCPUs. */
  lastsMs(running: number): number {
    if (this.isUnlimited || this.isEmpty || running <= this.perMinute) return Number.POSITIVE_INFINITY
    const launchMinutes = this.launch / running
    const earned = Math.min(this.limit, this.earned + launchMinutes * this.perMinute)
    return (launchMinutes + earned / (running - this.perMinute)) * MINUTE_MS
  }

  emptied(): void {
    this.isEmpty = true
    this.launch = 0
    this.earned = 0
  }

  /** Milliseconds pass in which `running` vCPUs run at their pace. */
  pass(ms: number, running: number): void {
    if (this.pace(running) < 1 || ms === 0) return
    const minutes = ms / MINUTE_MS
    const launchMinutes = this.launch === 0 ? 0 : running === 0 ? minutes : Math.min(minutes, this.launch / running)
    this.launch = launchMinutes < minutes ? 0 : this.launch - launchMinutes * running
    this.keep(launchMinutes * this.perMinute)
    this.keep((minutes - launchMinutes) * (this.perMinute - running))
    if (this.balance > 0) this.isEmpty = false
  }

  private keep(credits: number): void {
    this.earned = Math.min(this.limit, this.earned + credits)
    if (this.isUnlimited && this.earned < -this.limit) {
      this.charged += -this.limit - this.earned
      this.earned = -this.limit
    }
    if (!this.isUnlimited) this.earned = Math.max(0, this.earned)
  }
}
