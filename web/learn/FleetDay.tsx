import { type CSSProperties, useEffect, useId, useMemo, useState } from 'react'
import { fleetDay as texts } from '#text/learn.ts'
import { findPreset } from '../../sim/scenario/presets.ts'
import type { PartialScenario } from '../../sim/scenario/scenario.ts'
import { Chart } from '../charts/Chart.tsx'
import { labelRoom } from '../charts/plot-spec.ts'
import { fleetCharts } from '../fleet/fleet-charts.ts'
import { encodeFleet, type FleetState, fleetScenario, OPENING } from '../fleet/fleet-link.ts'
import { fleetSentence } from '../fleet/fleet-sentence.ts'
import { useFleet } from '../fleet/use-fleet.ts'
import { pool } from '../state/the-page.ts'
import { rounded } from '../text/format.ts'
import type { NamedFleet } from './chapter.ts'

/** The charts that tell a day of scaling: what the rule watches, and what it does. */
const SHOWN = ['fleet-latency', 'fleet-instances']

/** Requests a second, on average over the day, that the reader can ask for. */
const [LEAST, MOST] = [1, 8]

/** So long after the last move of the slider a day is simulated. */
const SETTLED_MS = 250

/** One of a chapter's fleets over a day, with as much traffic as the reader likes. */
export function FleetDay({ fleets }: { fleets: readonly NamedFleet[] }) {
  const [chosen, setChosen] = useState(fleets[0]!)
  const [rate, setRate] = useState<number | null>(null)
  const settled = useSettled(rate)
  const name = useId()
  const state = useMemo(() => stateOf(chosen, settled), [chosen, settled])
  const scenario = useMemo(() => {
    const complete = fleetScenario(state)
    if (!complete.ok) throw new Error(complete.problems[0]?.message)
    return complete.value
  }, [state])
  const { result, progress, failure } = useFleet(pool, scenario)
  const charts = useMemo(() => (result ? fleetCharts(result).filter(({ id }) => SHOWN.includes(id)) : []), [result])
  return (
    <div className="fleet-day">
      <fieldset className="scenes">
        <legend className="visually-hidden">{texts.fleet}</legend>
        {fleets.map(fleet => (
          <label key={fleet.preset}>
            <input type="radio" name={name} checked={fleet === chosen} onChange={() => setChosen(fleet)} />
            {fleet.label}
          </label>
        ))}
      </fieldset>
      <div role="status">
        <h2 className="finding">{failure ?? (result ? fleetSentence(result) : texts.running)}</h2>
      </div>
      <Rate rate={rate ?? scenario.traffic.ratePerSecond} onRate={setRate} />
      <progress value={progress ?? 0} max={1} aria-label={texts.soFar} hidden={progress === null} />
      <section className="charts" aria-label={texts.overTime} aria-busy={progress !== null}>
        {charts.length === 0
          ? SHOWN.map(id => <div key={id} className="chart chart-waiting" />)
          : charts.map(spec => <Chart key={spec.id} spec={spec} labelRoom={labelRoom(charts)} />)}
      </section>
      <p className="onward">
        <a href={`../fleet.html#${encodeFleet(state)}`}>{texts.open}</a>
      </p>
    </div>
  )
}

function Rate({ rate, onRate }: { rate: number; onRate: (rate: number) => void }) {
  const id = useId()
  return (
    <p className="rate">
      <label htmlFor={id}>{texts.rate}</label>
      <output htmlFor={id}>{rounded(rate)} /s</output>
      <input
        id={id}
        type="range"
        min={LEAST}
        max={MOST}
        step={0.5}
        value={rate}
        onChange={event => onRate(event.currentTarget.valueAsNumber)}
        style={{ '--at': (rate - LEAST) / (MOST - LEAST) } as CSSProperties}
      />
    </p>
  )
}

function stateOf({ preset: id }: NamedFleet, rate: number | null): FleetState {
  const preset = findPreset(id) ?? OPENING.preset
  const edits: PartialScenario = rate === null ? {} : { traffic: { ratePerSecond: rate } }
  return { preset, edits }
}

/** The newest value, once it has not changed for a moment. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLED_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
