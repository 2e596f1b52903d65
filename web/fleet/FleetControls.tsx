import { type ReactNode, useId, useState } from 'react'
import { settings as texts } from '#text/fleet-page.ts'
import type { FleetPreset } from '../../sim/scenario/fleet-presets.ts'
import { FLEET_PRESETS } from '../../sim/scenario/fleet-presets.ts'
import { findMachineType } from '../../sim/scenario/machine-types.ts'
import { PARAMETERS, type Parameter, rangeOf } from '../../sim/scenario/parameters.ts'
import { getParameter, type ParameterPath, type ParameterValue, type Scenario } from '../../sim/scenario/scenario.ts'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { formatValue, parseValue } from '../../sim/scenario/text.ts'
import { wordsOf } from '../text/parameters.ts'

/** What most readers want to change; everything else is one step away. */
const AT_HAND: readonly ParameterPath[] = [
  'traffic.ratePerSecond',
  'fleet.load',
  'fleet.hours',
  'server.kind',
  'server.workers',
  'machine.type',
  'fleet.metric',
  'fleet.max',
]

/** No part of a fleet’s simulation, or not to be had on this page. */
const LEFT_OUT: ReadonlySet<ParameterPath> = new Set([
  'traffic.kind',
  'run.seconds',
  'run.warmupSeconds',
  'run.replications',
])

interface Props {
  preset: FleetPreset
  scenario: Scenario
  onPreset: (preset: FleetPreset) => void
  /** Returns a sentence when the value cannot be. */
  onValue: (path: ParameterPath, value: ParameterValue) => string | null
  /** One more control, before all others that are seldom wanted. */
  children: ReactNode
}

export function FleetControls({ preset, scenario, onPreset, onValue, children }: Props) {
  const id = useId()
  const settable = PARAMETERS.filter(parameter => counts(parameter, scenario)).map(wordsOf)
  const field = (parameter: Parameter) => (
    <Field
      key={parameter.path}
      parameter={parameter}
      value={getParameter(scenario, parameter.path)}
      onValue={onValue}
    />
  )
  return (
    <section className="fleet-controls" aria-label={texts.title}>
      <div className="fleet-field">
        <label htmlFor={id}>{texts.preset}</label>
        <select
          id={id}
          value={preset.id}
          onChange={event => onPreset(FLEET_PRESETS.find(one => one.id === event.currentTarget.value)!)}
        >
          {FLEET_PRESETS.map(({ id: name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </div>
      {AT_HAND.flatMap(path => settable.filter(parameter => parameter.path === path)).map(field)}
      {children}
      <details>
        <summary>{texts.all}</summary>
        {settable.filter(({ path }) => !AT_HAND.includes(path)).map(field)}
      </details>
    </section>
  )
}

function counts(parameter: Parameter, scenario: Scenario): boolean {
  if (LEFT_OUT.has(parameter.path)) return false
  if (parameter.relevant && !parameter.relevant(scenario)) return false
  if (parameter.kind !== 'number') return true
  return !rangeOf(parameter, SERVER_KINDS[scenario.server.kind], findMachineType(scenario.machine.type)).fixed
}

interface FieldProps {
  parameter: Parameter
  value: ParameterValue
  onValue: Props['onValue']
}

/** One parameter: a list to choose from, or a text that is taken with Enter or when the reader goes on. */
function Field({ parameter, value, onValue }: FieldProps) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const take = (text: string) => {
    const read = parseValue(parameter, text.trim())
    const problem = read.ok ? onValue(parameter.path, read.value) : read.problems[0]!.message
    setRefusal(problem)
    if (problem === null) setTyped(null)
  }
  const shown = formatValue(parameter, value)
  const unit = parameter.kind === 'number' && parameter.unit
  const described = `${id}help ${id}refusal`
  return (
    <div className="fleet-field">
      <label htmlFor={id}>
        {parameter.label}
        {unit && <span className="unit"> ({unit})</span>}
      </label>
      {parameter.kind === 'choice' ? (
        <select id={id} value={shown} aria-describedby={described} onChange={event => take(event.currentTarget.value)}>
          {parameter.choices.map(choice => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          type="text"
          inputMode={parameter.kind === 'number' ? 'decimal' : 'text'}
          autoComplete="off"
          value={typed ?? shown}
          aria-describedby={described}
          aria-invalid={refusal !== null}
          onChange={event => setTyped(event.currentTarget.value)}
          onBlur={() => typed !== null && typed.trim() !== shown && take(typed)}
          onKeyDown={event => {
            if (event.key === 'Enter') take(event.currentTarget.value)
            if (event.key !== 'Escape') return
            setTyped(null)
            setRefusal(null)
          }}
        />
      )}
      <p id={`${id}help`} className="help">
        {parameter.help}
      </p>
      <p id={`${id}refusal`} className="refusal" role="alert">
        {refusal}
      </p>
    </div>
  )
}
