import { useId, useRef, useState } from 'react'
import { recording as texts } from '#text/fleet-page.ts'
import type { Trace } from '../../sim/simulate.ts'
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
    say(texts.reading(file))
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
        {texts.title}
      </span>
      <div className="recording">
        <button type="button" aria-describedby={`${id}help`} onClick={() => input.current?.click()}>
          {texts.choose}
        </button>
        {trace && (
          <button type="button" onClick={() => say(onTrace(null) ?? '')}>
            {texts.remove}
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
          ? texts.chosen({ name: trace.name, requests: trace.sentMs.length, seconds: lastMs(trace) / 1000 })
          : texts.about}
      </p>
      <p className="refusal" role="status">
        {said}
      </p>
    </div>
  )
}

/** So that the time that is simulated holds all of it. */
export function hoursOf(trace: Trace): number {
  return Math.max(0.1, Math.ceil(lastMs(trace) / 360_000) / 10)
}

function lastMs({ sentMs }: Trace): number {
  return sentMs.at(-1) ?? 0
}
