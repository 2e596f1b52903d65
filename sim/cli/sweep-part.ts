/**
 * The file between `prefork sweep --shard` and `prefork merge`: one line of JSON that says which part of which sweep it
 * is, then a line for each run with its number and its metrics, in the order of `METRICS`.
 *
 * It holds every run and not means over them: a mean of parts that are joined in another order differs in its last
 * digit, and what is joined is to be what one machine would have printed, to the last byte.
 */
import { createHash } from 'node:crypto'
import { version } from '../../package.json'
import { METRICS, type Metric, type RunSummary, summariseRun } from '../experiment/metrics.ts'
import type { Shard } from '../experiment/shard.ts'
import type { Sweep } from '../experiment/sweep.ts'
import { merge } from '../scenario/merge.ts'
import type { PartialScenario } from '../scenario/scenario.ts'
import { SERVER_KIND_NAMES } from '../scenario/server-kinds.ts'
import { completeScenario } from '../scenario/validate.ts'
import { simulate, type Trace } from '../simulate.ts'
import type { TextSink } from './io.ts'
import { type Asked, checked } from './load.ts'

/** What makes a sweep that sweep. Two parts belong together exactly when these are alike. */
export interface SweepSettings {
  version: string
  /** What this build makes of a few small runs: another one, or another machine's arithmetic, would show here. */
  engine: string
  base: PartialScenario
  /** `path=value,value`, as after `--over`. */
  axes: string[]
  replications: number
  trace: string | null
}

export interface PartHeader extends SweepSettings {
  part: number
  of: number
  /** How many lines follow. */
  runs: number
  /** `hashOf` the settings. */
  sweep: string
}

export function settingsOfSweep(sweep: Sweep, { scenario, trace }: Asked): SweepSettings {
  return {
    version,
    engine: fingerprint(),
    // In the order of the table, however it was written.
    base: merge({}, scenario),
    axes: sweep.axes.map(({ path, values }) => `${path}=${values.join(',')}`),
    replications: sweep.replications,
    trace: trace && hashOfTrace(trace),
  }
}

export function hashOf({ version, engine, base, axes, replications, trace }: SweepSettings): string {
  return sha256(JSON.stringify([version, engine, METRICS, base, axes, replications, trace]))
}

const RUNS_A_CHUNK = 1000

/** @param runs the numbers of the shard's runs; `summaries` are in the same order. */
export async function writePart(
  settings: SweepSettings,
  { part, of }: Shard,
  runs: readonly number[],
  summaries: readonly RunSummary[],
  sink: TextSink,
): Promise<void> {
  const header: PartHeader = { part, of, runs: runs.length, sweep: hashOf(settings), ...settings }
  await sink.write(`${JSON.stringify(header)}\n`)
  for (let from = 0; from < runs.length; from += RUNS_A_CHUNK) {
    const lines = runs.slice(from, from + RUNS_A_CHUNK).map((run, at) => runLine(run, summaries[from + at]!))
    await sink.write(lines.join(''))
  }
}

/** JSON writes the shortest text that reads back as the same number; what does not exist (NaN) becomes null. */
function runLine(run: number, summary: RunSummary): string {
  return `${JSON.stringify([run, ...METRICS.map(metric => summary[metric])])}\n`
}

/** The number of a run and its summary; null when the line is not one that `runLine` wrote. */
export function readRunLine(line: string): { run: number; summary: RunSummary } | null {
  const values = parsedList(line)
  if (values?.length !== METRICS.length + 1 || !values.every(isNumberOrNull)) return null
  const [run, ...numbers] = values
  if (!Number.isInteger(run)) return null
  const entries = METRICS.map((metric, at): [Metric, number] => [metric, numbers[at] ?? Number.NaN])
  return { run: run!, summary: Object.fromEntries(entries) as Record<Metric, number> }
}

function parsedList(line: string): unknown[] | null {
  try {
    const value: unknown = JSON.parse(line)
    return Array.isArray(value) ? value : null
  } catch {
    return null
  }
}

function isNumberOrNull(value: unknown): value is number | null {
  return value === null || typeof value === 'number'
}

/** Two seconds of each server: some ten milliseconds of work. */
function fingerprint(): string {
  const numbers = SERVER_KIND_NAMES.flatMap(kind => {
    const small = { server: { kind }, traffic: { ratePerSecond: 60 }, run: { seconds: 2, warmupSeconds: 0 } }
    return Object.values(summariseRun(simulate(checked(completeScenario(small)), { series: false })))
  })
  return sha256(JSON.stringify(numbers)).slice(0, 16)
}

function hashOfTrace({ sentMs, cpuMs, ioMs }: Trace): string {
  const hash = createHash('sha256')
  for (const column of [sentMs, cpuMs, ioMs]) hash.update(new Uint8Array(Float64Array.from(column).buffer))
  return hash.digest('hex')
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
