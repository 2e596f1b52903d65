/**
 * A fleet over hours and days. The driver owns what is between the instances: arrivals, the load balancer, health checks,
 * periods of the metric, launches and terminations. Instances are worlds of their own, advanced when somebody asks.
 *
 * At one instant the instances' own events come first, then the driver's (instances that are ready or gone, health
 * checks, the end of a period, the end of a minute, in this order), then arrivals.
 */
import { NOW } from '../engine/agenda.ts'
import type { Arrivals } from '../model/arrivals.ts'
import { sendAgain } from '../model/clients.ts'
import { nextDue, runOn, runUntil } from '../model/run.ts'
import type { World } from '../model/world.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { Balancer } from './balancer.ts'
import { Books } from './books.ts'
import { COUNTS, Count } from './counters.ts'
import { acceptsConnections, beginHttpCheck, countCheck, judgeHttpCheck } from './health.ts'
import { type Blueprint, Instance } from './instance.ts'
import { MetricLog } from './metric.ts'
import type { FleetEvent, FleetEventKind } from './result.ts'
import { ScalingRule } from './scaling.ts'

export class Fleet {
  readonly instances: Instance[] = []
  readonly events: FleetEvent[] = []
  /** One value a period. */
  readonly metric: number[] = []
  readonly books: Books
  /** Instances that are not gone, those that serve, and those whose worlds still move. */
  private living: Instance[] = []
  private serving: Instance[] = []
  private moving: Instance[] = []
  private readonly scenario: Scenario
  private readonly blueprint: Blueprint
  private readonly arrivals: Arrivals
  private readonly endMs: number
  private readonly balancer: Balancer
  private readonly rule: ScalingRule
  private readonly metricLog: MetricLog
  /** Retries of one instance's clients go to another, so instances must move together. */
  private readonly hasRetries: boolean
  private nextCheck: number
  private judgeAt = Infinity
  private nextPeriod: number
  private controlAt = 0
  /** Counters when the time was over and the last requests were still on their way. */
  private atEnd = new Float64Array(COUNTS)

  constructor(scenario: Scenario, blueprint: Blueprint, arrivals: Arrivals) {
    const { fleet } = scenario
    this.scenario = scenario
    this.blueprint = blueprint
    this.arrivals = arrivals
    this.endMs = fleet.hours * 3_600_000
    this.books = new Books(this.endMs)
    this.balancer = new Balancer(fleet)
    this.rule = new ScalingRule(scenario)
    this.metricLog = new MetricLog(scenario)
    this.hasRetries = scenario.client.retries > 0
    this.nextCheck = fleet.checkSeconds * 1000
    this.nextPeriod = fleet.periodSeconds * 1000
    for (let id = 0; id < fleet.min; id++) this.launch(0, 0).life = 'serving'
    this.regroup()
  }

  /** @param progress told now and then which part of the time has passed, from 0 to 1 */
  run(progress: (share: number) => void = () => {}): void {
    for (;;) {
      const at = this.arrivals.nextAt
      if (at < this.controlAt) this.arrive(at)
      else if (this.controlAt >= this.endMs) break
      else this.control(this.controlAt, progress)
    }
    this.advance(this.endMs)
    this.atEnd = this.books.totalsAt(this.living, this.endMs)
    this.books.endMinute(this.instances, this.living, this.scenario.machine.dollarsPerHour)
    for (const { world } of this.moving) {
      world.recorder.passBoundaries(this.endMs, world.cores)
      runOn(world)
    }
  }

  /** Counters of all instances when everything has ended; CPU is that of the time itself. */
  totals(): Float64Array {
    for (const instance of this.living) this.books.addLatencies(instance)
    const totals = this.books.totalsAt(this.living, this.endMs)
    for (const time of [Count.BusyMs, Count.WastedMs, Count.ThrottledMs, Count.Charged]) totals[time] = this.atEnd[time]
    return totals
  }

  private arrive(at: number): void {
    this.arrivals.take()
    if (this.serving.length === 0) {
      this.books.unserved++
      return
    }
    if (this.hasRetries || this.balancer.looks) this.advance(at)
    this.balancer.choose(this.serving).ask(at, this.arrivals.demand)
  }

  /** Brings every instance to `at`. */
  private advance(at: number): void {
    if (this.hasRetries) this.advanceTogether(at)
    else for (const { world } of this.moving) runUntil(world, at)
  }

  /** Always the instance that is due first, so that a retry finds every other at its own instant. */
  private advanceTogether(at: number): void {
    for (;;) {
      let first: World | null = null
      let due = Infinity
      for (const { world } of this.moving) {
        const next = nextDue(world)
        if (next >= due) continue
        first = world
        due = next
      }
      if (first === null || due > at) return
      runUntil(first, due)
    }
  }

  private retryElsewhere(from: World, retry: number): void {
    const { now } = from
    if (this.serving.length === 0) {
      this.books.unserved++
      from.requests.release(retry)
      return
    }
    const { world } = this.balancer.choose(this.serving)
    world.agenda[NOW] = now
    sendAgain(from, retry, world)
  }

  private control(now: number, progress: (share: number) => void): void {
    this.advance(now)
    this.passLives(now)
    if (now === this.judgeAt) this.judgeChecks(now)
    if (now === this.nextCheck) this.check(now)
    if (now === this.nextPeriod) this.endPeriod(now)
    if (now === this.books.minuteEnds) {
      this.watchCredits(now)
      this.books.endMinute(this.instances, this.living, this.scenario.machine.dollarsPerHour)
      progress(now / this.endMs)
    }
    this.regroup()
  }

