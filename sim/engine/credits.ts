/**
 * The account of CPU credits that a burstable machine has. Kept in vCPU-milliseconds: one credit, a vCPU at full speed
 * for a minute, is 60,000 of them.
 *
 * As long as nothing starts or stops, credits are earned and spent at constant rates, so the account is brought to the
 * present only when the cores are.
 */
export const CREDIT_MS = 60_000

export interface CreditSetup {
  isUnlimited: boolean
  /** vCPUs that can run all the time on what is earned. */
  earned: number
  /** The most that is kept of what is earned, and of an unlimited machine also the most it can owe. */
  limitMs: number
  /** Earned before the start. */
  startMs: number
  /** Given once, outside the limit. */
  launchMs: number
}

export class CreditAccount {
  /** What is left of the launch credits. */
  launchMs: number
  /** What is left of those that were earned; below 0 what an unlimited machine owes. */
  earnedMs: number
  /** Surplus that is not earned back any more, but paid. */
  chargedMs = 0
  /** For how long the machine was throttled, and when first; NaN: never. */
  throttledMs = 0
  firstThrottledMs = Number.NaN
  isThrottled = false
  private readonly setup: CreditSetup

  constructor(setup: CreditSetup) {
    this.setup = setup
    this.launchMs = setup.launchMs
    this.earnedMs = setup.startMs
  }

  /** All that is left, launch credits included; below 0 a debt. */
  get balanceMs(): number {
    return this.launchMs + this.earnedMs
  }

  /** Time passes while so many vCPUs run, at full speed unless they are throttled. */
  pass(passedMs: number, vcpus: number): void {
    if (this.isThrottled) {
      this.throttledMs += passedMs
      return
    }
    const { earned } = this.setup
    const fromLaunchMs = Math.min(this.launchMs, passedMs * vcpus)
    const onLaunchMs = fromLaunchMs > 0 ? fromLaunchMs / vcpus : 0
    this.launchMs -= fromLaunchMs
    this.earn(earned * onLaunchMs)
    this.earn((earned - vcpus) * (passedMs - onLaunchMs))
  }

  /** The speed of so many running vCPUs as a part of the full one, from now on. */
  throttle(vcpus: number): number {
    const { isUnlimited, earned } = this.setup
    this.isThrottled = !isUnlimited && this.balanceMs === 0 && vcpus > earned
    return this.isThrottled ? earned / vcpus : 1
  }

  /** How long so many vCPUs can run until nothing is left; Infinity when that does not come, or has come. */
  lastsMs(vcpus: number): number {
    const { isUnlimited, earned, limitMs } = this.setup
    if (isUnlimited || this.isThrottled || vcpus <= earned) return Infinity
    const onLaunchMs = this.launchMs / vcpus
    const thenMs = Math.min(limitMs, this.earnedMs + earned * onLaunchMs)
    return onLaunchMs + thenMs / (vcpus - earned)
  }

  /** Nothing is left: exactly, whatever rounding says. */
  empty(): void {
    this.launchMs = 0
    this.earnedMs = 0
  }

  /** The machine is terminated, and pays what it owes. */
  close(): void {
    this.chargedMs += Math.max(0, -this.earnedMs)
    this.earnedMs = Math.max(0, this.earnedMs)
  }

  /** What the account will be after `passedMs` of the same; this one does not change. */
  after(passedMs: number, vcpus: number): CreditAccount {
    const later = Object.assign(new CreditAccount(this.setup), this)
    later.pass(passedMs, vcpus)
    return later
  }

  /** Below 0: spent. */
  private earn(ms: number): void {
    const { isUnlimited, limitMs } = this.setup
    const lowest = isUnlimited ? -limitMs : 0
    const balanceMs = this.earnedMs + ms
    if (isUnlimited && balanceMs < lowest) this.chargedMs += lowest - balanceMs
    this.earnedMs = Math.max(lowest, Math.min(limitMs, balanceMs))
  }
}
