/** For developers, served by `npm run dev` at /gallery.html and not part of the site: every state of stage and charts. */
import { useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { Chart } from '../charts/Chart.tsx'
import { allTimeCharts } from '../charts/more-charts.ts'
import { labelRoom } from '../charts/plot-spec.ts'
import { WorkersOverTime } from '../charts/WorkersOverTime.tsx'
import { ThemeToggle } from '../style/ThemeToggle.tsx'
import { restoreTheme } from '../style/theme.ts'
import { lanesOfState } from './lanes.ts'
import { StillStage } from './StillStage.tsx'
import { GALLERY, type GalleryState } from './states.ts'
import '../style/fonts.css'
import '../style/theme.css'
import '../style/masthead.css'
import '../style/page.css'
import '../style/controls.css'
import '../style/charts.css'
import '../style/stage.css'
import '../style/lanes.css'
import './gallery.css'

restoreTheme()

const ALL = { withMean: true, ownScale: true, byCore: true }

function Gallery() {
  return (
    <main className="gallery">
      <header>
        <h1>Every state</h1>
        <ThemeToggle />
      </header>
      {GALLERY.map(state => (
        <State key={state.name} state={state} />
      ))}
    </main>
  )
}

function State({ state }: { state: GalleryState }) {
  const { lanes, atMs } = useMemo(() => lanesOfState(state), [state])
  const [isOpen, setOpen] = useState(false)
  return (
    <section id={state.name} className="lanes">
      <h2>
        <a href={`./index.html#${state.link}`}>{state.name}</a>
      </h2>
      <p>{state.about}</p>
      {lanes.map((lane, at) => (
        <article key={lane.id} className="lane" data-lane={at + 1}>
          <header>
            <h2>{lane.name}</h2>
            <code>{SERVER_KINDS[lane.result.scenario.server.kind].configLine(lane.result.scenario.server)}</code>
          </header>
          <StillStage lane={lane} atMs={atMs} />
        </article>
      ))}
      <details onToggle={event => setOpen(event.currentTarget.open)}>
        <summary>All charts</summary>
        {isOpen && <AllCharts state={state} />}
      </details>
    </section>
  )
}

function AllCharts({ state }: { state: GalleryState }) {
  const { lanes } = useMemo(() => lanesOfState(state), [state])
  const charts = allTimeCharts(lanes, ALL)
  return (
    <div className="charts">
      {charts.map(spec => (
        <Chart key={spec.id} spec={spec} labelRoom={labelRoom(charts)} />
      ))}
      <WorkersOverTime lanes={lanes} />
    </div>
  )
}

const root = document.getElementById('root')
if (!root) throw new Error('The gallery has no place for itself.')
createRoot(root).render(<Gallery />)
