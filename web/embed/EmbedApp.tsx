import { type ReactNode, useMemo } from 'react'
import type { Problem } from '../../sim/scenario/problem.ts'
import { Chart } from '../charts/Chart.tsx'
import { labelRoom, type PlotSpec } from '../charts/plot-spec.ts'
import { timeCharts } from '../charts/time-charts.ts'
import { WorkersOverTime } from '../charts/WorkersOverTime.tsx'
import { ControlList } from '../controls/ControlList.tsx'
import { ownersOf } from '../controls/Controls.tsx'
import { StoryAbout } from '../controls/StoryAbout.tsx'
import { Lanes } from '../stage/Lanes.tsx'
import { type Setting, settingsOf } from '../state/edit.ts'
import { usePage } from '../state/the-page.ts'
import { LinkNotice } from '../story/LinkNotice.tsx'
import { Sentence } from '../story/Sentence.tsx'
import { Transport } from '../time/Transport.tsx'
import { showsTime } from '../time/the-clock.ts'
import type { Control, EmbedOptions, View } from './options.ts'
import { playgroundLink } from './playground-link.ts'

interface Props {
  options: EmbedOptions
  /** Problems of the options; those of the state are the page's. */
  problems: readonly Problem[]
  started: boolean
  start: () => void
}

/** The chosen views, in the order in which the author named them. */
export function EmbedApp({ options, problems, started, start }: Props) {
  const views: readonly View[] =
    options.controls.length > 0 && !options.views.includes('controls') ? [...options.views, 'controls'] : options.views
  return (
    <main className="embed">
      {problems.map(({ message }) => (
        <p key={message} className="notice" role="alert">
          {message}
        </p>
      ))}
      <LinkNotice />
      {!started && (
        <button type="button" className="start" onClick={start}>
          Run this simulation
        </button>
      )}
      {groups(views).map(group => (
        <Group key={group.join()} views={group} controls={options.controls} />
      ))}
      <Source />
    </main>
  )
}

const CHARTS: readonly View[] = ['throughput', 'errors', 'cpu', 'latency', 'workers']

/** Charts that follow each other stand in one grid. */
function groups(views: readonly View[]): View[][] {
  const result: View[][] = []
  for (const view of views) {
    const last = result.at(-1)
    if (last && CHARTS.includes(view) && CHARTS.includes(last[0]!)) last.push(view)
    else result.push([view])
  }
  return result
}

function Group({ views, controls }: { views: readonly View[]; controls: readonly Control[] }): ReactNode {
  switch (views[0]) {
    case 'sentence':
      return <Sentence />
    case 'about':
      return <StoryAbout />
    case 'controls':
      return <ChosenControls controls={controls} />
    case 'stage':
      return (
        <>
          <Lanes />
          <Transport />
        </>
      )
    default:
      return <ChosenCharts views={views} />
  }
}

function ChosenControls({ controls }: { controls: readonly Control[] }) {
  const page = usePage(state => state.page)
  const settings = useMemo(() => chosen(settingsOf(page), controls), [page, controls])
  const owners = useMemo(() => ownersOf(page), [page])
  return (
    <section className="controls" aria-label="Settings">
      <ControlList settings={settings} owners={owners} />
    </section>
  )
}

/** A parameter named without a lane brings the controls of all that have one of their own. */
function chosen(settings: readonly Setting[], controls: readonly Control[]): Setting[] {
  return controls.flatMap(({ lane, path }) =>
    settings.filter(({ scope, parameter }) => parameter.path === path && (lane === null || lane === scope)),
  )
}

function ChosenCharts({ views }: { views: readonly View[] }) {
  const picture = usePage(state => state.picture)
  const charts = useMemo(() => (picture ? timeCharts(picture.lanes) : []), [picture])
  const room = labelRoom(charts)
  return (
    <section className="charts" aria-label="Over time" ref={showsTime}>
      {views.map(view => {
        if (!picture) return <div key={view} className="chart chart-waiting" />
        if (view === 'workers') return <WorkersOverTime key={view} lanes={picture.lanes} />
        const spec = charts.find(({ id }: PlotSpec) => id === view)
        return spec && <Chart key={view} spec={spec} labelRoom={room} />
      })}
    </section>
  )
}

/** Where the figure is from, and the way to all of it, with the same settings. */
function Source() {
  const page = usePage(state => state.page)
  return (
    <footer className="source">
      <a href={playgroundLink(page)} target="_blank" rel="noopener">
        Simulated with Prefork: change anything
      </a>
    </footer>
  )
}
