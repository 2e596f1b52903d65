/** The four charts over time that show all lanes in one plot; `more-charts.ts` has the others. */
import * as texts from '#text/charts.ts'
import type { OutcomeName } from '../../sim/measure/outcomes.ts'
import {
  column,
  type Lane,
  laneLine,
  lanesWithSeries,
  meanOf,
  overTime,
  type PlainLane,
  rowsOf,
  sameColumn,
} from './lane-series.ts'
import { type LatencyOptions, latency } from './latency-charts.ts'
import { type Column, laneColor, laneSoft, type Mark, PER_SECOND, type PlotSpec, SHARE } from './plot-spec.ts'

/** Failures in the order of the table; each kind has its own dash, since the colour says only that it failed. */
const FAILURES: readonly { column: Exclude<OutcomeName, '200'>; dash?: string }[] = [
  { column: '504' },
  { column: 'timeout', dash: '7 3' },
  { column: '502', dash: '2 3' },
  { column: '500', dash: '8 3 2 3' },
  { column: 'refused', dash: '4 4' },
  { column: 'reset', dash: '1 4' },
]

export function timeCharts(drawn: readonly PlainLane[], options: LatencyOptions = { withMean: false }): PlotSpec[] {
  const lanes = lanesWithSeries(drawn)
  if (lanes.length === 0) return []
  return [throughputOf(lanes), errorsOf(lanes), cpuOf(lanes), latency(lanes, options)]
}

function throughputOf(lanes: Lane[]): PlotSpec {
  const { throughput } = texts
  // In an open loop all lanes are offered the same; in a closed one each lane's own answers bring its next requests.
  const shared = lanes.every(lane => sameColumn(lane, lanes[0]!, 'offered'))
  const offeredLanes = shared ? lanes.slice(0, 1) : lanes
  const columns: Column[] = [
    ...offeredLanes.map(lane => ({
      key: `offered${lane.number}`,
      title: shared ? throughput.offered : texts.ofLane({ what: throughput.offered, lane: lane.name }),
    })),
    ...lanes.map(lane => ({ key: `ok${lane.number}`, title: lane.name })),
    ...lanes.map(lane => ({
      key: `inTime${lane.number}`,
      title: texts.laneIs({ what: throughput.inTime, lane: lane.name }),
    })),
  ]
  const rows = rowsOf(lanes, lane => ({
    ...(offeredLanes.includes(lane) && { [`offered${lane.number}`]: column(lane, 'offered') }),
    [`ok${lane.number}`]: column(lane, 'ok'),
    [`inTime${lane.number}`]: column(lane, 'inTime'),
  }))
  const offered: Mark[] = offeredLanes.map((lane, index) => ({
    kind: 'area',
    key: `offered${lane.number}`,
    color: 'var(--faint)',
    ...(index === 0 && { label: { text: throughput.offered } }),
  }))
  const answered = lanes.map(lane => laneLine(lane, `ok${lane.number}`))
  const late = lanes.filter(lane => !isAllInTime(lane))
  const inTime = late.map(
    (lane): Mark => ({
      kind: 'line',
      key: `inTime${lane.number}`,
      color: laneColor(lane.number),
      dash: '4 3',
      width: 1.5,
    }),
  )
  const goals = new Set(lanes.map(({ result }) => result.scenario.client.goalMs))
  const goalMs = goals.size === 1 ? [...goals][0]! : null
  return {
    ...overTime(lanes, 'throughput', rows, columns, [...offered, ...inTime, ...answered]),
    title: throughput.title,
    subtitle: late.length > 0 ? throughput.subtitleInTime({ goalMs }) : throughput.subtitle,
    ...PER_SECOND,
    summary: throughput.summary({
      lanes: lanes.map(lane => ({ name: lane.name, ok: meanOf(lane, 'ok'), inTime: meanOf(lane, 'inTime') })),
      offered: meanOf(lanes[0]!, 'offered'),
    }),
  }
}

function isAllInTime({ series }: Lane): boolean {
  return series.columns.ok.every((rate, bucket) => rate === series.columns.inTime[bucket])
}

function errorsOf(lanes: Lane[]): PlotSpec {
  const { errors } = texts
  const kinds = lanes.flatMap(lane =>
    FAILURES.filter(({ column: name }) => lane.series.columns[name].some(rate => rate > 0)).map(kind => ({
      lane,
      kind,
    })),
  )
  const keyOf = (lane: Lane, name: string) => `f${lane.number}-${name}`
  const columns = kinds.map(({ lane, kind }) => ({
    key: keyOf(lane, kind.column),
    title: texts.ofLane({ what: errors.kinds[kind.column], lane: lane.name }),
  }))
  const rows = rowsOf(lanes, lane =>
    Object.fromEntries(
      kinds
        .filter(entry => entry.lane === lane)
        .map(({ kind }) => [keyOf(lane, kind.column), column(lane, kind.column)]),
    ),
  )
  const marks = kinds.map(
    ({ lane, kind }): Mark => ({
      kind: 'line',
      key: keyOf(lane, kind.column),
      color: 'var(--bad)',
      halo: laneSoft(lane.number),
      ...(kind.dash && { dash: kind.dash }),
      label: { lead: errors.kinds[kind.column], text: lane.name, lane: lane.number },
    }),
  )
  const told = kinds.map(({ lane, kind }) => ({
    kind: errors.kinds[kind.column],
    name: lane.name,
    rate: meanOf(lane, kind.column),
  }))
  return {
    ...overTime(lanes, 'errors', rows, columns, marks),
    title: errors.title,
    subtitle: errors.subtitle,
    ...PER_SECOND,
    summary: kinds.length === 0 ? texts.nothingFailed : errors.summary({ kinds: told }),
    ...(kinds.length === 0 && { empty: texts.nothingFailed }),
  }
}

function cpuOf(lanes: Lane[]): PlotSpec {
  const { cpu } = texts
  const rows = rowsOf(lanes, lane => {
    const { cpu: busy, cpuWasted } = lane.series.columns
    return {
      [`cpu${lane.number}`]: column(lane, 'cpu'),
      [`wasted${lane.number}`]: column(lane, 'cpuWasted'),
      [`idle${lane.number}`]: bucket => Math.max(0, 1 - busy[bucket]!),
      [`waste${lane.number}`]: bucket => [Math.max(0, busy[bucket]! - cpuWasted[bucket]!), busy[bucket]!],
    }
  })
  const columns = lanes.flatMap(lane => [
    { key: `cpu${lane.number}`, title: texts.laneIs({ what: cpu.busy, lane: lane.name }) },
    { key: `wasted${lane.number}`, title: texts.laneIs({ what: cpu.forNobody, lane: lane.name }) },
    { key: `idle${lane.number}`, title: texts.laneIs({ what: cpu.idle, lane: lane.name }) },
  ])
  const waste = lanes
    .filter(lane => lane.series.columns.cpuWasted.some(share => share > 0))
    .map((lane): Mark => ({ kind: 'band', key: `waste${lane.number}`, color: laneSoft(lane.number) }))
  const busy = lanes.map(lane => laneLine(lane, `cpu${lane.number}`))
  return {
    ...overTime(lanes, 'cpu', rows, columns, [...waste, ...busy]),
    max: 1,
    title: cpu.title,
    subtitle: cpu.subtitle,
    ...SHARE,
    summary: cpu.summary({
      lanes: lanes.map(lane => ({ name: lane.name, busy: meanOf(lane, 'cpu'), wasted: meanOf(lane, 'cpuWasted') })),
    }),
  }
}
