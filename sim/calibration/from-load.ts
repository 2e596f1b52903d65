/**
 * CPU and I/O a request from the report of a load generator whose every connection waits for an answer: a closed loop.
 *
 * What is used: Little’s law for the time that connections spend neither waiting nor being served, N / X − R; the
 * utilization law for CPU, U · C / X (P. J. Denning and J. P. Buzen, Computing Surveys 10 (1978), p. 225); the work bound
 * of `theory/bounds.ts` for where the rest can lie; and within it a search for the value with which the simulated server answers as many
 * requests a second as the real one did.
 */
import type { ParameterPath, Scenario } from '../scenario/scenario.ts'
import { simulate } from '../simulate.ts'
import { type Calibration, type Estimate, type Measure, NORMAL_95, type Utilization } from './estimate.ts'
import type { LoadReport } from './load-report.ts'

/** Answers a trial run has: its rate is then within 1.4 % in 19 of 20 cases, for exponential work. */
const TRIAL_ANSWERS = 20_000
/** A search ends when it knows its value to this share of the range. */
const PRECISION = 1 / 500
/** Share of failed requests past which a run says little about what an answer costs. */
export const MAX_FAILED = 0.05
/** Of the CPU; above it the CPU alone decides how many requests are answered. */
const SATURATED = 0.95

export interface LoadCheck {
  perSecond: { measured: number; simulated: number }
  percentiles: { share: number; measuredMs: number; simulatedMs: number }[]
}

export interface LoadCalibration extends Calibration {
  users: number
  thinkMs: number
  /** The report’s own figures beside those of the simulation with the estimates; null where there are alternatives. */
  check: LoadCheck | null
}

/**
 * @param users N ≥ 1, connections. @param thinkMs null: what Little’s law leaves. @param cpu utilization of all cores
 * during the run, or null: then CPU and I/O cannot be told apart, and both extremes are given.
 * @returns a sentence when no CPU and I/O can explain the report with these settings.
 */
export function calibrateLoad(
  report: LoadReport,
  scenario: Scenario,
  users: number,
  thinkMs: number | null,
  cpu: Utilization | null,
): LoadCalibration | string {
  const think = thinkMs ?? idleMs(report, users)
  const trial = new Trial(report, scenario, users, think)
  const notes = [...failureNotes(report), ...thinkNotes(think, thinkMs)]
  const found = cpu ? withCpu(trial, cpu) : withoutCpu(trial)
  if (typeof found === 'string') return found
  return {
    ...found,
    notes: [...notes, ...found.notes],
    users,
    thinkMs: think,
    check: cpu ? trial.check(found.estimates) : null,
  }
}

/** Time a connection spends neither waiting nor being served; 0 where it is within what the figures are rounded to. */
function idleMs({ perSecond, meanMs }: LoadReport, users: number): number {
  const cycleMs = (users * 1000) / perSecond
  return cycleMs - meanMs > 0.03 * cycleMs ? cycleMs - meanMs : 0
}

function failureNotes({ failed, requests }: LoadReport): string[] {
  if (failed === 0) return []
  return [`${failed} of ${requests} requests failed; they count as if they had been answered.`]
}

function thinkNotes(think: number, asked: number | null): string[] {
  if (think === 0 || asked !== null) return []
  return [
    `By Little’s law each connection was idle for ${think.toFixed(1)} ms between an answer and its next request; that is taken as traffic.thinkMs.`,
  ]
}

interface Demand {
  cpuMs: number
  ioMs: number
}

/** Runs the scenario with other demands. The same seed each time, so that only the demands differ. */
class Trial {
  readonly report: LoadReport
  readonly scenario: Scenario
  /** Relative 95 % uncertainty of the rate, measured and simulated. */
  readonly uncertainty: number
  /** Requests after which a run is cut: it answers faster than was measured, or fails at once, and could go on without end. */
  private readonly enough: number

