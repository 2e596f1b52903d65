/**
 * From what was recorded to the numbers of a result.
 */
import { CREDIT_MS } from '../engine/credits.ts'
import { surplusDollars } from '../scenario/machine-types.ts'
import { processesOf, type Scenario } from '../scenario/scenario.ts'
import { FINE_BITS, percentile } from './histogram.ts'
import { Level } from './meter.ts'
import { COUNTED_OUTCOMES, OUTCOME_NAMES, Outcome, type OutcomeName } from './outcomes.ts'
import type { Recorder } from './recorder.ts'
import type { CreditUse, LatencySummary, Places, Result } from './result.ts'

/** What the loop knows when it is over. */
export interface RunFacts {
  trace: string | null
  sent: number
  events: number
  drainedMs: number
  cutAtMs: number | null
}

export function summarise(scenario: Scenario, recorder: Recorder, facts: RunFacts): Result {
  const windowMs = scenario.run.seconds * 1000
  const perSecond = (count: number) => (1000 * count) / windowMs
  return {
    scenario,
    trace: facts.trace,
    offered: recorder.offered,
    retried: recorder.retried,
    ok: recorder.outcomes[Outcome.Ok],
    outcomes: countOutcomes(recorder),
    throughputPerSecond: perSecond(recorder.answered),
    goodputPerSecond: perSecond(recorder.answeredInTime),
    servedPerSecond: perSecond(recorder.served),
    latencyMs: summariseLatency(recorder),
    cpuUtilization: recorder.busyMs / windowMs / scenario.machine.cores,
    wastedCpuShare: recorder.busyMs > 0 ? recorder.wastedMs / recorder.busyMs : 0,
    workerUtilization: recorder.areaOf(Level.BusyWorkers) / windowMs / processesOf(scenario),
    credits: summariseCredits(recorder, windowMs),
    places: summarisePlaces(recorder, windowMs),
    log: recorder.log,
    histogram: recorder.histogram,
    series: recorder.series?.series() ?? null,
    rows: recorder.rows?.rows(facts.sent) ?? null,
    drainedMs: facts.drainedMs,
    cutAtMs: facts.cutAtMs,
    events: facts.events,
  }
}

function summariseCredits({ creditsAtStart, creditsAtEnd, throttledMs }: Recorder, windowMs: number): CreditUse | null {
  if (creditsAtStart === null || creditsAtEnd === null) return null
  const charged = (creditsAtEnd.chargedMs - creditsAtStart.chargedMs) / CREDIT_MS
  const { firstThrottledMs } = creditsAtEnd
  return {
    atStart: creditsAtStart.balanceMs / CREDIT_MS,
    atEnd: creditsAtEnd.balanceMs / CREDIT_MS,
    spentAtMs: Number.isNaN(firstThrottledMs) ? null : firstThrottledMs,
    throttledShare: throttledMs / windowMs,
    charged,
    dollars: surplusDollars(charged),
  }
}

function countOutcomes(recorder: Recorder): Record<OutcomeName, number> {
  const outcomes = {} as Record<OutcomeName, number>
  for (const name of COUNTED_OUTCOMES) outcomes[name] = recorder.outcomes[OUTCOME_NAMES.indexOf(name)]
  return outcomes
}

function summariseLatency(recorder: Recorder): LatencySummary {
  const answered = recorder.outcomes[Outcome.Ok]
  const max = answered > 0 ? recorder.latencyMaxMs : Number.NaN
  const at = (q: number) => percentile(recorder.histogram, FINE_BITS, answered, max, q)
  return {
    mean: answered > 0 ? recorder.latencySumMs / answered : Number.NaN,
    p50: at(0.5),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    p999: at(0.999),
    max,
  }
}

function summarisePlaces(recorder: Recorder, windowMs: number): Places {
  const mean = (level: number) => recorder.areaOf(level) / windowMs
  // Differences of integrals that may be equal but for rounding: 0 is the least they can be.
  const cpu = Math.max(0, recorder.busyMs - recorder.proxyMs) / windowMs
  return {
    proxy: mean(Level.Proxy),
    acceptQueue: mean(Level.Queue),
    process: mean(Level.Process),
    cpu,
    runnable: Math.max(0, mean(Level.Cpu) - cpu),
    io: mean(Level.Io),
  }
}
