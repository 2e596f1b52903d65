import { maps as texts } from '#text/across.ts'
import { wordsOf } from '../text/parameters.ts'
import '../style/heat.css'
import { type RefCallback, useCallback, useId, useMemo, useState } from 'react'
import { isLoad, sweepable } from '../../sim/experiment/points.ts'
import type { NumberParameter } from '../../sim/scenario/parameters.ts'
import type { ParameterPath } from '../../sim/scenario/scenario.ts'
import { scopesOf } from '../state/edit.ts'
import { lanesOf } from '../state/lanes.ts'
import { actions } from '../state/the-page.ts'
import { usePageLater } from '../state/use-page-later.ts'
import { HeatGrid } from './HeatGrid.tsx'
import { HEAT_METRICS, type HeatMetric, type HeatScale, heatScale } from './heat-metric.ts'
import { type HeatLane, type HeatPlan, heatPlan, MOST_IN_A_CELL, MOST_IN_ALL } from './heat-plan.ts'
import { type Heat, useHeat } from './use-heat.ts'

/** Two settings at once: every cell of a map is a run, and any of them can be had by a click. */
export function HeatMaps() {
  const page = usePageLater()
  const choices = useMemo(() => sweepable(lanesOf(page).map(({ scenario }) => scenario)), [page])
  const [paths, setPaths] = useState<{ x?: ParameterPath; y?: ParameterPath }>({})
  const [metric, setMetric] = useState(HEAT_METRICS[0]!)
  const [withValues, setWithValues] = useState(false)
  const [refusal, setRefusal] = useState('')
  const [sight, inSight] = useInSight()
  const [x, y] = axesOf(choices, paths)
  const plan = useMemo(() => (inSight && x && y ? heatPlan(page, x, y) : null), [page, x, y, inSight])
  const { heat, cancel, restart } = useHeat(plan)
  const shown = heat && heat.plan.x === x && heat.plan.y === y ? heat : null
  const scale = useMemo(() => heatScale(metric, shown?.cells ?? []), [metric, shown])
  const take = useCallback(
    (lane: HeatLane, atX: number, atY: number) => {
      if (!x || !y) return
      const of = (path: ParameterPath) => (scopesOf(page, path).includes(null) ? null : lane.id)
      const change = [
        ...(lane.hasX ? [{ scope: of(x.path), path: x.path, value: atX }] : []),
        ...(lane.hasY ? [{ scope: of(y.path), path: y.path, value: atY }] : []),
      ]
      setRefusal(actions.takeSettings(change) ?? '')
    },
    [page, x, y],
  )
  if (!x || !y) return null
  return (
    <section className={shown ? 'heatmaps' : 'heatmaps nothing-yet'} aria-labelledby="heatmaps" ref={sight}>
      <div className="section-head">
        <h2 id="heatmaps">{texts.title}</h2>
        <div className="map-choice">
          <AxisSelect
            name={texts.across}
            value={x}
            other={y}
            choices={choices}
            take={path => setPaths({ ...paths, x: path })}
          />
          <AxisSelect
            name={texts.upward}
            value={y}
            other={x}
            choices={choices}
            take={path => setPaths({ ...paths, y: path })}
          />
          <MetricSelect value={metric} take={setMetric} />
          <label className="show-values">
            <input
              type="checkbox"
              checked={withValues}
              onChange={event => setWithValues(event.currentTarget.checked)}
            />
            {texts.values}
          </label>
        </div>
        <p>{texts.about}</p>
      </div>
      <Progress heat={heat} plan={plan} cancel={cancel} restart={restart} />
      {refusal && (
        <p className="refusal" role="alert">
          {refusal}
        </p>
      )}
      <Legend metric={metric} scale={scale} />
      <div className="heats" style={{ '--hot': metric.color } as React.CSSProperties}>
        {!shown && lanesOf(page).map(({ lane }) => <div key={lane.id} className="heat heat-to-come" />)}
        {shown?.plan.lanes.map(lane => (
          <HeatGrid
            key={lane.id}
            {...{ plan: shown.plan, lane, cells: shown.cells, metric, scale, withValues, take }}
          />
        ))}
      </div>
      {shown && <Cut plan={shown.plan} />}
    </section>
  )
}

