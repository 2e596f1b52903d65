import { useMemo } from 'react'
import { usePage } from '../state/the-page.ts'
import { plural } from '../text/format.ts'
import { Chart } from './Chart.tsx'
import { coreCharts } from './core-charts.ts'
import { labelRoom } from './plot-spec.ts'
import { SweepBar } from './SweepBar.tsx'
import { sweepSource } from './sweep-source.ts'

/** The same servers with other numbers of cores. */
export function AcrossCores() {
  const run = usePage(state => state.sweep.shown)
  const current = usePage(state => state.sweep.shown?.page === state.page)
  const charts = useMemo(() => (run ? coreCharts(run) : []), [run])
  const { replications } = run?.settings ?? { replications: 0 }
  return (
    <section className="sweep" aria-labelledby="across-cores">
      <div className="section-head">
        <h2 id="across-cores">Across cores</h2>
        {run && (
          <p>
            The same servers and the same days on other machines. A point is the mean of {plural(replications, 'run')}
            {replications > 1 && ' with different seeds; the band is its 95 % confidence interval'}.
            {run.lines[0]?.lane === 0 && ' The lanes differ in nothing but cores, so they are one line here.'}
          </p>
        )}
      </div>
      <SweepBar />
      <div className="charts sweep-charts" data-stale={!current}>
        {charts.map(spec => (
          <Chart key={spec.id} spec={spec} labelRoom={labelRoom(charts)} />
        ))}
      </div>
      {run && (
        <p className="source">
          Computed from: {sweepSource(run)}
          {!current && ' These are the settings before your last change.'}
        </p>
      )}
    </section>
  )
}
