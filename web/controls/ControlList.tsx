import type { Setting } from '../state/edit.ts'
import { ParameterControl } from './ParameterControl.tsx'

/** A lane that has settings of its own: its number, for its colour, and its name. */
export interface Owner {
  number: number
  name: string
}

/** By the lane's id. */
export type Owners = ReadonlyMap<string, Owner>

/** Controls below each other; one of a single lane carries that lane's colour. */
export function ControlList({
  settings,
  owners,
  showHelp = false,
}: {
  settings: Setting[]
  owners: Owners
  showHelp?: boolean
}) {
  return (
    <div className="control-list">
      {settings.map(setting => {
        const owner = setting.scope === null ? undefined : owners.get(setting.scope)
        return (
          <div key={`${setting.scope ?? ''}:${setting.parameter.path}`} data-lane={owner?.number}>
            <ParameterControl setting={setting} owner={owner?.name ?? null} showHelp={showHelp} />
          </div>
        )
      })}
    </div>
  )
}
