import { useEffect, useId, useRef, useState } from 'react'
import { challenge as texts } from '#text/learn.ts'
import { findMachineType } from '../../sim/scenario/machine-types.ts'
import { findParameter, type Parameter, rangeOf } from '../../sim/scenario/parameters.ts'
import { getParameter, type ParameterPath, type ParameterValue, type Scenario } from '../../sim/scenario/scenario.ts'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { parseValue } from '../../sim/scenario/text.ts'
import { valueText } from '../controls/value-text.ts'
import { wordsOf } from '../text/parameters.ts'
import type { SimPool } from '../worker/sim-pool.ts'
import {
  CHECKED_RUNS,
  type Challenge,
  goalText,
  type Judged,
  judge,
  type Settings,
  scenarioOfChallenge,
} from './challenge.ts'

interface Props {
  challenge: Challenge
  pool: SimPool
}

type State =
  | { kind: 'open' }
  | { kind: 'running' }
  | { kind: 'judged'; judged: readonly Judged[] }
  | { kind: 'refused'; message: string }

/** The task, its few settings, and what the simulation says of them. */
export function ChallengeForm({ challenge, pool }: Props) {
  const [settings, setSettings] = useState<Settings>({})
  const [state, setState] = useState<State>({ kind: 'open' })
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])
  const opening = scenarioOfChallenge(challenge, settings)
  const scenario = opening.ok ? opening.value : null

  const change = (next: Settings) => {
    running.current?.abort()
    setSettings(next)
    setState({ kind: 'open' })
  }
  const check = async () => {
    if (!opening.ok) {
      setState({ kind: 'refused', message: opening.problems[0]?.message ?? '' })
      return
    }
    const control = new AbortController()
    running.current = control
    setState({ kind: 'running' })
    try {
      const summary = await pool.summarise(opening.value, CHECKED_RUNS, control.signal)
      setState({ kind: 'judged', judged: judge(challenge, opening.value, summary) })
    } catch (error) {
      if (!control.signal.aborted) setState({ kind: 'refused', message: String(error) })
    }
  }
  // No form: in a frame of somebody's article none may be sent.
  return (
    <>
      <Goals challenge={challenge} state={state} />
      <div className="settings">
        {challenge.controls.map(path => (
          <Field
            key={path}
            path={path}
            value={shownValue(challenge, settings, path)}
            scenario={scenario}
            onValue={value => change({ ...settings, [path]: value })}
            onEnter={check}
          />
        ))}
        <button type="button" className="check" disabled={state.kind === 'running'} onClick={check}>
          {state.kind === 'running' ? texts.running({ runs: CHECKED_RUNS }) : texts.check}
        </button>
      </div>
      <p role="status" className="verdict">
        {verdict(state)}
      </p>
      <Hints challenge={challenge} solve={() => change({ ...challenge.solution })} />
    </>
  )
}

/** What the field shows: the reader's value, or the one it starts with. */
function shownValue(challenge: Challenge, settings: Settings, path: ParameterPath): ParameterValue {
  const own = settings[path]
  if (own !== undefined) return own
  const start = scenarioOfChallenge(challenge, {})
  return start.ok ? getParameter(start.value, path) : ''
}

function verdict(state: State): string {
  if (state.kind === 'refused') return state.message
  if (state.kind !== 'judged') return ''
  const missed = state.judged.filter(({ reached }) => !reached).length
  return missed === 0 ? texts.reached({ runs: CHECKED_RUNS }) : texts.missed({ goals: missed })
}

function Goals({ challenge, state }: { challenge: Challenge; state: State }) {
  return (
    <ul className="goals">
      {challenge.goals.map((goal, at) => {
        const judged = state.kind === 'judged' ? state.judged[at] : undefined
        return (
          <li key={goal.metric} className={judged && (judged.reached ? 'reached' : 'missed')}>
            <span aria-hidden="true">{judged ? (judged.reached ? '✓' : '✗') : '·'}</span> {goalText(goal)}
            {judged && <strong> {judged.reached ? texts.goalReached(judged) : texts.goalMissed(judged)}</strong>}
          </li>
        )
      })}
    </ul>
  )
}

interface FieldProps {
  path: ParameterPath
  value: ParameterValue
  scenario: Scenario | null
  onValue: (value: ParameterValue) => void
  onEnter: () => void
}

function Field({ path, value, scenario, onValue, onEnter }: FieldProps) {
  const id = useId()
  const parameter = findParameter(path) as Parameter
  return (
    <span className="field">
      <label htmlFor={id}>{wordsOf(parameter).label}</label>
      {parameter.kind === 'choice' ? (
        <select id={id} value={value as string} onChange={event => onValue(event.currentTarget.value)}>
          {wordsOf(parameter).choices.map(choice => (
            <option key={choice.value} value={choice.value}>
              {withPrice(choice)}
            </option>
          ))}
        </select>
      ) : (
        <NumberField {...{ id, parameter, value, scenario, onValue, onEnter }} />
      )}
    </span>
  )
}

function withPrice({ label, value }: { label: string; value: string }): string {
  const type = findMachineType(value)
  return type ? texts.machine({ machine: label, dollars: type.dollarsPerHour }) : label
}

type NumberProps = Omit<FieldProps, 'path'> & { id: string; parameter: Parameter }

function NumberField({ id, parameter, value, scenario, onValue, onEnter }: NumberProps) {
  const range =
    parameter.kind === 'number' && scenario
      ? rangeOf(parameter, SERVER_KINDS[scenario.server.kind], findMachineType(scenario.machine.type))
      : null
  return (
    <input
      id={id}
      type="number"
      required
      min={range?.min}
      max={range?.max}
      step={parameter.kind === 'number' && parameter.integer ? 1 : 'any'}
      value={String(value)}
      onChange={({ target }) => {
        const read = parseValue(parameter, target.value)
        onValue(read.ok ? read.value : target.value)
      }}
      onKeyDown={({ key }) => key === 'Enter' && onEnter()}
    />
  )
}

/** Steps: one hint after the other, and at last a solution. */
function Hints({ challenge: { hints, solution }, solve }: { challenge: Challenge; solve: () => void }) {
  const [told, setTold] = useState(0)
  const settings = Object.entries(solution).map(([path, value]) => {
    const parameter = findParameter(path) as Parameter
    return `${wordsOf(parameter).label} ${valueText(parameter, value as ParameterValue)}`
  })
  return (
    <div className="hints">
      <ol aria-live="polite">
        {hints.slice(0, told).map(hint => (
          <li key={hint}>{hint}</li>
        ))}
        {told > hints.length && <li>{texts.solution({ settings })}</li>}
      </ol>
      {told < hints.length && (
        <button type="button" className="quiet" onClick={() => setTold(told + 1)}>
          {told === 0 ? texts.hint : texts.anotherHint}
        </button>
      )}
      {told === hints.length && (
        <button
          type="button"
          className="quiet"
          onClick={() => {
            setTold(told + 1)
            solve()
          }}
        >
          {texts.showSolution}
        </button>
      )}
    </div>
  )
}
