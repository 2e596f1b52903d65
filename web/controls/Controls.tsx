import { useMemo, useState } from 'react'
import type { PageState } from '../../sim/scenario/link.ts'
import type { Group, ParameterPath } from '../../sim/scenario/scenario.ts'
import { type Setting, settingsOf } from '../state/edit.ts'
import { lanesOf } from '../state/lanes.ts'
import { usePage } from '../state/the-page.ts'
import { laneTitles } from '../story/lane-name.ts'
import { ParameterControl } from './ParameterControl.tsx'
import { StoryAbout } from './StoryAbout.tsx'

/** What matters first, then how long anybody waits. Those that have no effect in a scenario are not shown. */
const AT_HAND: readonly ParameterPath[] = [
  'traffic.ratePerSecond',
  'traffic.users',
  'server.workers',
  'machine.cores',
  'request.cpuMs',
  'request.ioMs',
]
const PATIENCE: readonly ParameterPath[] = ['client.timeoutMs', 'proxy.readTimeoutMs']

const GROUP_NAMES: Record<Group, string> = {
  traffic: 'Traffic',
  request: 'A request',
  client: 'Clients',
  proxy: 'Proxy',
  server: 'Server',
  machine: 'Machine',
  run: 'The run',
}

export function Controls() {
  const page = usePage(state => state.page)
  const settings = useMemo(() => settingsOf(page), [page])
  const owners = useMemo(() => ownersOf(page), [page])
  const pick = (paths: readonly ParameterPath[]) =>
    paths.flatMap(path => settings.filter(setting => setting.parameter.path === path))
  return (
    <section className="controls" aria-label="Settings">
      <StoryAbout />
      <Controlled settings={pick(AT_HAND)} owners={owners} />
      <Controlled settings={pick(PATIENCE)} owners={owners} />
      <AllSettings settings={settings} owners={owners} />
    </section>
  )
}

/** A lane that has settings of its own: its number, for its colour, and its name. */
interface Owner {
  number: number
  name: string
}

type Owners = ReadonlyMap<string, Owner>

function ownersOf(page: PageState): Owners {
  const lanes = lanesOf(page)
  const names = laneTitles(lanes, page.story)
  return new Map(lanes.map(({ lane }, index) => [lane.id, { number: index + 1, name: names[index] ?? lane.name }]))
}

function Controlled({
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

/** Every parameter that changes anything now, by group; a server of one lane stands under that lane's name. */
function AllSettings({ settings, owners }: { settings: Setting[]; owners: Owners }) {
  const [open, setOpen] = useState(false)
  return (
    <details className="all-settings" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>All settings, {settings.length}</summary>
      {(open ? sectionsOf(settings, owners) : []).map(section => (
        <fieldset key={section.title + (section.owner?.name ?? '')} data-lane={section.owner?.number}>
          <legend>
            {section.title}
            {section.owner && <span className="names-lane">, {section.owner.name}</span>}
          </legend>
          <Controlled settings={section.settings} owners={owners} showHelp />
        </fieldset>
      ))}
    </details>
  )
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
