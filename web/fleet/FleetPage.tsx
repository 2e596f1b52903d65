import { memo, type ReactNode, useEffect, useMemo, useState } from 'react'
import * as texts from '#text/fleet-page.ts'
import type { FleetSummary } from '../../sim/fleet/figures.ts'
import type { FleetResult } from '../../sim/fleet/result.ts'
import type { FleetPreset } from '../../sim/scenario/fleet-presets.ts'
import { findMachineType, PRICE_DATE, PRICE_REGION } from '../../sim/scenario/machine-types.ts'
import { without } from '../../sim/scenario/merge.ts'
import { PARAMETERS, rangeOf } from '../../sim/scenario/parameters.ts'
import type { Problem } from '../../sim/scenario/problem.ts'
import { type ParameterPath, type ParameterValue, type Scenario, withParameter } from '../../sim/scenario/scenario.ts'
import { SERVER_KINDS, type ServerKind } from '../../sim/scenario/server-kinds.ts'
import type { Trace } from '../../sim/simulate.ts'
import { Chart } from '../charts/Chart.tsx'
import { useOneByOne } from '../charts/in-turn.ts'
import { labelRoom } from '../charts/plot-spec.ts'
import { Masthead } from '../style/Masthead.tsx'
import { ThemeToggle } from '../style/ThemeToggle.tsx'
import { NBSP } from '../text/format.ts'
import type { SimPool } from '../worker/sim-pool.ts'
import { EventTable } from './EventTable.tsx'
import { FleetControls } from './FleetControls.tsx'
import { fleetCharts } from './fleet-charts.ts'
import { figuresOf, howSure } from './fleet-figures.ts'
import { decodeFleet, encodeFleet, type FleetState, fleetScenario, OPENING } from './fleet-link.ts'
import { fleetSentence } from './fleet-sentence.ts'
import { hoursOf, Recording } from './Recording.tsx'
import { type FleetRun, useFleet } from './use-fleet.ts'
import { useSummary } from './use-summary.ts'

/** Hours and days of an autoscaled fleet. */
export function FleetPage({ pool }: { pool: SimPool }) {
  const [{ state, problems }, setOpened] = useState(() => decodeFleet(location.hash))
  useEffect(() => {
    const reopen = () => setOpened(decodeFleet(location.hash))
    addEventListener('hashchange', reopen)
    return () => removeEventListener('hashchange', reopen)
  }, [])
  const show = (next: FleetState) => {
    history.replaceState(null, '', `#${encodeFleet(next)}`)
    setOpened({ state: next, problems: [] })
  }
  const [trace, setTrace] = useState<Trace | null>(null)
  const scenario = useMemo(() => {
    const complete = fleetScenario(state, trace)
    const opening = complete.ok ? complete : fleetScenario(OPENING)
    if (!opening.ok) throw new Error(opening.problems[0]!.message)
    return opening.value
  }, [state, trace])
  const replayed = scenario.traffic.kind === 'trace' ? trace : null
  const setValue = (path: ParameterPath, value: ParameterValue): string | null => {
    const next = fitted({ ...state, edits: withParameter(state.edits, path, value) }, path, value)
    const complete = fleetScenario(next, trace)
    if (!complete.ok) return complete.problems[0]!.message
    show(next)
    return null
  }
  const replay = (recording: Trace | null): string | null => {
    const edits = recording ? withParameter(state.edits, 'fleet.hours', hoursOf(recording)) : state.edits
    const next = { ...state, edits }
    const complete = fleetScenario(next, recording)
    if (!complete.ok) return complete.problems[0]!.message
    setTrace(recording)
    show(next)
    return null
  }
  const setPreset = (preset: FleetPreset) => show({ preset, edits: {} })
  return (
    <>
      <Masthead at="fleet" end={<ThemeToggle />} />
      <main className="fleet">
        <Problems problems={problems} />
        <p className="overline">{texts.title}</p>
        <Simulated pool={pool} scenario={scenario} trace={replayed} about={state.preset.about}>
          <FleetControls preset={state.preset} scenario={scenario} onPreset={setPreset} onValue={setValue}>
            <Recording pool={pool} trace={trace} onTrace={replay} />
          </FleetControls>
        </Simulated>
      </main>
    </>
  )
}