/** Load across, and cores upward, unless the reader wants others; what no longer changes anything gives way. */
function axesOf(
  choices: readonly NumberParameter[],
  asked: { x?: ParameterPath; y?: ParameterPath },
): [NumberParameter | undefined, NumberParameter | undefined] {
  const find = (path: ParameterPath | undefined) => choices.find(choice => choice.path === path)
  const y0 = find(asked.y)
  const x =
    find(asked.x) ?? choices.find(choice => isLoad(choice.path) && choice !== y0) ?? choices.find(one => one !== y0)
  const y = y0 ?? [find('machine.cores'), find('server.workers'), ...choices].find(choice => choice && choice !== x)
  return [x, y]
}

function useInSight(): [RefCallback<HTMLElement>, boolean] {
  const [inSight, setInSight] = useState(false)
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return
    const observer = new IntersectionObserver(entries => {
      // Once begun it goes on: what one scrolls past is wanted again.
      if (entries.some(entry => entry.isIntersecting)) setInSight(true)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, inSight]
}

interface AxisSelectProps {
  name: string
  value: NumberParameter
  other: NumberParameter
  choices: readonly NumberParameter[]
  take: (path: ParameterPath) => void
}

function AxisSelect({ name, value, other, choices, take }: AxisSelectProps) {
  const id = useId()
  return (
    <span>
      <label htmlFor={id}>{name}</label>
      <select id={id} value={value.path} onChange={event => take(event.currentTarget.value as ParameterPath)}>
        {choices
          .filter(choice => choice !== other)
          .map(choice => (
            <option key={choice.path} value={choice.path}>
              {wordsOf(choice).label}
            </option>
          ))}
      </select>
    </span>
  )
}

function MetricSelect({ value, take }: { value: HeatMetric; take: (metric: HeatMetric) => void }) {
  const id = useId()
  return (
    <span>
      <label htmlFor={id}>{texts.shown}</label>
      <select
        id={id}
        value={value.metric}
        onChange={event => take(HEAT_METRICS.find(({ metric }) => metric === event.currentTarget.value) ?? value)}
      >
        {HEAT_METRICS.map(({ metric, title }) => (
          <option key={metric} value={metric}>
            {title}
          </option>
        ))}
      </select>
    </span>
  )
}

interface ProgressProps {
  heat: Heat | null
  plan: HeatPlan | null
  cancel: () => void
  restart: () => void
}

function Progress({ heat, plan, cancel, restart }: ProgressProps) {
  const isOld = !heat || heat.plan !== plan
  const total = plan?.jobs.length ?? 0
  const isBusy = isOld ? plan !== null : heat.status === 'running'
  return (
    <div className="progress">
      {plan === null && <span>{texts.whenSeen}</span>}
      {isBusy && (
        <>
          <progress max={Math.max(1, total)} value={isOld ? 0 : heat.done} aria-label={texts.computed} />
          <span>{isOld ? texts.soon : texts.progress({ done: heat.done, total })}</span>
          <button type="button" onClick={cancel}>
            {texts.cancel}
          </button>
        </>
      )}
      {!isOld && heat.status === 'cancelled' && <span>{texts.cancelled}</span>}
      {!isOld && heat.status === 'failed' && <span className="refusal">{heat.message}</span>}
      {!isOld && (heat.status === 'cancelled' || heat.status === 'failed') && (
        <button type="button" onClick={restart}>
          {texts.again}
        </button>
      )}
    </div>
  )
}

function Legend({ metric, scale }: { metric: HeatMetric; scale: HeatScale }) {
  return (
    <p className="heat-legend" style={{ '--hot': metric.color } as React.CSSProperties}>
      <span>{texts.legend(metric)}</span>
      {scale.legend.map(({ strength, value }) => (
        <span key={strength}>
          <i aria-hidden="true" style={{ '--strength': `${100 * strength}%` } as React.CSSProperties} />
          {metric.format(value)}
        </span>
      ))}
    </p>
  )
}

/** What was not computed, and why. */
function Cut({ plan }: { plan: HeatPlan }) {
  const { tooLarge, noRoom, lanes, x, y } = plan
  const without = (label: string, has: (lane: HeatLane) => boolean) => {
    const names = lanes.filter(lane => !has(lane)).map(({ name }) => name)
    return names.length > 0 ? [texts.without({ names, label })] : []
  }
  const told = [
    ...without(wordsOf(x).label, ({ hasX }) => hasX),
    ...without(wordsOf(y).label, ({ hasY }) => hasY),
    ...(tooLarge > 0 ? [texts.tooLarge({ cells: tooLarge, requests: MOST_IN_A_CELL })] : []),
    ...(noRoom > 0 ? [texts.noRoom({ cells: noRoom, requests: MOST_IN_ALL })] : []),
  ]
  return told.length > 0 ? <p className="source">{told.join(' ')}</p> : null
}
