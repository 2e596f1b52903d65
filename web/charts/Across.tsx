import * as texts from '#text/across.ts'
import { wordsOf } from '../text/parameters.ts'
import '../style/across.css'
import { useEffect, useMemo, useRef } from 'react'
import { isLoad } from '../../sim/experiment/points.ts'
import { encodeState } from '../../sim/scenario/link.ts'
import { lanesOf } from '../state/lanes.ts'
import type { SweepRun } from '../state/sweep-cells.ts'
import { actions, usePage } from '../state/the-page.ts'
import { onNear } from '../time/in-sight.ts'
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
  const isToCome = usePage(({ sweep }) => !sweep.shown && ['waiting', 'soon', 'running'].includes(sweep.status))
  const current = usePage(state => state.sweep.shown?.page === state.page)
  const charts = useMemo(() => (run ? acrossCharts(run) : []), [run])
  const source = useMemo(() => run && sourceOf(run), [run])
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    const { current } = section
    if (!current) return
    const leave = onNear(current, actions.nearSweep)
    return () => {
      leave()
      actions.nearSweep(false)
    }
  }, [])
  return (
    <section
      ref={section}
      className={run ? 'sweep' : 'sweep nothing-yet'}
      data-to-come={isToCome}
      aria-labelledby="across"
    >
      <div className="section-head">
        <h2 id="across">{run ? texts.acrossWhat({ across: acrossName(run.parameter) }) : texts.acrossCores}</h2>
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
          {texts.computedFrom({ settings: sweepSource(run) })}
          {!current && ` ${texts.beforeLastChange}`}
        </p>
      )}
    </section>
  )
}

function sourceOf(run: SweepRun): ChartSource {
  return {
    settings: () => [texts.runsAPoint({ replications: run.settings.replications, settings: sweepSource(run) })],
    link: () => new URL(`#${encodeState(run.page)}`, location.href).href,
  }
}

function About({ run }: { run: SweepRun }) {
  const { replications } = run.settings
  const { path } = run.parameter
  const refused = run.cells.filter(({ refusal }) => refusal)
  const level = run.lines.filter(({ hasIt }) => !hasIt).map(({ name }) => name)
  const steps =
    path === 'traffic.ratePerSecond' && lanesOf(run.page).some(({ scenario }) => scenario.traffic.steps.length > 0)
  const text = texts.about({
    across: path === 'machine.cores' ? 'cores' : isLoad(path) ? 'load' : 'other',
    replications,
    onlyDifference: run.lines[0]?.lane === 0 ? wordsOf(run.parameter).label : null,
    level,
    isSteady: steps,
    refused: refused.length,
    refusal: refused[0]?.refusal ?? '',
  })
  return <p>{text}</p>
}
