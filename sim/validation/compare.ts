/**
 * One recording, replayed: measured beside simulated, figure by figure.
 */
import { COUNTED_OUTCOMES, OUTCOME_NAMES, Outcome } from '../measure/outcomes.ts'
import type { Result, Rows } from '../measure/result.ts'
import { accepted, type Checked, type Problem, refused, shown } from '../scenario/problem.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { workProblems } from '../scenario/work.ts'
import { simulate, type Trace } from '../simulate.ts'
import type { RecordedCase, RecordedMeasures } from './recorded-case.ts'
import { scenarioOf } from './scenario-of.ts'
import { type Allowed, type Tolerance, toleranceOf, withinAnswered, withinPoints, withinRelative } from './tolerance.ts'

export interface Figure {
  /** `answered`, `p50`, `p95`, `p99`, `cpu`, or `share` and the name of an outcome: `share 504`. */
  name: string
  /** Answers a second, share from 0 to 1, or milliseconds. */
  unit: 'perSecond' | 'share' | 'ms'
  /** Null where there is none: a latency of no answers, CPU that was not measured. */
  measured: number | null
  simulated: number | null
  /** Of a share the difference, of anything else the relative error. Null where one of the two is missing. */
  error: number | null
  /** Null: shown, not judged. */
  allowed: Allowed | null
  /** Null: not judged. */
  isWithin: boolean | null
}

export interface Comparison {
  name: string
  scenario: Scenario
  /** Requests sent in the measured time, and how many of them were answered before it was over. */
  offered: number
  answered: { measured: number; simulated: number }
  figures: Figure[]
  /** Whether every figure that is judged is within its tolerance. */
  isWithin: boolean
  /** Settings of the recording that were not replayed. */
  unknownSettings: string[]
}

/**
 * Replays a recording and compares. CPU is the server’s alone on both sides: what nginx uses of the same cores is
 * taken off the simulated value, because the measured one never had it.
 *
 * @returns problems when the settings cannot be simulated, or when trace and measures are not of the same run.
 */
export function compareCase(recorded: RecordedCase, trace: Trace): Checked<Comparison> {
  const { config, measured, unknownSettings } = recorded
  const scenario = scenarioOf(config)
  if (!scenario.ok) return refused(scenario.problems.map(problem => inCase(config.name, problem)))
  const tooMuch = workProblems(scenario.value, trace)
  if (tooMuch.length > 0) return refused(tooMuch.map(problem => inCase(config.name, problem)))

  const result = simulate(scenario.value, { trace, rows: true, series: false })
  const offered = sumOf(Object.values(measured.outcomes))
  if (result.offered !== offered) return refused([notOneRun(config.name, offered, result.offered)])

  const simulated = answersOf(result)
  const figures = figuresOf(measured, result, simulated, toleranceOf(config, scenario.value))
  return accepted({
    name: config.name,
    scenario: scenario.value,
    offered,
    answered: { measured: Math.round(measured.okPerSecond * config.seconds), simulated: simulated.inTime },
    figures,
    isWithin: figures.every(figure => figure.isWithin !== false),
    unknownSettings,
  })
}

function inCase(name: string, { path, value, message }: Problem): Problem {
  return { path: `${name}, ${path}`, value, message: `Recording ${shown(name)}: ${message}` }
}

function notOneRun(name: string, counted: number, traced: number): Problem {
  const what = `its outcomes add up to ${counted} requests, but its trace has ${traced} in the measured time; allowed is the same number`
  return inCase(name, { path: 'outcomes', value: counted, message: `${what}.` })
}

interface Answers {
  /** How many came before the measured time was over. */
  inTime: number
  /** Of all requests sent in the measured time, ascending. */
  latencyMs: Float64Array
}

