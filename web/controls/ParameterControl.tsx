import { memo, type ReactNode, useId } from 'react'
import * as texts from '#text/controls.ts'
import type { ParameterValue } from '../../sim/scenario/scenario.ts'
import { reset, type Setting, sameValue } from '../state/edit.ts'
import { actions, usePage } from '../state/the-page.ts'
import { wordsOf } from '../text/parameters.ts'
import { ChoiceControl } from './ChoiceControl.tsx'
import { NumberControl } from './NumberControl.tsx'
import { StepsControl } from './StepsControl.tsx'
import { valueText } from './value-text.ts'

/** What every kind of control is told. Ids are of its label, its help and the sentence that refuses a value. */
export interface ControlProps {
  setting: Setting
  ids: { control: string; help: string; refusal: string }
  refused: boolean
  /** Whose it is, when it is one lane's; for names that must tell two sliders apart. */
  owner: string | null
}

interface Props {
  setting: Setting
  owner?: string | null
  /** Help is shown under a control among all settings, and is only spoken at the few that are at hand. */
  showHelp?: boolean
  /** Stands after the label. */
  children?: ReactNode
}

/** One parameter: label, control, help, and the sentence that answers a value that cannot be. */
export const ParameterControl = memo(function ParameterControl({
  setting,
  owner = null,
  showHelp = false,
  children,
}: Props) {
  const { parameter, scope } = setting
  const { label, help } = wordsOf(parameter)
  const id = useId()
  const ids = { control: `${id}control`, help: `${id}help`, refusal: `${id}refusal` }
  const message = usePage(state =>
    state.refusal?.path === parameter.path && state.refusal.scope === scope ? state.refusal.message : null,
  )
  const props: ControlProps = { setting, ids, refused: message !== null, owner }
  return (
    <div className="control" data-kind={parameter.kind}>
      <span className="label">
        <label htmlFor={ids.control}>{owner ? <Owned label={label} owner={owner} /> : label}</label>
        {children}
      </span>
      {!sameValue(setting.value, setting.storyValue) && <Reset setting={setting} owner={owner} />}
      {parameter.kind === 'number' && <NumberControl {...props} parameter={parameter} />}
      {parameter.kind === 'choice' && <ChoiceControl {...props} parameter={parameter} />}
      {parameter.kind === 'steps' && <StepsControl {...props} parameter={parameter} />}
      <p id={ids.help} className={showHelp ? 'help' : 'visually-hidden'}>
        {help}
      </p>
      <p id={ids.refusal} className="refusal" role="alert">
        {message}
      </p>
    </div>
  )
}, sameControl)

/** Settings are listed anew with every change of the page; most of them say what they said before. */
function sameControl(before: Props, after: Props): boolean {
  const same = (key: keyof Setting) => before.setting[key] === after.setting[key]
  return (
    (['parameter', 'scope', 'value', 'kind', 'storyValue'] as const).every(same) &&
    before.owner === after.owner &&
    !before.children === !after.children &&
    before.showHelp === after.showHelp
  )
}

/** The lane's name alone is seen: the setting's stands above all lanes. */
function Owned({ label, owner }: { label: string; owner: string }) {
  return (
    <>
      <span className="visually-hidden">{texts.spokenLabel({ label })}</span>
      {owner}
    </>
  )
}

function Reset({ setting, owner }: { setting: Setting; owner: string | null }) {
  const { parameter, storyValue } = setting
  const to = valueText(parameter, storyValue)
  return (
    <button
      type="button"
      className="reset"
      title={texts.backTo({ value: to })}
      aria-label={texts.reset({ label: wordsOf(parameter).label, owner, value: to })}
      onClick={() => actions.change(page => reset(page, setting))}
    >
      ↺
    </button>
  )
}

/** What describes a control to a screen reader. */
export function describedBy({ ids, refused }: Pick<ControlProps, 'ids' | 'refused'>): string {
  return refused ? `${ids.refusal} ${ids.help}` : ids.help
}

export function commit({ scope, parameter }: Setting, value: ParameterValue): void {
  actions.setParameter(scope, parameter.path, value, 'commit')
}