  constructor(report: LoadReport, scenario: Scenario, users: number, thinkMs: number) {
    this.report = report
    const seconds = Math.min(3600, Math.max(0.1, TRIAL_ANSWERS / report.perSecond))
    this.scenario = {
      ...scenario,
      traffic: { ...scenario.traffic, kind: 'closed', users, thinkMs },
      run: { ...scenario.run, seconds, warmupSeconds: seconds / 10 },
    }
    this.enough = 2 + Math.ceil(2.2 * seconds * report.perSecond)
    const spread = report.deviationMs === null ? 1 : report.deviationMs / report.meanMs
    const squared = spread ** 2 / report.requests + 1 / (seconds * report.perSecond)
    this.uncertainty = Math.min(0.9, NORMAL_95 * Math.sqrt(squared))
  }

  run(demand: Demand, overheadMs = this.scenario.server.overheadMs) {
    const { request, server } = this.scenario
    const scenario = { ...this.scenario, request: { ...request, ...demand }, server: { ...server, overheadMs } }
    return simulate(scenario, { series: false, maxRequests: this.enough })
  }

  /** Whether the simulated server answers at least `target` a second. A run that was cut sent twice as many. */
  private keepsUp(demand: Demand, target: number): boolean {
    const { cutAtMs, throughputPerSecond } = this.run(demand)
    return cutAtMs !== null || throughputPerSecond >= target
  }

  /**
   * The value in [0, `most`] with which the simulation answers `target` a second, which falls as the value grows; null
   * when even 0 is too slow, or when what it answers so many with are failures.
   */
  search(target: number, most: number, demandOf: (value: number) => Demand): number | null {
    if (!this.keepsUp(demandOf(0), target)) return null
    let [low, high] = [0, most]
    while (high - low > most * PRECISION) {
      const middle = (low + high) / 2
      if (this.keepsUp(demandOf(middle), target)) low = middle
      else high = middle
    }
    const { ok, offered } = this.run(demandOf(high))
    return ok < offered * (1 - MAX_FAILED) ? null : (low + high) / 2
  }

  /** The most that one demand can be, the other being `otherMs`: every slot, and every connection, busy with it. */
  bound(otherMs: number): number {
    const { traffic, server } = this.scenario
    const atOnce = Math.min(traffic.users, server.workers * server.threads)
    const slowest = this.report.perSecond * (1 - this.uncertainty)
    return Math.max(1e-3, (atOnce * 1000) / slowest - otherMs)
  }

  check(estimates: readonly Estimate[]): LoadCheck {
    const valueAt = (path: ParameterPath) => estimates.find(estimate => estimate.path === path)?.value
    const demand = { cpuMs: valueAt('request.cpuMs') ?? 0, ioMs: valueAt('request.ioMs') ?? 0 }
    const result = this.run(demand, valueAt('server.overheadMs'))
    const latencyAt: Readonly<Record<number, number>> = {
      0.5: result.latencyMs.p50,
      0.9: result.latencyMs.p90,
      0.95: result.latencyMs.p95,
      0.99: result.latencyMs.p99,
    }
    const percentiles = this.report.percentiles.flatMap(({ share, ms }) => {
      const simulatedMs = latencyAt[share]
      return simulatedMs === undefined ? [] : [{ share, measuredMs: ms, simulatedMs }]
    })
    return { perSecond: { measured: this.report.perSecond, simulated: result.throughputPerSecond }, percentiles }
  }
}

type Part = Omit<LoadCalibration, 'users' | 'thinkMs' | 'check'>

function withCpu(trial: Trial, cpu: Utilization): Part | string {
  const { proxy, machine, server } = trial.scenario
  const { perSecond } = trial.report
  const totalMs = (share: number, rate: number) => (share * machine.cores * 1000) / rate
  const besidesMs = server.overheadMs + (proxy.kind === 'nginx' ? proxy.cpuMs : 0)
  const [slow, fast] = [perSecond * (1 - trial.uncertainty), perSecond * (1 + trial.uncertainty)]
  const cpuMs: Measure = {
    value: totalMs(cpu.share, perSecond) - besidesMs,
    low: Math.max(0, totalMs(cpu.share - cpu.resolution, fast) - besidesMs),
    high: totalMs(cpu.share + cpu.resolution, slow) - besidesMs,
  }
  if (cpuMs.value < 0) return tooLittleCpu(totalMs(cpu.share, perSecond), besidesMs)
  const ioAt = (rate: number, ms: number) =>
    trial.search(rate, trial.bound(ms + server.overheadMs), ioMs => ({ cpuMs: ms, ioMs }))
  const io = {
    value: ioAt(perSecond, cpuMs.value) ?? 0,
    low: ioAt(fast, cpuMs.high) ?? 0,
    high: ioAt(slow, cpuMs.low),
  }
  if (io.high === null) return tooSlow(trial, cpuMs.value)
  return {
    estimates: [
      { path: 'request.cpuMs', ...cpuMs, from: 'CPU used a request, less the server’s overhead and nginx' },
      { path: 'request.ioMs', ...(io as Measure), from: 'the I/O with which the simulation answers as many a second' },
    ],
    alternatives: [],
    notes: cpu.share >= SATURATED ? [SATURATED_NOTE] : [],
  }
}

