/** Recordings that a reader has. */
import { transfer } from 'comlink'
import { type Checked, notAllowed, refused } from '../../sim/scenario/problem.ts'
import type { Trace } from '../../sim/simulate.ts'

/** Five million rows. */
const MAX_TRACE_BYTES = 200_000_000

/** A recording, read where it freezes no page. */
export async function readTrace(file: File): Promise<Checked<Trace>> {
  if (file.size > MAX_TRACE_BYTES) {
    const most = `at most ${(MAX_TRACE_BYTES / 1e6).toFixed(0)} MB`
    return refused([notAllowed('The file', `${Math.ceil(file.size / 1e6)} MB`, most)])
  }
  const { parseTrace } = await import('../../sim/scenario/trace.ts')
  const read = parseTrace(file.name, await file.text())
  if (!read.ok) return read
  const { sentMs, cpuMs, ioMs } = read.value
  return transfer(
    read,
    [sentMs, cpuMs, ioMs].map(column => column.buffer as ArrayBuffer),
  )
}
