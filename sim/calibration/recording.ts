/**
 * A recorded run: a trace that also has what became of each request.
 */
import { accepted, type Checked, refused, shown } from '../scenario/problem.ts'
import { parseDecimal } from '../scenario/text.ts'
import { furtherColumns, parseTrace } from '../scenario/trace.ts'
import type { Trace } from '../simulate.ts'

export interface Recording extends Trace {
  /** 1 where the outcome is 200. */
  answered: Uint8Array
  /** As the client saw it; NaN where it was not answered. */
  latencyMs: Float64Array
}

/** Reads a trace with the further columns `outcome` and `latency_ms`. Never throws. */
export function parseRecording(name: string, text: string): Checked<Recording> {
  const trace = parseTrace(name, text)
  if (!trace.ok) return trace
  const [outcomes, latencies] = furtherColumns(text, ['outcome', 'latency_ms'])
  if (!outcomes || !latencies) {
    const message = `Trace ${shown(name)}: the header has no outcome or no latency_ms; allowed is a header with sent_ms, cpu_ms, io_ms, outcome and latency_ms once each.`
    return refused([{ path: 'line 1', value: null, message }])
  }
  const answered = Uint8Array.from(outcomes, outcome => (outcome === '200' ? 1 : 0))
  const latencyMs = Float64Array.from(latencies, (text, row) => (answered[row] ? parseDecimal(text) : Number.NaN))
  const wrong = latencyMs.findIndex((ms, row) => answered[row] === 1 && !(ms >= 0))
  if (wrong < 0) return accepted({ ...trace.value, answered, latencyMs })
  const message = `Trace ${shown(name)}: latency_ms of request ${wrong + 1} is ${shown(latencies[wrong])}; allowed is a number of 0 or more for a request that was answered.`
  return refused([{ path: 'latency_ms', value: latencies[wrong], message }])
}
