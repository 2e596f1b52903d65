import { useEffect, useId, useRef, useState } from 'react'
import { traffic as texts } from '#text/config.ts'
import type { PageState } from '../../sim/scenario/link.ts'
import { findParameter } from '../../sim/scenario/parameters.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import type { Traffic } from '../../sim/traffic/estimate-traffic.ts'
import { LOG_FORMATS } from '../../sim/traffic/traffic-reader.ts'
import { valueText } from '../controls/value-text.ts'
import { compact } from '../text/format.ts'
import { Marked } from '../text/Marked.tsx'
import { wordsOf } from '../text/parameters.ts'
import { readLog } from '../worker/read-log.ts'
import { appliedToAll } from './apply.ts'
import { Bars } from './Bars.tsx'
import { dayOf, fleetAddress } from './fleet-address.ts'
import { playgroundOf } from './use-page-state.ts'

type Reading =
  | { status: 'none' }
  | { status: 'reading'; name: string; share: number; stop: AbortController }
  | { status: 'refused'; sentence: string }
  | { status: 'found'; name: string; traffic: Traffic }

/** In nginx's own words. */
const EXAMPLE_FORMAT = '$time_iso8601 $status $request_time'

/** A server's log becomes the traffic of all lanes. The file stays in the browser. */
export function UseTraffic({ state, scenario }: { state: PageState; scenario: Scenario }) {
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
          ? { status: 'refused', sentence: texts.refused({ name: file.name, why: traffic }) }
          : { status: 'found', name: file.name, traffic },
      )
    } catch (error) {
      if (stop.signal.aborted) show({ status: 'none' })
      else show({ status: 'refused', sentence: error instanceof Error ? error.message : String(error) })
    }
  }
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{texts.title}</h2>
      <p>
        <Marked text={texts.about} />
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
          {texts.choose}
        </button>
        <span className="quiet">{texts.drop}</span>
        <input
          ref={input}
          type="file"
          className="visually-hidden"
          tabIndex={-1}
          aria-label={texts.log}
          onChange={event => {
            void take(event.target.files?.[0])
            event.target.value = ''
          }}
        />
        <label>
          {texts.format}{' '}
          <input
            type="text"
            value={format}
            placeholder={EXAMPLE_FORMAT}
            onChange={event => setFormat(event.target.value)}
          />
        </label>
      </div>
      <div aria-live="polite">
        {reading.status === 'reading' && (
          <p className="actions">
            <label>
              {texts.reading(reading)} <progress value={reading.share} />
            </label>
            <button type="button" className="plain" onClick={() => reading.stop.abort()}>
              {texts.cancel}
            </button>
          </p>
        )}
        {reading.status === 'refused' && <p className="trouble">{reading.sentence}</p>}
        {reading.status === 'found' && (
          <FoundTraffic state={state} scenario={scenario} name={reading.name} traffic={reading.traffic} />
        )}
      </div>
    </section>
  )
}

interface Found {
  state: PageState
  /** Of the lane that is chosen: the instances of a fleet would be such. */
  scenario: Scenario
  name: string
  traffic: Traffic
}

function FoundTraffic({ state, scenario, name, traffic }: Found) {
  const { curve, histogram, estimates, warnings, bad } = traffic
  const next = appliedToAll(state, estimates)
  const peak = Math.max(...curve.perSecond)
  return (
    <>
      <p>
        {texts.found({
          name,
          format: LOG_FORMATS[traffic.format],
          requests: traffic.requests,
          seconds: Math.ceil(traffic.seconds),
          failed: traffic.failed,
          left: traffic.clientLeft,
        })}
      </p>
      <div className="plots">
        <Bars
          title={texts.overTime}
          about={texts.overTimeAbout({ stepSeconds: curve.stepMs / 1000, peak: peak.toPrecision(3) })}
          values={curve.perSecond}
        />
        {histogram.length > 0 && (
          <Bars
            title={texts.howLong}
            about={texts.howLongAbout({
              from: compact(histogram[0]!.fromMs),
              to: compact(histogram.at(-1)!.toMs),
            })}
            values={histogram.map(({ count }) => count)}
          />
        )}
      </div>
      {next.ok ? (
        <a className="go" href={playgroundOf(next.value)}>
          {texts.apply}
        </a>
      ) : (
        <p className="trouble">{next.problems[0]?.message}</p>
      )}
      <a className="go" href={fleetAddress(scenario, dayOf(traffic))}>
        {texts.toFleet}
      </a>
      <div className="table">
        <table>
          <caption>{texts.forScenario}</caption>
          <tbody>
            {estimates.map(({ path, value, from }) => (
              <tr key={path}>
                <th scope="row">{wordsOf(findParameter(path)!).label}</th>
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
          <summary>{texts.notUnderstood}</summary>
          {bad.map(({ line, text }) => (
            <p key={line}>
              <Marked text={texts.line({ line })} as={{ text: () => <code>{text}</code> }} />
            </p>
          ))}
        </details>
      )}
    </>
  )
}
