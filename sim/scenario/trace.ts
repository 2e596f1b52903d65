/**
 * A recorded load as CSV: a header with `sent_ms`, `cpu_ms` and `io_ms`, in any order and among other columns, then
 * one request a line in the order of sending.
 *
 * The parser trusts its input, so lines are counted first: one that is short, or a quote that is never closed, would
 * make it take several lines for one row, or read from the start again without end.
 */

import { initParser, type Schema } from 'udsv'
import type { Trace } from '../simulate.ts'
import { inEnglish } from './in-english.ts'
import { findParameter, type NumberParameter } from './parameters.ts'
import { accepted, type Checked, type Problem, refused, shown } from './problem.ts'
import { parseDecimal } from './text.ts'

/** At 40 bytes a line a file of 200 MB. */
export const MAX_TRACE_ROWS = 5_000_000

const HEADER_WORDS = 'a line of column names, among them sent_ms, cpu_ms and io_ms once each'

interface Column {
  name: string
  /** Its place in the header. */
  at: number
  max: number
  /** One value per row. */
  values: Float64Array
}

/** What is wrong with one cell: the column, what stands there, and what is allowed. */
interface Fault {
  row: number
  column: string
  found: string
  allowed: string
}

/**
 * Reads a whole trace. `name` is what a reader knows it by, usually the file’s. Stops at the first thing that is wrong
 * and says in which line and column it is. Never throws.
 */
export function parseTrace(name: string, text: string): Checked<Trace> {
  const csv = plainLines(text)
  const names = headerNames(csv)
  const rows = countLines(csv) - 1
  const wrong = headerProblem(name, csv, names) ?? sizeProblem(name, rows) ?? lastLineProblem(name, csv, names.length)
  if (wrong) return refused([wrong])

  const columns = [
    column('sent_ms', names, rows, maxOf('run.warmupSeconds') * 1000 + maxOf('run.seconds') * 1000),
    column('cpu_ms', names, rows, maxOf('request.cpuMs')),
    column('io_ms', names, rows, maxOf('request.ioMs')),
  ] as const
  const read = readRows(csv, names, rows, columns)
  if (read.fault) return refused([faultProblem(name, csv, read.fault)])
  if (read.rows < rows) return refused([quoteProblem(name, read.rows, rows)])
  const [sent, cpu, io] = columns
  return accepted({ name, sentMs: sent.values, cpuMs: cpu.values, ioMs: io.values })
}

/**
 * The cells of further columns of a text that `parseTrace` has accepted, one list a name, one cell a request. Null for
 * a column that is not there, or there twice.
 */
export function furtherColumns(text: string, wanted: readonly string[]): (string[] | null)[] {
  const csv = plainLines(text)
  const names = headerNames(csv)
  const places = wanted.map(name => (names.filter(other => other === name).length === 1 ? names.indexOf(name) : -1))
  const columns = places.map(place => (place < 0 ? null : ([] as string[])))
  initParser(schemaOf(csv, names)).stringArrs(csv, cells => {
    for (const [at, column] of columns.entries()) column?.push(cells[places[at]!]!)
    return true
  })
  return columns
}

/** Without a byte order mark, with line ends of one character. */
function plainLines(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .trim()
}

function headerNames(csv: string): string[] {
  const end = csv.indexOf('\n')
  return csv
    .slice(0, end < 0 ? csv.length : end)
    .split(',')
    .map(name => name.trim().replace(/^"(.*)"$/, '$1'))
}

/** Lines that are not empty; the parser passes over empty ones. */
function countLines(csv: string): number {
  let lines = 0
  for (let from = 0; from < csv.length; ) {
    const end = csv.indexOf('\n', from)
    const until = end < 0 ? csv.length : end
    if (until > from) lines++
    from = until + 1
  }
  return lines
}

function headerProblem(name: string, csv: string, names: readonly string[]): Problem | null {
  const once = ['sent_ms', 'cpu_ms', 'io_ms'].every(needed => names.filter(other => other === needed).length === 1)
  if (once) return null
  const found = csv === '' ? 'empty' : shown(csv.slice(0, 200).split('\n')[0])
  return problem(name, 'line 1', found, `line 1 is ${found}; allowed is ${HEADER_WORDS}.`)
}

