import * as texts from '#text/controls.ts'
import { mayDiffer } from '../../sim/scenario/link-lanes.ts'
import type { ParameterPath } from '../../sim/scenario/scenario.ts'
import { joined, type Setting, split } from '../state/edit.ts'
import { actions } from '../state/the-page.ts'
import { wordsOf } from '../text/parameters.ts'
import { ParameterControl } from './ParameterControl.tsx'
import { byParameter, differs } from './search.ts'

/** A lane that has settings of its own: its number, for its colour, and its name. */
export interface Owner {
  number: number
  name: string
}

export interface Owners {
  /** By the lane's id. */
  lanes: ReadonlyMap<string, Owner>
  /** Whether the reader decides which settings lanes share. */
  canSplit: boolean
  /** Settings that lanes have apart, and could share. */
  split: ReadonlySet<ParameterPath>
}

interface Props {
  settings: Setting[]
  owners: Owners
  showHelp?: boolean
}

/** Controls below each other; those that lanes have apart stand together, one line for each lane. */
export function ControlList({ settings, owners, showHelp = false }: Props) {
  return (
    <div className="control-list">
      {byParameter(settings).map(group => (
        <OneParameter key={group[0]!.parameter.path} settings={group} owners={owners} showHelp={showHelp} />
      ))}
    </div>
  )
}

function OneParameter({ settings, owners, showHelp }: Required<Props>) {
  const [first] = settings
  const { parameter, scope } = first!
  const { path, label, help } = wordsOf(parameter)
  const canSplit = owners.canSplit && owners.lanes.size > 1
  if (scope === null) {
    return (
      <ParameterControl setting={first!} showHelp={showHelp}>
        {canSplit && mayDiffer(path) && <Split path={path} label={label} />}
      </ParameterControl>
    )
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend cannot stand beside a button on one line.
    <div className="lane-controls" role="group" aria-label={label} data-differs={differs(settings)}>
      <p className="title">
        {label}
        {differs(settings) && <small> {texts.differs}</small>}
        {canSplit && owners.split.has(path) && <Join path={path} label={label} />}
      </p>
      {settings.map(setting => {
        const owner = owners.lanes.get(setting.scope ?? '')
        return (
          <div key={setting.scope} data-lane={owner?.number}>
            <ParameterControl setting={setting} owner={owner?.name ?? null} />
          </div>
        )
      })}
      {showHelp && (
        <p className="help" aria-hidden="true">
          {help}
        </p>
      )}
    </div>
  )
}

interface ScopeProps {
  path: ParameterPath
  label: string
}

function Split({ path, label }: ScopeProps) {
  return (
    <button
      type="button"
      className="scope"
      title={texts.split}
      aria-label={texts.splitOf({ label })}
      onClick={() => actions.change(page => split(page, path))}
    >
      ≠
    </button>
  )
}

function Join({ path, label }: ScopeProps) {
  return (
    <button
      type="button"
      className="scope"
      title={texts.join}
      aria-label={texts.joinOf({ label })}
      onClick={() => actions.change(page => joined(page, path))}
    >
      =
    </button>
  )
}
