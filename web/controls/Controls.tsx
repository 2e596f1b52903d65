import { lazy, Suspense, useMemo, useState } from 'react'
import * as texts from '#text/controls.ts'
import type { PageState } from '../../sim/scenario/link.ts'
import { PARAMETERS } from '../../sim/scenario/parameters.ts'
import type { ParameterPath } from '../../sim/scenario/scenario.ts'
import { isSplit, type Setting, settingsOf } from '../state/edit.ts'
import { lanesOf } from '../state/lanes.ts'
import { usePage } from '../state/the-page.ts'
import { laneTitles } from '../story/lane-name.ts'
import { ControlList, type Owners } from './ControlList.tsx'
import { History } from './History.tsx'
import { StoryAbout } from './StoryAbout.tsx'

// Most readers never open them.
const AllSettings = lazy(() => import('./AllSettings.tsx').then(({ AllSettings }) => ({ default: AllSettings })))

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

export function Controls() {
  const page = usePage(state => state.page)
  const settings = useMemo(() => settingsOf(page), [page])
  const owners = useMemo(() => ownersOf(page), [page])
  const pick = (paths: readonly ParameterPath[]) =>
    paths.flatMap(path => settings.filter(setting => setting.parameter.path === path))
  return (
    <section className="controls" aria-label={texts.settings}>
      <StoryAbout />
      <History />
      <div className="at-hand">
        <ControlList settings={pick(AT_HAND)} owners={owners} />
      </div>
      <ControlList settings={pick(PATIENCE)} owners={owners} />
      <AllOfThem settings={settings} owners={owners} />
    </section>
  )
}

/** The lanes by their ids, for controls that are of one lane. */
export function ownersOf(page: PageState): Owners {
  const lanes = lanesOf(page)
  const names = laneTitles(lanes, page.story)
  return {
    lanes: new Map(lanes.map(({ lane }, index) => [lane.id, { number: index + 1, name: names[index]! }])),
    canSplit: true,
    split: new Set(PARAMETERS.map(({ path }) => path).filter(path => isSplit(page, path))),
  }
}

function AllOfThem({ settings, owners }: { settings: Setting[]; owners: Owners }) {
  const [open, setOpen] = useState(false)
  return (
    <details className="all-settings" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{texts.allSettings({ settings: new Set(settings.map(({ parameter }) => parameter)).size })}</summary>
      <Suspense>{open && <AllSettings settings={settings} owners={owners} />}</Suspense>
    </details>
  )
}