function sizeProblem(name: string, rows: number): Problem | null {
  const found = inEnglish(rows)
  if (rows < 1)
    return problem(name, 'line 2', rows, 'line 2 is missing; allowed is at least one request after the header.')
  if (rows <= MAX_TRACE_ROWS) return null
  const most = inEnglish(MAX_TRACE_ROWS)
  return problem(name, 'the trace', rows, `it is ${found} requests long; allowed are at most ${most}.`)
}

/** With too few commas in what is left, the parser would read from the start again. */
function lastLineProblem(name: string, csv: string, columns: number): Problem | null {
  const last = csv.slice(csv.lastIndexOf('\n') + 1)
  const found = last.split(',', columns).length
  return found === columns ? null : faultProblem(name, csv, shortRow(countLines(csv) - 2, last, columns))
}

function column(name: string, names: readonly string[], rows: number, max: number): Column {
  return { name, at: names.indexOf(name), max, values: new Float64Array(rows) }
}

function maxOf(path: string): number {
  return (findParameter(path) as NumberParameter).max
}

/** Fills the columns up to the first fault. */
function readRows(csv: string, names: readonly string[], most: number, columns: readonly Column[]) {
  let rows = 0
  let fault: Fault | null = null
  initParser(schemaOf(csv, names)).stringArrs(csv, cells => {
    fault = readRow(cells, rows, columns)
    rows++
    return fault === null && rows < most
  })
  return { rows, fault: fault as Fault | null }
}

/** All columns as text: typed ones would be read by generated code, which a strict content policy forbids. */
function schemaOf(csv: string, names: readonly string[]): Schema {
  const cols = names.map(name => ({ name, type: 's' as const, repl: { empty: '', null: undefined, NaN: undefined } }))
  // Without any quote the parser takes a path twice as fast.
  const encl = csv.includes('"') ? '"' : ''
  // `skip`, the number of header lines, is missing from the library’s types.
  const schema: Schema & { skip: number } = { skip: 1, col: ',', row: '\n', encl, esc: encl, trim: false, cols }
  return schema
}

function readRow(cells: readonly string[], row: number, columns: readonly Column[]): Fault | null {
  for (const cell of cells) if (cell.includes('\n')) return shortRow(row, cell, cells.length)
  for (const column of columns) {
    const found = cells[column.at]!
    const value = parseDecimal(found)
    if (!(value >= 0 && value <= column.max))
      return { row, column: column.name, found: shown(found), allowed: range(column) }
    column.values[row] = value
  }
  return orderFault(columns[0]!, row)
}

function orderFault(sent: Column, row: number): Fault | null {
  const [before, now] = [sent.values[row - 1]!, sent.values[row]!]
  if (row === 0 || now >= before) return null
  return {
    row,
    column: sent.name,
    found: String(now),
    allowed: `${before} or more, because lines are in order of sending`,
  }
}

function shortRow(row: number, found: string, columns: number): Fault {
  return {
    row,
    column: 'the line',
    found: `short, ${shown(found.split('\n')[0])}`,
    allowed: `${columns} columns, as in the header`,
  }
}

function range(column: Column): string {
  return `a number from 0 to ${inEnglish(column.max)} ms`
}

function faultProblem(name: string, csv: string, fault: Fault): Problem {
  const place = `line ${lineOfRow(csv, fault.row)}`
  const what = `${place}, ${fault.column} is ${fault.found}; allowed is ${fault.allowed}.`
  return problem(name, `${place}, ${fault.column}`, fault.found, what)
}

/** A stray quote can make one cell of several lines, or swallow what follows it. */
function quoteProblem(name: string, rows: number, lines: number): Problem {
  const found = `its ${lines} lines after the header read as ${rows} rows`
  return problem(name, 'the trace', rows, `${found}; allowed is one row a line, with every quote closed on it.`)
}

/** The line of the text, counted from 1, in which a row stands: empty lines are lines but not rows. */
function lineOfRow(csv: string, row: number): number {
  let line = 1
  let passed = -2
  for (let from = 0; ; line++) {
    const end = csv.indexOf('\n', from)
    if (end !== from) passed++
    if (passed === row || end < 0) return line
    from = end + 1
  }
}

function problem(name: string, path: string, value: unknown, what: string): Problem {
  return { path, value, message: `Trace ${shown(name)}: ${what}` }
}