const SATURATED_NOTE =
  'The CPU was the bottleneck, and with it saturated the I/O hardly changes how many requests are answered: its interval is wide. A run with fewer connections would tell.'

function tooLittleCpu(totalMs: number, besidesMs: number): string {
  return `The CPU used is ${totalMs.toFixed(2)} ms a request, less than the ${besidesMs.toFixed(2)} ms that server.overheadMs and proxy.cpuMs alone are; allowed is a smaller server.overheadMs, or proxy.kind=none where there was no nginx.`
}

/** Both ends of what the rate allows: no CPU, and no I/O. */
function withoutCpu(trial: Trial): Part | string {
  const { server } = trial.scenario
  const allIo = alone(trial, trial.bound(server.overheadMs), ioMs => ({ cpuMs: 0, ioMs }))
  if (allIo === null) return tooSlow(trial, 0)
  const allCpu = alone(trial, trial.bound(server.overheadMs), cpuMs => ({ cpuMs, ioMs: 0 }))
  if (allCpu === null) return tooSlow(trial, 0)
  const from = 'the value with which the simulation answers as many a second'
  const none = { value: 0, low: 0, high: 0, from: 'assumed' }
  return {
    estimates: [],
    alternatives: [
      {
        about: 'all of it I/O',
        estimates: [
          { path: 'request.cpuMs', ...none },
          { path: 'request.ioMs', ...allIo, from },
        ],
      },
      {
        about: 'all of it CPU',
        estimates: [
          { path: 'request.cpuMs', ...allCpu, from },
          { path: 'request.ioMs', ...none },
        ],
      },
    ],
    notes: [cannotTell(allIo, allCpu)],
  }
}

function alone(trial: Trial, most: number, demandOf: (ms: number) => Demand): Measure | null {
  const { report, uncertainty } = trial
  const at = (rate: number) => trial.search(rate, most, demandOf)
  const high = at(report.perSecond * (1 - uncertainty))
  if (high === null) return null
  return { value: at(report.perSecond) ?? 0, low: at(report.perSecond * (1 + uncertainty)) ?? 0, high }
}

function cannotTell(allIo: Measure, allCpu: Measure): string {
  const isSame = Math.abs(allIo.value - allCpu.value) <= 0.05 * allIo.value
  const sum = isSame
    ? `CPU and I/O together are about ${allIo.value.toFixed(1)} ms, however they are divided`
    : `CPU and I/O together lie between ${allCpu.value.toFixed(1)} ms (all CPU) and ${allIo.value.toFixed(1)} ms (all I/O)`
  return `${sum}: from rates and latencies alone the two cannot be told apart. The CPU utilization during the run would tell, as in --cpu 0.62.`
}

/** Also when the simulated server could keep up only by failing. */
function tooSlow(trial: Trial, cpuMs: number): string {
  const { throughputPerSecond, ok, offered } = trial.run({ cpuMs, ioMs: 0 })
  const busyMs = (cpuMs + trial.scenario.server.overheadMs).toPrecision(3)
  const failed = ok < offered ? ` and fails ${offered - ok} of ${offered}` : ''
  return `With ${busyMs} ms of CPU a request (server.overheadMs included) and no I/O the simulated server answers ${throughputPerSecond.toPrecision(4)} requests a second${failed}, but ${trial.report.perSecond} were measured; allowed are settings that fit: server.workers, server.threads, machine.cores, server.overheadMs.`
}
