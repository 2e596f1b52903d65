/**
 * A finished sweep as a table for people, as CSV and as JSON.
 */
import { type CellSummary, METRICS, type Metric } from '../experiment/metrics.ts'
import { intervalsToJson } from '../experiment/result-json.ts'
import type { Interval } from '../experiment/statistics.ts'
import type { Sweep } from '../experiment/sweep.ts'
import type { Arguments } from './arguments.ts'
import { type Align, alignColumns, formatNumber, formatShare, type Pen, pen, plural } from './format.ts'
import type { Terminal, TextSink } from './io.ts'

interface Column {
  metric: Metric
  title: string
  format: (value: number) => string
  /** Half an interval, in the unit of the column. */
  formatHalf: (halfWidth: number) => string
}

const plain = { format: formatNumber, formatHalf: formatNumber }
const share = { format: formatShare, formatHalf: (half: number) => (half * 100).toFixed(1) }

const COLUMNS: readonly Column[] = [
  { metric: 'throughputPerSecond', title: 'answered/s', ...plain },
  { metric: 'errorShare', title: 'errors', ...share },
  { metric: 'latencyP50Ms', title: 'p50 ms', ...plain },
  { metric: 'latencyP95Ms', title: 'p95 ms', ...plain },
  { metric: 'latencyP99Ms', title: 'p99 ms', ...plain },
  { metric: 'cpuUtilization', title: 'CPU', ...share },
  { metric: 'wastedCpuShare', title: 'CPU wasted', ...share },
]

/** In the form that `args` ask for: `--csv`, `--json`, or the table. */
export async function writeSweep(
  sweep: Sweep,
  cells: readonly CellSummary[],
  args: Arguments,
  sink: Terminal,
): Promise<void> {
  if (args.has('csv')) return writeSweepCsv(sweep, cells, sink)
  if (args.has('json')) return writeSweepJson(sweep, cells, sink)
  await sink.write(sweepTable(sweep, cells, pen(sink.colour)))
}

/** One line a cell. With replications each mean is followed by half its interval; errors are in red. */
function sweepTable(sweep: Sweep, cells: readonly CellSummary[], pen: Pen): string {
  const repeated = sweep.replications > 1
  const heads = COLUMNS.flatMap(({ title }) => (repeated ? [title, ''] : [title]))
  const rows = sweep.cells.map((cell, at) => [
    ...cell.values.map(String),
    ...COLUMNS.flatMap(column => cellTexts(column, cells[at]![column.metric], repeated, pen)),
  ])
  const header = [...sweep.axes.map(axis => axis.path), ...heads].map(text => pen.strong(text))
  const align: Align[] = [
    ...sweep.axes.map(axis => (typeof axis.values[0] === 'number' ? 'right' : 'left') satisfies Align),
    ...COLUMNS.flatMap((): Align[] => (repeated ? ['right', 'left'] : ['right'])),
  ]
  return `${[...alignColumns([header, ...rows], align), '', footLine(sweep)].join('\n')}\n`
}

function cellTexts(column: Column, interval: Interval, repeated: boolean, pen: Pen): string[] {
  const mean = column.format(interval.mean)
  const text = column.metric === 'errorShare' && interval.mean > 0 ? pen.alarm(mean) : mean
  if (!repeated) return [text]
  const half =
    interval.halfWidth > 0 && interval.halfWidth < Infinity ? `±${column.formatHalf(interval.halfWidth)}` : ''
  return [text, pen.quiet(half)]
}

function footLine({ cells, replications }: Sweep): string {
  const { run } = cells[0]!.scenario
  const of = `${run.seconds} s measured after ${run.warmupSeconds} s of warm-up`
  if (replications === 1) return `One run a line: ${of}, seed ${run.seed}. Intervals need --replications.`
  return `Means of ${plural(replications, 'run')} a line (${of}, seeds from ${run.seed} on) ± half a 95 % confidence interval.`
}

const CELLS_A_CHUNK = 100

/** One row a cell: the axes, then each metric as mean, low and high end. A field is empty where there is no number. */
async function writeSweepCsv(sweep: Sweep, cells: readonly CellSummary[], sink: TextSink): Promise<void> {
  const metrics = METRICS.flatMap(metric => [metric, `${metric}_low`, `${metric}_high`])
  const header = [...sweep.axes.map(axis => axis.path), 'replications', ...metrics]
  await sink.write(`${header.join(',')}\n`)
  await writeCells(cells, sink, '', (summary, at) => {
    const numbers = METRICS.flatMap(metric => intervalFields(summary[metric]))
    return `${[...sweep.cells[at]!.values, sweep.replications, ...numbers].join(',')}\n`
  })
}

function intervalFields({ mean, low, high }: Interval): string[] {
  return [mean, low, high].map(value => (Number.isFinite(value) ? String(value) : ''))
}

/** An object with `axes`, `replications`, `confidence` and `cells`, each with its `values`, `metrics` and `scenario`. */
async function writeSweepJson(sweep: Sweep, cells: readonly CellSummary[], sink: TextSink): Promise<void> {
  const { axes, replications } = sweep
  const head = JSON.stringify({ axes, replications, confidence: 0.95 }, null, 2).slice(0, -2)
  await sink.write(`${head},\n  "cells": [\n`)
  await writeCells(cells, sink, ',\n', (summary, at) => {
    const { values, scenario } = sweep.cells[at]!
    const named = Object.fromEntries(axes.map((axis, index) => [axis.path, values[index]]))
    return `    ${JSON.stringify({ values: named, metrics: intervalsToJson(summary), scenario })}`
  })
  await sink.write('\n  ]\n}\n')
}

/** A chunk of cells at a time: a hundred thousand of them are too long for one text. */
async function writeCells(
  cells: readonly CellSummary[],
  sink: TextSink,
  separator: string,
  textOf: (summary: CellSummary, at: number) => string,
): Promise<void> {
  for (let from = 0; from < cells.length; from += CELLS_A_CHUNK) {
    const texts = cells.slice(from, from + CELLS_A_CHUNK).map((summary, at) => textOf(summary, from + at))
    await sink.write((from > 0 ? separator : '') + texts.join(separator))
  }
}
