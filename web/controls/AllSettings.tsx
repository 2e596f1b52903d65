import type { Group } from '../../sim/scenario/scenario.ts'
import type { Setting } from '../state/edit.ts'
import { ControlList, type Owner, type Owners } from './ControlList.tsx'

const GROUP_NAMES: Record<Group, string> = {
  traffic: 'Traffic',
  request: 'A request',
  client: 'Clients',
  proxy: 'Proxy',
  server: 'Server',
  machine: 'Machine',
  run: 'The run',
}

/** Every parameter that changes anything now, by group; a server of one lane stands under that lane's name. */
export function AllSettings({ settings, owners }: { settings: Setting[]; owners: Owners }) {
  return sectionsOf(settings, owners).map(section => (
    <fieldset key={section.title + (section.owner?.name ?? '')} data-lane={section.owner?.number}>
      <legend>
        {section.title}
        {section.owner && <span className="names-lane">, {section.owner.name}</span>}
      </legend>
      <ControlList settings={section.settings} owners={owners} showHelp />
    </fieldset>
  ))
}

interface Section {
  title: string
  owner: Owner | undefined
  settings: Setting[]
}

function sectionsOf(settings: Setting[], owners: Owners): Section[] {
  const groups = Object.entries(GROUP_NAMES) as [Group, string][]
  const scopes = [null, ...owners.keys()]
  return groups.flatMap(([group, title]) =>
    scopes.flatMap(scope => {
      const own = settings.filter(setting => setting.scope === scope && setting.parameter.path.startsWith(`${group}.`))
      return own.length === 0 ? [] : { title, owner: scope === null ? undefined : owners.get(scope), settings: own }
    }),
  )
}
