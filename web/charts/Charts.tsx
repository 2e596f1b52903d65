import { lazy, Suspense, useMemo } from 'react'
import { measureCharts } from '../state/marks.ts'
import { usePage } from '../state/the-page.ts'
import { showsTime } from '../time/the-clock.ts'
import { Chart } from './Chart.tsx'
import { whenAllDrawn } from './in-turn.ts'
import { labelRoom } from './plot-spec.ts'
import { timeCharts } from './time-charts.ts'
import { WorkersOverTime } from './WorkersOverTime.tsx'

whenAllDrawn(measureCharts)

const Across = lazy(() => import('./Across.tsx').then(({ Across }) => ({ default: Across })))

/** All charts: over time, and across the values of a setting. */
export function Charts() {
  return (
    <>
      <OverTime />
      <Suspense fallback={<div className="sweep sweep-to-come" />}>
        <Across />
      </Suspense>
    </>
  )
}

function OverTime() {
  const picture = usePage(state => state.picture)
  const charts = useMemo(() => (picture ? timeCharts(picture.lanes) : []), [picture])
  const room = labelRoom(charts)
  return (
    <section className="charts" aria-labelledby="over-time" ref={showsTime}>
      <h2 id="over-time" className="visually-hidden">
        Over time
      </h2>
      {charts.map(spec => (
        <Chart key={spec.id} spec={spec} labelRoom={room} />
      ))}
      {picture && <WorkersOverTime lanes={picture.lanes} />}
    </section>
  )
}
