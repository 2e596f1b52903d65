/**
 * One row a request, as CSV, in order of sending. Times are milliseconds since the start of the run, warm-up included,
 * to the nanosecond; a field is empty where the thing never happened.
 */
import { OUTCOME_NAMES } from './outcomes.ts'
import type { Rows } from './result.ts'

type Column = [name: string, text: (rows: Rows, request: number) => string]

const COLUMNS: readonly Column[] = [
  ['sent_ms', (rows, request) => time(rows.sentMs[request]!)],
  ['outcome', (rows, request) => OUTCOME_NAMES[rows.outcome[request]!]!],
  // What the client waited, whatever it got in the end.
  ['latency_ms', (rows, request) => time(rows.endedMs[request]! - rows.sentMs[request]!)],
  ['worker', (rows, request) => (rows.worker[request]! < 0 ? '' : String(rows.worker[request]))],
  ['cpu_ms', (rows, request) => time(rows.cpuMs[request]!)],
  ['io_ms', (rows, request) => time(rows.ioMs[request]!)],
  ['queued_ms', (rows, request) => time(rows.queuedMs[request]!)],
  ['accepted_ms', (rows, request) => time(rows.acceptedMs[request]!)],
  ['started_ms', (rows, request) => time(rows.startedMs[request]!)],
  ['finished_ms', (rows, request) => time(rows.finishedMs[request]!)],
  ['attempt', (rows, request) => String(rows.attempt[request])],
]

const ROWS_A_CHUNK = 1000

/** Header and rows, a chunk at a time, so that the whole text need never be in memory. */
export function* requestsCsv(rows: Rows): Generator<string> {
  yield `${COLUMNS.map(([name]) => name).join(',')}\n`
  for (let from = 0; from < rows.count; from += ROWS_A_CHUNK) {
    let chunk = ''
    for (let request = from; request < Math.min(rows.count, from + ROWS_A_CHUNK); request++) {
      chunk += `${COLUMNS.map(([, text]) => text(rows, request)).join(',')}\n`
    }
    yield chunk
  }
}

/** At most six decimals, without trailing zeros. */
function time(ms: number): string {
  return Number.isNaN(ms) ? '' : String(Math.round(ms * 1e6) / 1e6)
}
