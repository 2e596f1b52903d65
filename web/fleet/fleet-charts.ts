/** The charts of a fleet, as data. */
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
import { compact } from '../text/format.ts'
import { dollars } from './fleet-words.ts'

const INSTANCES: Axis = { format: compact, tick: compact, unit: 'instances' }
const CREDITS: Axis = { format: compact, tick: compact, unit: 'credits' }
const MONEY: Axis = { format: dollars, tick: value => `$${compact(value)}`, unit: 'US dollars' }

const INK = 'var(--ink)'
const GREY = 'var(--faint)'
const BAD = 'var(--bad)'
const LANE = 'var(--lane-2)'

/** Charts on one axis of hours, each of one quantity. */
export function fleetCharts(result: FleetResult): PlotSpec[] {
  const { scenario, series, credits } = result
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
      'Requests',
      'a second; grey: offered',
      [mark('offered', GREY, 'offered'), mark('ok', LANE, 'answered')],
      perSecond,
      `Up to ${compact(peak('offered'))} a second were offered and up to ${compact(peak('ok'))} answered.`,
    ),
    {
      ...chart(
        result,
        'fleet-errors',
        'Errors',
        'failed requests a second',
        hasErrors ? [mark('errors', BAD, 'failed')] : [],
        { ...PER_SECOND, max: roundTop(peak('errors')) },
        hasErrors ? `Up to ${compact(peak('errors'))} a second failed.` : 'Nothing failed.',
      ),
      ...(!hasErrors && { empty: 'Nothing failed.' }),
    },
    chart(
      result,
      'fleet-instances',
      'Instances',
      'paid for; dashed: in service',
      [mark('instances', INK, 'paid for'), { ...mark('serving', LANE, 'in service'), dash: '4 3' }],
      { ...INSTANCES, max: Math.max(2, Math.ceil(peak('instances'))) },
      `Between ${compact(Math.min(...of('instances')))} and ${compact(peak('instances'))} instances were paid for.`,
    ),
    metricChart(result),
    chart(
      result,
      'fleet-cpu',
      'CPU utilization',
      'share of the vCPUs that were up',
      [mark('cpu', LANE, 'CPU')],
      { ...SHARE, max: 1 },
      `At most ${compact(100 * peak('cpu'))} percent.`,
    ),
    ...(credits ? [creditChart(result, peak('credits'), peak('owed'))] : []),
    chart(
      result,
      'fleet-latency',
      'Latency',
      'of answers; dashed: 99 of 100',
      [mark('latencyMean', LANE, 'mean'), { ...mark('latencyP99', LANE, 'p99'), dash: '4 3' }],
      { ...timeAxis(latencyTop), max: latencyTop },
      `The mean was at most ${compact(peak('latencyMean'))} ms.`,
    ),
    chart(
      result,
      'fleet-cost',
      'Cost',
      'spent so far, machines alone',
      scenario.machine.dollarsPerHour > 0 ? [mark('dollars', INK, 'spent')] : [],
      { ...MONEY, max: roundTop(peak('dollars')) },
      `In the end ${dollars(result.dollars)}.`,
    ),
  ]
}

function mark(key: string, color: string, text: string): Mark {
  return { kind: 'line', key, color, label: { text } }
}

function chart(
  result: FleetResult,
  id: string,
  title: string,
  subtitle: string,
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
  const slow =
    throttledShare > 0 ? ` Instances were slowed down for ${compact(100 * throttledShare)} percent of the time.` : ''
  const paid = charged > 0 ? ` ${compact(charged)} surplus credits were charged.` : ''
  const debt: Mark[] = owed > 0 ? [{ ...mark('owed', BAD, 'owed'), dash: '4 3' }] : []
  return chart(
    result,
    'fleet-credits',
    'CPU credits',
    `of an instance, on average; one is a vCPU for a minute${owed > 0 ? '; dashed: owed' : ''}`,
    [mark('credits', LANE, 'left'), ...debt],
    { ...CREDITS, max: roundTop(Math.max(1, most, owed)) },
    `At most ${compact(most)} credits.${slow}${paid}`,
  )
}

/** A chart of more points than that draws none of them better. */
const MAX_POINTS = 400

/** From the metric to the unit that its subtitle names. */
const AXIS_FACTOR: Record<FleetMetric, number> = { 'network-out': 1e-6, cpu: 100, latency: 1, requests: 1 }
const METRIC_UNITS: Record<FleetMetric, string> = {
  'network-out': 'MB in a period, mean of the instances',
  cpu: 'percent, mean of the instances',
  latency: 'ms, mean of the instances',
  requests: 'a second, mean of the instances',
}

/** What the rule looks at, against its thresholds. */
function metricChart(result: FleetResult): PlotSpec {
  const { series, scenario } = result
  const { metric } = scenario.fleet
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
    { kind: 'line', key: 'upper', color: GREY, dash: '2 3', label: { text: 'one more' } },
    { kind: 'line', key: 'lower', color: GREY, dash: '2 3', label: { text: 'one fewer' } },
  ]
  return {
    id: 'fleet-metric',
    title: `What the rule sees: ${METRIC_NAMES[metric]}`,
    subtitle: `${METRIC_UNITS[metric]}, one value each ${scenario.fleet.periodSeconds} s; dotted: thresholds`,
    x: { kind: 'hours', hours: scenario.fleet.hours },
    max: roundTop(largest(rows, scales ? ['value', 'upper'] : ['value'])),
    format: text,
    tick: value => compact(value * AXIS_FACTOR[metric]),
    unit: METRIC_NAMES[metric],
    rows,
    marks: [{ kind: 'line', key: 'value', color: LANE, label: { text: 'mean' } }, ...(scales ? thresholds : [])],
    columns: [{ key: 'value', title: 'Mean of the instances' }],
    summary: scales
      ? `One instance more above ${text(upper)}, one fewer below ${text(lower)}.`
      : 'The fleet is never scaled.',
  }
}
