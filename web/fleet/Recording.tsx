import { useId, useRef, useState } from 'react'
import type { Trace } from '../../sim/simulate.ts'
import { compact, count, NBSP } from '../text/format.ts'
import type { SimPool } from '../worker/sim-pool.ts'

interface Props {
  pool: SimPool
  trace: Trace | null
  /** Returns a sentence when the recording cannot be replayed. */
  onTrace: (trace: Trace | null) => string | null
}

/** A recording takes the place of the traffic: each request is sent when it was sent, and asks for what it asked for. */
export function Recording({ pool, trace, onTrace }: Props) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const reading = useRef<AbortController | null>(null)
  const [said, say] = useState('')
  const take = async (file: File | undefined) => {
    if (!file) return
    reading.current?.abort()
    const control = new AbortController()
    reading.current = control
    const { signal } = control
    say(`Reading “${file.name}”.`)
    try {
      const read = await pool.readTrace(file, signal)
      const refusal = read.ok ? onTrace(read.value) : read.problems[0]!.message
      if (!signal.aborted) say(refusal ?? '')
    } catch (error) {
      if (!signal.aborted) say(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <div className="fleet-field">
      <span id={`${id}label`} className="name">
        Recorded traffic
      </span>
      <div className="recording">
        <button type="button" aria-describedby={`${id}help`} onClick={() => input.current?.click()}>
          Choose a file
        </button>
        {trace && (
          <button type="button" onClick={() => say(onTrace(null) ?? '')}>
            Remove
          </button>
        )}
      </div>
      <input
        ref={input}
        type="file"
        accept=".csv,text/csv"
        className="visually-hidden"
        tabIndex={-1}
        aria-labelledby={`${id}label`}
        onChange={event => {
          void take(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
      <p id={`${id}help`} className="help">
        {trace
          ? `“${trace.name}”: ${count(trace.sentMs.length)} requests in ${lengthText(trace)}. It stays in this browser; the link does not have it.`
          : 'CSV with the columns sent_ms, cpu_ms and io_ms. It is replayed in place of the traffic above.'}
      </p>
      <p className="refusal" role="status">
        {said}
      </p>
    </div>
  )
}

/** So that the time that is simulated holds all of it. */
export function hoursOf({ sentMs }: Trace): number {
  return Math.max(0.1, Math.ceil((sentMs.at(-1) ?? 0) / 360_000) / 10)
}

function lengthText({ sentMs }: Trace): string {
  const seconds = (sentMs.at(-1) ?? 0) / 1000
  return seconds < 7200 ? `${compact(seconds)}${NBSP}s` : `${compact(seconds / 3600)}${NBSP}h`
}
