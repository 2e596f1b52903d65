/** The charts of a fleet, as data. */
import * as texts from '#text/fleet.ts'
import type { FleetColumn, FleetResult } from '../../sim/fleet/result.ts'
import { thresholdsOf } from '../../sim/fleet/scaling.ts'
import { METRIC_NAMES, metricText } from '../../sim/fleet/words.ts'
import type { FleetMetric } from '../../sim/scenario/scenario.ts'
import {
  type Axis,
  largest,
  type Mark,
  PER_SECOND,
  type PlotSpec,
  type Row,
  roundTop,
  SHARE,
  timeAxis,
} from '../charts/plot-spec.ts'
import { compact, dollars } from '../text/format.ts'

const INSTANCES: Axis = { format: compact, tick: compact, unit: texts.units.instances }
const CREDITS: Axis = { format: compact, tick: compact, unit: texts.units.credits }
const MONEY: Axis = { format: dollars, tick: dollars => texts.charts.cost.tick({ dollars }), unit: texts.units.dollars }

const INK = 'var(--ink)'
const GREY = 'var(--faint)'
const BAD = 'var(--bad)'
const LANE = 'var(--lane-2)'

/** Charts on one axis of hours, each of one quantity. */
export function fleetCharts(result: FleetResult): PlotSpec[] {
  const { scenario, series, credits } = result
  const { charts } = texts
  const { columns } = series
  const of = (name: FleetColumn) => columns[name]
  const peak = (name: FleetColumn) =>
    columns[name].reduce((most, value) => Math.max(most, Number.isNaN(value) ? 0 : value), 0)
  const hasErrors = peak('errors') > 0
  const perSecond = { ...PER_SECOND, max: roundTop(peak('offered')) }
  const latencyTop = roundTop(peak('latencyP99'))
  return [
    chart(
      result,
      'fleet-requests',
      charts.requests,
      [mark('offered', GREY, charts.requests.offered), mark('ok', LANE, charts.requests.answered)],
      perSecond,
      charts.requests.summary({ offered: peak('offered'), answered: peak('ok') }),
    ),
    {
      ...chart(
        result,
        'fleet-errors',
        charts.errors,
        hasErrors ? [mark('errors', BAD, charts.errors.failed)] : [],
        { ...PER_SECOND, max: roundTop(peak('errors')) },
        hasErrors ? charts.errors.summary({ most: peak('errors') }) : charts.errors.none,
      ),
      ...(!hasErrors && { empty: charts.errors.none }),
    },
    chart(
      result,
      'fleet-instances',
      charts.instances,
      [
        mark('instances', INK, charts.instances.paidFor),
        { ...mark('serving', LANE, charts.instances.inService), dash: '4 3' },
      ],
      { ...INSTANCES, max: Math.max(2, Math.ceil(peak('instances'))) },
      charts.instances.summary({ least: Math.min(...of('instances')), most: peak('instances') }),
    ),
    metricChart(result),
    chart(
      result,
      'fleet-cpu',
      charts.cpu,
      [mark('cpu', LANE, charts.cpu.cpu)],
      { ...SHARE, max: 1 },
      charts.cpu.summary({ most: peak('cpu') }),
    ),
    ...(credits ? [creditChart(result, peak('credits'), peak('owed'))] : []),
    chart(
      result,
      'fleet-latency',
      charts.latency,
      [
        mark('latencyMean', LANE, charts.latency.mean),
        { ...mark('latencyP99', LANE, charts.latency.p99), dash: '4 3' },
      ],
      { ...timeAxis(latencyTop), max: latencyTop },
      charts.latency.summary({ most: peak('latencyMean') }),
    ),
    chart(
      result,
      'fleet-cost',
      charts.cost,
      scenario.machine.dollarsPerHour > 0 ? [mark('dollars', INK, charts.cost.spent)] : [],
      { ...MONEY, max: roundTop(peak('dollars')) },
      charts.cost.summary({ spent: result.dollars }),
    ),
  ]
}