  /** Instances that have booted, and those whose time to drain is over. */
  private passLives(now: number): void {
    for (const instance of this.living) {
      if (instance.life === 'booting' && instance.readyMs <= now) instance.life = 'starting'
      if (instance.life !== 'draining' || instance.goneMs > now) continue
      instance.terminate(now)
      this.books.close(instance, now)
      this.log(now, 'terminated', instance)
    }
  }

  private check(now: number): void {
    const { fleet } = this.scenario
    this.nextCheck += fleet.checkSeconds * 1000
    const checked = this.living.filter(instance => instance.isUp() && instance.isMember())
    if (fleet.healthCheck === 'tcp') {
      for (const instance of checked) this.count(now, instance, acceptsConnections(instance.world))
      return
    }
    for (const { world } of checked) {
      world.agenda[NOW] = now
      beginHttpCheck(world)
    }
    this.judgeAt = now + Math.min(fleet.checkTimeoutSeconds, fleet.checkSeconds) * 1000
  }

  private judgeChecks(now: number): void {
    this.judgeAt = Infinity
    for (const instance of this.living) {
      if (!instance.isUp() || !instance.isMember()) continue
      instance.world.agenda[NOW] = now
      this.count(now, instance, judgeHttpCheck(instance.world))
    }
  }

  private count(now: number, instance: Instance, isPassed: boolean): void {
    const turn = countCheck(instance, isPassed, this.scenario.fleet)
    if (turn === null) return
    const isNew = instance.life === 'starting'
    instance.life = turn === 'healthy' ? 'serving' : 'unhealthy'
    this.log(now, isNew ? 'in-service' : turn, instance)
  }

  private endPeriod(now: number): void {
    this.nextPeriod += this.scenario.fleet.periodSeconds * 1000
    const value = this.metricLog.endPeriod(this.living, now)
    this.metric.push(value)
    const members = this.living.filter(instance => instance.isMember())
    const step = this.rule.decide(value, members.length, now)
    if (step === 1) this.scaleOut(now, value)
    if (step === -1) this.scaleIn(now, value, members)
  }

  private scaleOut(now: number, value: number): void {
    const instance = this.launch(now, this.scenario.fleet.bootSeconds * 1000)
    this.rule.began(instance.readyMs)
    this.log(now, 'scale-out', instance, value, this.rule.thresholds.upper)
  }

  /** The oldest that is up leaves: with one launch template for all, AWS's default comes down to age. */
  private scaleIn(now: number, value: number, members: readonly Instance[]): void {
    const instance = members.find(member => member.isUp())
    if (instance === undefined) return
    instance.life = 'draining'
    instance.goneMs = now + this.scenario.fleet.drainSeconds * 1000
    this.rule.began(instance.goneMs)
    this.log(now, 'scale-in', instance, value, this.rule.thresholds.lower)
  }

  /** Once a minute: whose CPU credits are spent, and who has some again. */
  private watchCredits(now: number): void {
    if (this.blueprint.settings.credits === null) return
    const { cores } = this.scenario.machine
    for (const instance of this.living) {
      if (!instance.isUp()) continue
      const account = instance.world.cores.creditsAt(now)!
      const counted = instance.creditsCounted
      const isSlow = account.throttledMs > counted.throttledMs
      const isCharged = account.chargedMs > counted.chargedMs
      instance.creditsCounted = account
      const isShort = instance.isShortOfCredits
      instance.isShortOfCredits = isSlow || isCharged || (isShort && instance.creditsAt(now) < cores)
      if (!isShort && instance.isShortOfCredits) this.log(now, isSlow ? 'credits-spent' : 'surplus-charged', instance)
      if (isShort && !instance.isShortOfCredits) this.log(now, 'credits-back', instance)
    }
  }

  private launch(now: number, bootMs: number): Instance {
    const instance = new Instance(this.blueprint, this.instances.length, now, bootMs)
    if (this.hasRetries) instance.world.retryElsewhere = (from, retry) => this.retryElsewhere(from, retry)
    this.instances.push(instance)
    this.living.push(instance)
    return instance
  }

  private log(now: number, kind: FleetEventKind, instance: Instance, value = Number.NaN, threshold = Number.NaN): void {
    const { metric } = this.scenario.fleet
    const reason = Number.isNaN(threshold) ? null : { metric, value, threshold }
    const instances = this.living.filter(member => member.isMember()).length
    this.events.push({ atMs: now, kind, instance: instance.id, instances, reason, errorsBefore: 0, errorsAfter: 0 })
  }

  /** Who is what now, and when the driver has something to do next. */
  private regroup(): void {
    const stays = ({ life, world }: Instance) => life !== 'gone' || (this.hasRetries && world.requests.inUse > 0)
    this.moving = this.instances.filter(instance => instance.life !== 'booting' && stays(instance))
    this.living = this.living.filter(({ life }) => life !== 'gone')
    this.serving = this.living.filter(({ life }) => life === 'serving')
    this.controlAt = Math.min(this.nextCheck, this.judgeAt, this.nextPeriod, this.books.minuteEnds)
    for (const { life, readyMs, goneMs } of this.living) {
      if (life === 'booting') this.controlAt = Math.min(this.controlAt, readyMs)
      if (life === 'draining') this.controlAt = Math.min(this.controlAt, goneMs)
    }
  }
}
