import { useEffect, useId, useRef, useState } from 'react'
import type { PageState } from '../../sim/scenario/link.ts'
import { findParameter } from '../../sim/scenario/parameters.ts'
import type { Traffic } from '../../sim/traffic/estimate-traffic.ts'
import { LOG_FORMATS } from '../../sim/traffic/traffic-reader.ts'
import { valueText } from '../controls/value-text.ts'
import { count, NBSP } from '../text/format.ts'
import { readLog } from '../worker/read-log.ts'
import { appliedToAll } from './apply.ts'
import { Bars } from './Bars.tsx'
import { playgroundOf } from './use-page-state.ts'

type Reading =
  | { status: 'none' }
  | { status: 'reading'; name: string; share: number; stop: AbortController }
  | { status: 'refused'; sentence: string }
  | { status: 'found'; name: string; traffic: Traffic }

/** A server's log becomes the traffic of all lanes. The file stays in the browser. */
export function UseTraffic({ state }: { state: PageState }) {
  const [reading, setReading] = useState<Reading>({ status: 'none' })
  const [format, setFormat] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const running = useRef<AbortController | null>(null)
  const id = useId()
  useEffect(() => () => running.current?.abort(), [])
  const take = async (file: File | undefined) => {
    if (!file) return
    running.current?.abort()
    const stop = new AbortController()
    running.current = stop
    const show = (next: Reading) => running.current === stop && setReading(next)
    const progress = (bytes: number) => show({ status: 'reading', name: file.name, share: bytes / file.size, stop })
    progress(0)
    try {
      const traffic = await readLog(file, format.trim() || null, progress, stop.signal)
      show(
        typeof traffic === 'string'
          ? { status: 'refused', sentence: `“${file.name}”: ${traffic}` }
          : { status: 'found', name: file.name, traffic },
      )
    } catch (error) {
      if (stop.signal.aborted) show({ status: 'none' })
      else show({ status: 'refused', sentence: error instanceof Error ? error.message : String(error) })
    }
  }
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>Use my traffic</h2>
      <p>
        An nginx access log with <code>$request_time</code>, JSON lines, or CSV with a header, of any size. Arrivals and
        the work of a request are estimated from it.
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is one more way to choose one, and the button is the other */}
      <div
        className="actions drop"
        onDragOver={event => event.preventDefault()}
        onDrop={event => {
          event.preventDefault()
          void take(event.dataTransfer.files[0])
        }}
      >
        <button type="button" className="plain" onClick={() => input.current?.click()}>
          Choose a log
        </button>
        <span className="quiet">or drop one here</span>
        <input
          ref={input}
          type="file"
          className="visually-hidden"
          tabIndex={-1}
          aria-label="A log"
          onChange={event => {
            void take(event.target.files?.[0])
            event.target.value = ''
          }}
        />
        <label>
          log_format, if it is your own{' '}
          <input
            type="text"
            value={format}
            placeholder="$time_iso8601 $status $request_time"
            onChange={event => setFormat(event.target.value)}
          />
        </label>
      </div>
      <div aria-live="polite">
        {reading.status === 'reading' && (
          <p className="actions">
            <label>
              Reading “{reading.name}” <progress value={reading.share} />
            </label>
            <button type="button" className="plain" onClick={() => reading.stop.abort()}>
              Cancel
            </button>
          </p>
        )}
        {reading.status === 'refused' && <p className="trouble">{reading.sentence}</p>}
        {reading.status === 'found' && <FoundTraffic state={state} name={reading.name} traffic={reading.traffic} />}
      </div>
    </section>
  )
}

function FoundTraffic({ state, name, traffic }: { state: PageState; name: string; traffic: Traffic }) {
  const { curve, histogram, estimates, warnings, bad } = traffic
  const next = appliedToAll(state, estimates)
  const peak = Math.max(...curve.perSecond)
  return (
    <>
      <p>
        “{name}”, read as {LOG_FORMATS[traffic.format]}: {count(traffic.requests)} requests in{' '}
        {count(Math.ceil(traffic.seconds))}
        {NBSP}s; {count(traffic.failed)} ended as 5xx, {count(traffic.clientLeft)} as 499.
      </p>
      <div className="plots">
        <Bars
          title="Requests a second over time"
          about={`Each bar ${count(curve.stepMs / 1000)}${NBSP}s; the highest ${peak.toPrecision(3)} a second`}
          values={curve.perSecond}
        />
        {histogram.length > 0 && (
          <Bars
            title="How long requests took"
            about={`From ${histogram[0]!.fromMs.toPrecision(2)} to ${histogram.at(-1)!.toMs.toPrecision(2)}${NBSP}ms, each bar 1.4 times the one before`}
            values={histogram.map(({ count }) => count)}
          />
        )}
      </div>
      {next.ok ? (
        <a className="go" href={playgroundOf(next.value)}>
          Apply to all lanes and open the playground
        </a>
      ) : (
        <p className="trouble">{next.problems[0]?.message}</p>
      )}
      <div className="table">
        <table>
          <caption>For the scenario</caption>
          <tbody>
            {estimates.map(({ path, value, from }) => (
              <tr key={path}>
                <th scope="row">{findParameter(path)!.label}</th>
                <td>
                  <b>{valueText(findParameter(path)!, value)}</b>
                </td>
                <td className="from">{from}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {warnings.map(warning => (
        <p key={warning} className="lost">
          {warning}
        </p>
      ))}
      {bad.length > 0 && (
        <details>
          <summary>The first lines that were not understood</summary>
          {bad.map(({ line, text }) => (
            <p key={line}>
              Line {line}: <code>{text}</code>
            </p>
          ))}
        </details>
      )}
    </>
  )
}