function answersOf({ rows, scenario }: Result): Answers {
  const { sentMs, endedMs, outcome, count } = rows as Rows
  const fromMs = scenario.run.warmupSeconds * 1000
  const toMs = fromMs + scenario.run.seconds * 1000
  const latencyMs: number[] = []
  let inTime = 0
  for (let row = 0; row < count; row++) {
    if (sentMs[row] < fromMs || outcome[row] !== Outcome.Ok) continue
    latencyMs.push(endedMs[row] - sentMs[row])
    if (endedMs[row] < toMs) inTime++
  }
  return { inTime, latencyMs: Float64Array.from(latencyMs).sort() }
}

function figuresOf(measured: RecordedMeasures, result: Result, answers: Answers, tolerance: Tolerance): Figure[] {
  const { seconds } = result.scenario.run
  const { p50 = null, p95 = null, p99 = null } = measured.latencyMs ?? {}
  const answered = Math.round(measured.okPerSecond * seconds)
  const latency = (name: string, value: number | null, q: number, by: number | null) =>
    figure(name, 'ms', value, quantile(answers.latencyMs, q), by === null ? null : withinRelative(value ?? 0, by))
  return [
    figure(
      'answered',
      'perSecond',
      measured.okPerSecond,
      answers.inTime / seconds,
      withinAnswered(answered, seconds, tolerance.answered),
    ),
    ...shareFigures(measured, result, tolerance.share),
    latency('p50', p50, 0.5, tolerance.latency),
    latency('p95', p95, 0.95, tolerance.latency),
    latency('p99', p99, 0.99, null),
    figure('cpu', 'share', cpuOf(measured), serverCpu(result), null),
  ]
}

/** What a client library calls an outcome, where that is not its name here. */
const SAME_AS: Readonly<Record<string, string>> = { ECONNRESET: 'reset', ECONNREFUSED: 'refused' }

/** One figure for each outcome that occurred on either side. */
function shareFigures(measured: RecordedMeasures, result: Result, by: number): Figure[] {
  const counts = new Map<string, number>()
  for (const [name, count] of Object.entries(measured.outcomes)) {
    const known = SAME_AS[name] ?? name
    counts.set(known, (counts.get(known) ?? 0) + count)
  }
  const occurred = COUNTED_OUTCOMES.filter(name => counts.has(name) || result.outcomes[name] > 0)
  const strange = [...counts.keys()].filter(name => !(OUTCOME_NAMES as readonly string[]).includes(name))
  return [...occurred, ...strange].map(name => {
    const all = Math.max(1, result.offered)
    const share = (counts.get(name) ?? 0) / all
    const simulated = ((result.outcomes as Record<string, number>)[name] ?? 0) / all
    return figure(`share ${name}`, 'share', share, simulated, withinPoints(share, by))
  })
}

function figure(
  name: string,
  unit: Figure['unit'],
  measured: number | null,
  simulated: number | null,
  judged: Allowed | null,
): Figure {
  // Nothing to compare on both sides is agreement; on one side alone it is not.
  const allowed = measured === null && simulated === null ? null : judged
  const both = measured !== null && simulated !== null
  const error = both ? (unit === 'share' ? simulated - measured : relative(measured, simulated)) : null
  const isWithin = allowed && (both ? simulated >= allowed.low && simulated <= allowed.high : false)
  return { name, unit, measured, simulated, error, allowed, isWithin }
}

function relative(measured: number, simulated: number): number | null {
  if (simulated === measured) return 0
  return measured === 0 ? null : simulated / measured - 1
}

/** The value with index ⌊q·n⌋, as in the recordings; null of no values. */
function quantile(sorted: Float64Array, q: number): number | null {
  return sorted[Math.floor(q * sorted.length)] ?? null
}

/** A worker that was killed takes the CPU it used out of the account, which can even fall below 0. */
function cpuOf({ cpuUtilization = null }: RecordedMeasures): number | null {
  return cpuUtilization !== null && cpuUtilization > 0 ? cpuUtilization : null
}

function serverCpu({ cpuUtilization, offered, scenario }: Result): number {
  const { proxy, run, machine } = scenario
  return Math.max(0, cpuUtilization - (offered * proxy.cpuMs) / (run.seconds * 1000 * machine.cores))
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