interface SimulatedProps {
  pool: SimPool
  scenario: Scenario
  trace: Trace | null
  about: string
  /** The controls. They are not rendered anew while progress is told, dozens of times. */
  children: ReactNode
}

function Simulated({ pool, scenario, trace, about, children }: SimulatedProps) {
  const run = useFleet(pool, scenario, trace)
  const { result, progress } = run
  const summary = useSummary(pool, progress === null ? result : null, trace)
  const made = useOneByOne(2)
  return (
    <>
      <h1>{result ? fleetSentence(result) : texts.before}</h1>
      <p className="about">{about}</p>
      <Progress run={run} />
      {made > 0 && children}
      {made > 1 && <Result result={result} isBusy={progress !== null} summary={summary} />}
    </>
  )
}

/** Without the settings that another server does not have, or another machine decides. */
function fitted(state: FleetState, path: ParameterPath, value: ParameterValue): FleetState {
  if (path !== 'server.kind' && path !== 'machine.type') return state
  const kind: ServerKind | undefined = SERVER_KINDS[value as keyof typeof SERVER_KINDS]
  const idle = PARAMETERS.filter(parameter => {
    if (parameter.kind !== 'number') return false
    if (path === 'machine.type') return parameter.ofMachine !== undefined
    return kind !== undefined && rangeOf(parameter, kind).fixed
  })
  return { ...state, edits: idle.reduce((rest, parameter) => without(rest, parameter.path), state.edits) }
}

function Problems({ problems }: { problems: readonly Problem[] }) {
  if (problems.length === 0) return null
  return (
    <ul className="problems" role="alert">
      {problems.map(({ message }) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  )
}

function Progress({ run: { progress, failure, cancel } }: { run: FleetRun }) {
  return (
    <div className="progress" role="status">
      {progress !== null && (
        <>
          <progress value={progress} max={1} aria-label={texts.progress.soFar} />
          <span>{texts.progress.percent({ percent: Math.floor(progress * 100) })}</span>
          <button type="button" onClick={cancel}>
            {texts.progress.cancel}
          </button>
        </>
      )}
      {failure}
    </div>
  )
}

interface ResultProps {
  result: FleetResult | null
  isBusy: boolean
  summary: FleetSummary | null
}

const Result = memo(({ result, isBusy, summary }: ResultProps) => {
  const charts = useMemo(() => (result ? fleetCharts(result) : []), [result])
  if (!result) return <div className="fleet-result" aria-busy={isBusy} />
  const room = labelRoom(charts)
  return (
    <div className="fleet-result" aria-busy={isBusy}>
      <dl className="figures">
        {figuresOf(result, summary).map(({ name, value, spread }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value}{' '}
              {spread && (
                <small>
                  ±{NBSP}
                  {spread}
                </small>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className="soft">{howSure(result, summary)}</p>
      <section className="charts" aria-labelledby="over-time">
        <h2 id="over-time" className="visually-hidden">
          {texts.overTime}
        </h2>
        {charts.map(spec => (
          <Chart key={spec.id} spec={spec} labelRoom={room} />
        ))}
      </section>
      <h2>{texts.events}</h2>
      <EventTable events={result.events} />
      <Behind result={result} />
    </div>
  )
})

/** What is assumed, and what is not in the bill. */
function Behind({ result: { scenario, credits } }: { result: FleetResult }) {
  const { machine } = scenario
  const { behind } = texts
  const type = findMachineType(machine.type)
  const place = { region: PRICE_REGION, date: PRICE_DATE }
  const sentences = [
    behind.model,
    type && behind.price({ machine: type.name, dollars: machine.dollarsPerHour, ...place }),
    type?.assumption,
    credits && behind.credits,
    behind.bill,
  ]
  return (
    <>
      <h2>{behind.title}</h2>
      <p className="soft">{sentences.filter(Boolean).join(' ')}</p>
      {machine.threadsPerCore > 1 && <p className="soft">{behind.hyperthreads({ gain: machine.hyperthreadGain })}</p>}
    </>
  )
}
