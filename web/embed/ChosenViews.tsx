/** Views as an author chose them, for a figure in an article and for a chapter: each is a part of the page. */

import { type ReactNode, useMemo } from 'react'
import * as texts from '#text/embed.ts'
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
import { Sentence } from '../story/Sentence.tsx'
import { Transport } from '../time/Transport.tsx'
import { showsTime } from '../time/the-clock.ts'
import type { Control, View } from './options.ts'

/** The views from top to bottom; those controls that the reader may move stand where `controls` does. */
export function ChosenViews({ views, controls }: { views: readonly View[]; controls: readonly Control[] }) {
  return groups(views).map(group => <Group key={group.join()} views={group} controls={controls} />)
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
          <Lanes isFixed />
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
  const owners = useMemo(() => ({ ...ownersOf(page), canSplit: false }), [page])
  return (
    <section className="controls" aria-label={texts.settings}>
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
    <section className="charts" aria-label={texts.overTime} ref={showsTime}>
      {views.map(view => {
        if (!picture) return <div key={view} className="chart chart-waiting" />
        if (view === 'workers') return <WorkersOverTime key={view} lanes={picture.lanes} />
        const spec = charts.find(({ id }: PlotSpec) => id === view)
        return spec && <Chart key={view} spec={spec} labelRoom={room} />
      })}
    </section>
  )
}
