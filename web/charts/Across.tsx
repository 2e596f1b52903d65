import '../style/across.css'
import { useMemo } from 'react'
import { isLoad } from '../../sim/experiment/points.ts'
import { encodeState } from '../../sim/scenario/link.ts'
import { lanesOf } from '../state/lanes.ts'
import type { SweepRun } from '../state/sweep-cells.ts'
import { usePage } from '../state/the-page.ts'
import { plural } from '../text/format.ts'
import { AxisChoice } from './AxisChoice.tsx'
import { acrossCharts } from './across-charts.ts'
import { Chart } from './Chart.tsx'
import { ChartSource } from './export/chart-source.ts'
import { kneeText } from './knee-text.ts'
import { labelRoom } from './plot-spec.ts'
import { SweepBar } from './SweepBar.tsx'
import { acrossName } from './setting-axis.ts'
import { sweepSource } from './source-text.ts'
import { Theory } from './Theory.tsx'

/** The same servers with other numbers of cores, under other loads, or with any other setting changed. */
export function Across() {
  const run = usePage(state => state.sweep.shown)
  const current = usePage(state => state.sweep.shown?.page === state.page)
  const charts = useMemo(() => (run ? acrossCharts(run) : []), [run])
  const source = useMemo(() => run && sourceOf(run), [run])
  return (
    <section className="sweep" aria-labelledby="across">
      <div className="section-head">
        <h2 id="across">Across {run ? acrossName(run.parameter) : 'cores'}</h2>
        <AxisChoice />
        {run && <About run={run} />}
      </div>
      <SweepBar />
      <div className="charts sweep-charts" data-stale={!current}>
        <ChartSource value={source}>
          {charts.map(spec => (
            <Chart key={spec.id} spec={spec} labelRoom={labelRoom(charts)} />
          ))}
        </ChartSource>
      </div>
      {run &&
        kneeText(run).map(text => (
          <p key={text} className="knees">
            {text}
          </p>
        ))}
      {run && <Theory run={run} />}
      {run && (
        <p className="source">
          Computed from: {sweepSource(run)}
          {!current && ' These are the settings before your last change.'}
        </p>
      )}
    </section>
  )
}

function sourceOf(run: SweepRun): ChartSource {
  return {
    settings: () => [`${plural(run.settings.replications, 'run')} a point; ${sweepSource(run)}`],
    link: () => new URL(`#${encodeState(run.page)}`, location.href).href,
  }
}

function About({ run }: { run: SweepRun }) {
  const { replications } = run.settings
  const { path, label } = run.parameter
  const refused = run.cells.filter(({ refusal }) => refusal)
  const level = run.lines.filter(({ hasIt }) => !hasIt).map(({ name }) => name)
  const steps =
    path === 'traffic.ratePerSecond' && lanesOf(run.page).some(({ scenario }) => scenario.traffic.steps.length > 0)
  return (
    <p>
      The same servers and the same days{path === 'machine.cores' && ' on other machines'}
      {isLoad(path) && ' under other loads'}. A point is the mean of {plural(replications, 'run')}
      {replications > 1 && ' with different seeds; the band is its 95 % confidence interval'}.
      {run.lines[0]?.lane === 0 && ` The lanes differ in nothing but “${label}”, so they are one line here.`}
      {level.length > 0 && ` ${level.join(' and ')} has no such setting: its line is level.`}
      {steps ? ' The load is steady along the axis: the steps of the rate are left out.' : ''}
      {refused.length > 0 && ` ${plural(refused.length, 'point is', 'points are')} left out: ${refused[0]!.refusal}`}
    </p>
  )
}
