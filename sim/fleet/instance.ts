/**
 * One instance of a fleet: a world of its own, with a life around it. It is asked from outside and advanced to an
 * instant; between two requests nobody looks at it.
 */
import { createAgenda, NOW } from '../engine/agenda.ts'
import { CREDIT_MS } from '../engine/credits.ts'
import { createStreams, type Streams } from '../engine/random.ts'
import { OUTCOME_COUNT, Outcome } from '../measure/outcomes.ts'
import { Recorder } from '../measure/recorder.ts'
import { NO_ARRIVALS } from '../model/arrivals.ts'
import { cutOff, sendFirstTry } from '../model/clients.ts'
import type { Demand, Demands } from '../model/demands.ts'
import { startWorkers } from '../model/lifecycle.ts'
import { NONE } from '../model/requests.ts'
import { runUntil } from '../model/run.ts'
import type { Settings } from '../model/settings.ts'
import { World } from '../model/world.ts'

/**
 * `booting`: paid for, not there yet. `starting`: there, and not yet healthy. `serving`: gets requests. `unhealthy`: gets
 * none. `draining`: finishes what it has. `gone`: terminated.
 */
export type Life = 'booting' | 'starting' | 'serving' | 'unhealthy' | 'draining' | 'gone'

/** What all instances of a fleet share. */
export interface Blueprint {
  settings: Settings
  seed: number
  streams: Streams
  demands: Demands
}

export class Instance {
  /** From 0, in order of launch. */
  readonly id: number
  readonly launchedMs: number
  /** Its server can be asked from then on. */
  readonly readyMs: number
  /** It is terminated, or will be. */
  goneMs = Infinity
  life: Life
  /** It was slowed down for want of CPU credits, or began to pay for surplus, and has not recovered since. */
  isShortOfCredits = false
  /** What its account had counted a minute ago. */
  creditsCounted = { throttledMs: 0, chargedMs: 0 }
  /** Health checks in a row that it passed, or failed. */
  passed = 0
  failed = 0
  readonly world: World

  constructor(blueprint: Blueprint, id: number, launchedMs: number, bootMs: number) {
    const settings = launchedMs === 0 ? blueprint.settings : withoutEarned(blueprint.settings)
    this.id = id
    this.launchedMs = launchedMs
    this.readyMs = launchedMs + bootMs
    this.life = 'booting'
    const agenda = createAgenda()
    agenda[NOW] = this.readyMs
    const window = { fromMs: Math.min(this.readyMs, settings.endMs), toMs: settings.endMs }
    const kept = { series: false, rows: false, maxRows: 0 }
    const recorder = new Recorder({ ...window, ...kept, goalMs: settings.goalMs, cores: settings.cores }, agenda)
    this.world = new World({
      agenda,
      settings,
      streams: streamsOf(blueprint, id),
      arrivals: NO_ARRIVALS,
      demands: blueprint.demands,
      recorder,
      maxSent: Infinity,
    })
    recorder.passBoundaries(this.readyMs, this.world.cores)
    startWorkers(this.world)
  }

  /** Whether its world moves: it has booted, and is not gone. */
  isUp(): boolean {
    return this.life !== 'booting' && this.life !== 'gone'
  }

  /** Whether it counts as one of the group: what drains is about to leave. */
  isMember(): boolean {
    return this.life !== 'draining' && this.life !== 'gone'
  }

  /** A request reaches it at `at`; its world must not be past that. */
  ask(at: number, demand: Demand): void {
    runUntil(this.world, at)
    this.world.agenda[NOW] = at
    sendFirstTry(this.world, demand, NONE)
  }

  /** Requests that were sent to it and are not answered yet. */
  outstanding(): number {
    const { offered, outcomes } = this.world.recorder
    let ended = 0
    for (let outcome = 0; outcome < OUTCOME_COUNT; outcome++) ended += outcomes[outcome]
    return offered - ended
  }

  /** It is terminated at `at`. What it still holds is a 502 of the load balancer. */
  terminate(at: number): void {
    this.world.agenda[NOW] = at
    cutOff(this.world, Outcome.BadGateway)
    this.world.cores.closeAccount()
    this.life = 'gone'
    this.goneMs = at
  }

  /** CPU credits that it has at `now`, which its world has reached; below 0 a debt, and 0 without an account. */
  creditsAt(now: number): number {
    return (this.world.cores.creditsAt(now)?.balanceMs ?? 0) / CREDIT_MS
  }

  /** For how long it was paid until `now`. */
  paidMs(now: number): number {
    return Math.max(0, Math.min(now, this.goneMs) - this.launchedMs)
  }

  /** For how long its cores were there until `now`. */
  upMs(now: number): number {
    return Math.max(0, Math.min(now, this.goneMs) - this.readyMs)
  }
}

/** A new instance has earned nothing yet. */
function withoutEarned(settings: Settings): Settings {
  return settings.credits === null ? settings : { ...settings, credits: { ...settings.credits, startMs: 0 } }
}

/**
 * The first instance has the streams of a plain run, so that a fleet of one is that run. Each other has its own, but
 * clients draw from the same ones wherever they are sent.
 */
function streamsOf({ seed, streams }: Blueprint, id: number): Streams {
  if (id === 0) return streams
  const own = createStreams((seed + Math.imul(id, 0x9e3779b9)) | 0)
  return { ...own, slowClients: streams.slowClients, backoff: streams.backoff }
}