function mark(key: string, color: string, text: string): Mark {
  return { kind: 'line', key, color, label: { text } }
}

function chart(
  result: FleetResult,
  id: string,
  { title, subtitle }: { title: string; subtitle: string },
  marks: Mark[],
  axis: Axis & { max: number },
  summary: string,
): PlotSpec {
  const { series, scenario } = result
  const hours = series.bucketMs / 3_600_000
  const rows = Array.from({ length: series.buckets }, (_, bucket): Row => {
    const values = marks.map(({ key }) => {
      const value = series.columns[key as FleetColumn][bucket]!
      return [key, Number.isNaN(value) ? null : value] as const
    })
    return { x: Math.min(scenario.fleet.hours, (bucket + 0.5) * hours), ...Object.fromEntries(values) }
  })
  const columns = marks.map(({ key, label }) => ({ key, title: label!.text }))
  return {
    id,
    title,
    subtitle,
    x: { kind: 'hours', hours: scenario.fleet.hours },
    rows,
    marks,
    columns,
    summary,
    ...axis,
  }
}

/** What an instance can still compute at full speed, and what it owes. */
function creditChart(result: FleetResult, most: number, owed: number): PlotSpec {
  const { throttledShare, charged } = result.credits!
  const { credits } = texts.charts
  const debt: Mark[] = owed > 0 ? [{ ...mark('owed', BAD, credits.owed), dash: '4 3' }] : []
  return chart(
    result,
    'fleet-credits',
    { title: credits.title, subtitle: owed > 0 ? credits.subtitleOwed : credits.subtitle },
    [mark('credits', LANE, credits.left), ...debt],
    { ...CREDITS, max: roundTop(Math.max(1, most, owed)) },
    credits.summary({ most, throttled: throttledShare, charged }),
  )
}

/** A chart of more points than that draws none of them better. */
const MAX_POINTS = 400

/** From the metric to the unit that its subtitle names. */
const AXIS_FACTOR: Record<FleetMetric, number> = { 'network-out': 1e-6, cpu: 100, latency: 1, requests: 1 }

/** What the rule looks at, against its thresholds. */
function metricChart(result: FleetResult): PlotSpec {
  const { series, scenario } = result
  const { metric } = scenario.fleet
  const { metric: told } = texts.charts
  const { upper, lower } = thresholdsOf(scenario)
  const every = Math.ceil(series.metric.length / MAX_POINTS)
  const rows = Array.from(
    series.metric,
    (value, period): Row => ({
      x: Math.min(scenario.fleet.hours, ((period + 1) * series.periodMs) / 3_600_000),
      value: Number.isNaN(value) ? null : value,
      upper,
      lower,
    }),
  ).filter((_, at) => at % every === 0)
  const text = (value: number) => metricText(metric, value)
  const scales = scenario.fleet.min < scenario.fleet.max
  const thresholds: Mark[] = [
    { kind: 'line', key: 'upper', color: GREY, dash: '2 3', label: { text: told.oneMore } },
    { kind: 'line', key: 'lower', color: GREY, dash: '2 3', label: { text: told.oneFewer } },
  ]
  return {
    id: 'fleet-metric',
    title: told.title({ metric: METRIC_NAMES[metric] }),
    subtitle: told.subtitle({ unit: told.units[metric], seconds: scenario.fleet.periodSeconds }),
    x: { kind: 'hours', hours: scenario.fleet.hours },
    max: roundTop(largest(rows, scales ? ['value', 'upper'] : ['value'])),
    format: text,
    tick: value => compact(value * AXIS_FACTOR[metric]),
    unit: METRIC_NAMES[metric],
    rows,
    marks: [{ kind: 'line', key: 'value', color: LANE, label: { text: told.mean } }, ...(scales ? thresholds : [])],
    columns: [{ key: 'value', title: told.column }],
    summary: scales ? told.summary({ upper: text(upper), lower: text(lower) }) : told.never,
  }
}
