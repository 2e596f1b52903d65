/** Views as an author chose them, for a figure in an article and for a chapter: each is a part of the page. */

import { type ComponentType, type ReactElement, type ReactNode, useMemo } from 'react'
import * as texts from '#text/embed.ts'
import { Chart } from '../charts/Chart.tsx'
import { labelRoom, type PlotSpec } from '../charts/plot-spec.ts'
import { ControlList } from '../controls/ControlList.tsx'
import { ownersOf } from '../controls/Controls.tsx'
import { StoryAbout } from '../controls/StoryAbout.tsx'
import { Lanes } from '../stage/Lanes.tsx'
import { type Setting, settingsOf } from '../state/edit.ts'
import type { DrawnLane } from '../state/page.ts'
import { usePage } from '../state/the-page.ts'
import { Sentence } from '../story/Sentence.tsx'
import { Transport } from '../time/Transport.tsx'
import { showsTime } from '../time/the-clock.ts'
import type { Control, View } from './options.ts'

const APART = ['sentence', 'about', 'controls', 'stage', 'across', 'map'] as const

/** Views that stand in a grid with others of their kind. */
export type ChartView = Exclude<View, (typeof APART)[number]>

/** The charts that a page can show. What it has not it does not load. */
export interface ChartParts {
  specs: (view: ChartView, lanes: readonly DrawnLane[]) => PlotSpec[]
  /** The views that are a chart for each lane. */
  byLane: readonly ChartView[]
  workers?: ComponentType<{ lanes: readonly DrawnLane[] }>
  across?: ComponentType
  map?: ComponentType
}

interface Props {
  views: readonly View[]
  controls: readonly Control[]
  parts: ChartParts
}

/** The views from top to bottom; those controls that the reader may move stand where `controls` does. */
export function ChosenViews({ views, ...more }: Props) {
  const stacked = useMemo(() => groups(views), [views])
  // Charts are headings of the third order; those of the second are the lanes of the stage, where there is one.
  const isHeaded = !views.includes('stage')
  return stacked.map(group => <Group key={group.join()} views={group} isHeaded={isHeaded} {...more} />)
}

function isChart(view: View): view is ChartView {
  return !APART.some(other => other === view)
}

/** Charts that follow each other stand in one grid. */
function groups(views: readonly View[]): View[][] {
  const result: View[][] = []
  for (const view of views) {
    const last = result.at(-1)
    if (last && isChart(view) && isChart(last[0]!)) last.push(view)
    else result.push([view])
  }
  return result
}

function Group({ views, controls, parts, isHeaded }: Props & { isHeaded: boolean }): ReactNode {
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
    case 'across':
      return parts.across && <parts.across />
    case 'map':
      return parts.map && <parts.map />
    default:
      return <ChosenCharts views={views.filter(isChart)} parts={parts} isHeaded={isHeaded} />
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

interface Charts {
  views: readonly ChartView[]
  parts: ChartParts
  /** Whether they need a heading of their own. */
  isHeaded: boolean
}

function ChosenCharts({ views, parts, isHeaded }: Charts) {
  const picture = usePage(state => state.picture)
  const lanes = usePage(state => state.page.lanes.length)
  const specs = useMemo(
    () => new Map(views.map(view => [view, picture ? parts.specs(view, picture.lanes) : []])),
    [views, parts, picture],
  )
  const room = labelRoom([...specs.values()].flat())
  return (
    <section className="charts" aria-label={texts.overTime} ref={showsTime}>
      {isHeaded && <h2 className="visually-hidden">{texts.charts}</h2>}
      {views.flatMap(view => {
        if (!picture) return waiting(view, parts.byLane.includes(view) ? lanes : 1)
        if (view === 'workers') return parts.workers ? [<parts.workers key={view} lanes={picture.lanes} />] : []
        return specs.get(view)!.map(spec => <Chart key={spec.id} spec={spec} labelRoom={room} />)
      })}
    </section>
  )
}

/** The room of charts that are still to come. */
function waiting(view: ChartView, charts: number): ReactElement[] {
  const names = Array.from({ length: charts }, (_, at) => `${view} ${at}`)
  return names.map(name => <div key={name} className="chart chart-waiting" />)
}
