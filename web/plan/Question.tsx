import { useId, useState } from 'react'
import { asked as texts } from '#text/plan.ts'
import { type PlanQuestion, USUAL_KINDS, USUAL_TYPES } from '../../sim/experiment/plan/question.ts'
import { MACHINE_TYPES } from '../../sim/scenario/machine-types.ts'
import type { NumberParameter } from '../../sim/scenario/parameters.ts'
import type { Checked } from '../../sim/scenario/problem.ts'
import { getParameter } from '../../sim/scenario/scenario.ts'
import { SERVER_KIND_NAMES, SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'
import { EntryField } from '../controls/EntryField.tsx'
import { POSITIONS, positionOf, valueAt } from '../controls/slider-scale.ts'
import { entryText, plainEntry, shownUnit, valueText } from '../controls/value-text.ts'
import { wordsOf } from '../text/parameters.ts'
import { goalLimit, parameterOf, withBudget, withGoal, withInstances, withSetting } from './plan-link.ts'

interface Props {
  question: PlanQuestion
  onAsk: (question: PlanQuestion) => void
}

const SETTINGS = ['traffic.ratePerSecond', 'request.cpuMs', 'request.ioMs', 'server.memoryMb'].map(parameterOf)

/** What is asked: the load, a request’s cost, the goals, and what may be spent on it. */
export function Question({ question, onAsk }: Props) {
  const complete = completeScenario(question.scenario)
  if (!complete.ok) return null
  const settings =
    complete.value.traffic.kind === 'closed' ? [parameterOf('traffic.users'), ...SETTINGS.slice(1)] : SETTINGS
  const latency = goalLimit(question, 'latencyP99Ms')
  const errors = goalLimit(question, 'errorShare')
  const { budget, minInstances, maxInstances } = question
  return (
    <section className="question" aria-label={texts.title}>
      {settings.map(parameter => (
        <Slider
          key={parameter.path}
          parameter={parameter}
          value={getParameter(complete.value, parameter.path) as number}
          read={text => withSetting(question, parameter.path, text)}
          onAsk={onAsk}
        />
      ))}
      <Field
        label={texts.p99}
        text={latency === null ? 'any' : String(latency)}
        unit="ms"
        read={text => withGoal(question, 'latencyP99Ms', text.replace(/\s*ms$/, ''))}
        onAsk={onAsk}
      />
      <Field
        label={texts.errors}
        text={errors === null ? 'any' : String(Number((errors * 100).toPrecision(6)))}
        unit="%"
        read={text => withGoal(question, 'errorShare', `${text.replace(/\s*%$/, '')}%`)}
        onAsk={onAsk}
      />
      <Field
        label={texts.budget}
        text={budget === null ? 'any' : String(budget)}
        unit="$"
        read={text => withBudget(question, text)}
        onAsk={onAsk}
      />
      <Field
        label={texts.instances}
        text={minInstances === maxInstances ? String(minInstances) : `${minInstances}..${maxInstances}`}
        unit=""
        read={text => withInstances(question, text)}
        onAsk={onAsk}
      />
      <details>
        <summary>{texts.choice}</summary>
        <Families question={question} onAsk={onAsk} />
        <Kinds question={question} onAsk={onAsk} />
      </details>
    </section>
  )
}

interface Entry {
  read: (text: string) => Checked<PlanQuestion>
  onAsk: (question: PlanQuestion) => void
}

/** Asks, or says in a sentence why it cannot be. */
function useEntry({ read, onAsk }: Entry): [refusal: string, enter: (text: string) => void] {
  const [refusal, refuse] = useState('')
  const enter = (text: string) => {
    const next = read(text)
    refuse(next.ok ? '' : next.problems[0]!.message)
    if (next.ok) onAsk(next.value)
  }
  return [refusal, enter]
}

function Slider({ parameter, value, ...entry }: Entry & { parameter: NumberParameter; value: number }) {
  const id = useId()
  const [refusal, enter] = useEntry(entry)
  const position = positionOf(parameter, value)
  return (
    <div className="control">
      <span className="label">
        <label htmlFor={id}>{wordsOf(parameter).label}</label>
        <EntryField
          text={entryText(parameter, value)}
          unit={shownUnit(parameter, value)}
          name={texts.exactValue(wordsOf(parameter))}
          describedBy={`${id}help ${id}refusal`}
          invalid={refusal !== ''}
          onEnter={text => enter(plainEntry(parameter, value, text))}
        />
      </span>
      <input
        id={id}
        type="range"
        min={0}
        max={POSITIONS}
        step={5}
        value={position}
        aria-valuetext={valueText(parameter, value)}
        aria-describedby={`${id}help`}
        style={{ '--at': position / POSITIONS } as React.CSSProperties}
        onChange={event => enter(String(valueAt(parameter, event.currentTarget.valueAsNumber)))}
      />
      <p id={`${id}help`} className="visually-hidden">
        {wordsOf(parameter).help}
      </p>
      <p id={`${id}refusal`} className="refusal" role="alert">
        {refusal}
      </p>
    </div>
  )
}

function Field({ label, text, unit, ...entry }: Entry & { label: string; text: string; unit: string }) {
  const id = useId()
  const [refusal, enter] = useEntry(entry)
  return (
    <div className="control">
      <span className="label">
        <span>{label}</span>
        <EntryField text={text} unit={unit} name={label} describedBy={id} invalid={refusal !== ''} onEnter={enter} />
      </span>
      <p id={id} className="refusal" role="alert">
        {refusal}
      </p>
    </div>
  )
}

const FAMILIES = [...new Set(MACHINE_TYPES.map(({ name }) => name.split('.')[0]!))]

function Families({ question, onAsk }: Props) {
  const familyOf = (name: string) => name.split('.')[0]!
  const chosen = new Set(question.types.map(familyOf))
  const toggle = (family: string) => {
    const types = chosen.has(family)
      ? question.types.filter(name => familyOf(name) !== family)
      : [...question.types, ...typesOf(family)]
    if (types.length > 0) onAsk({ ...question, types })
  }
  return (
    <fieldset>
      <legend>{texts.families}</legend>
      {FAMILIES.map(family => (
        <label key={family}>
          <input type="checkbox" checked={chosen.has(family)} onChange={() => toggle(family)} /> {family}
        </label>
      ))}
    </fieldset>
  )
}

/** Those that are usual of a usual family, all of another. */
function typesOf(family: string): string[] {
  const usual = USUAL_TYPES.filter(name => name.startsWith(`${family}.`))
  return usual.length > 0 ? usual : MACHINE_TYPES.map(({ name }) => name).filter(name => name.startsWith(`${family}.`))
}

function Kinds({ question, onAsk }: Props) {
  const names = SERVER_KIND_NAMES.filter(kind => USUAL_KINDS.includes(kind) || kind !== 'turbogears')
  const toggle = (kind: (typeof names)[number]) => {
    const kinds = names.filter(name => (name === kind ? !question.kinds.includes(name) : question.kinds.includes(name)))
    if (kinds.length > 0) onAsk({ ...question, kinds })
  }
  return (
    <fieldset>
      <legend>{texts.servers}</legend>
      {names.map(kind => (
        <label key={kind}>
          <input type="checkbox" checked={question.kinds.includes(kind)} onChange={() => toggle(kind)} />{' '}
          {SERVER_KINDS[kind].label}
        </label>
      ))}
    </fieldset>
  )
}
