/** Where requests are, over time: a stack for each lane, at the bottom what is worked on, above it what waits. */
import * as texts from '#text/charts.ts'
import type { SeriesColumn } from '../../sim/measure/result.ts'
import { column, type Lane, meanOf, overTime, rowsOf } from './lane-series.ts'
import { ofLane } from './latency-charts.ts'
import { laneColor, laneSoft, largest, type Mark, NUMBER, type PlotSpec, type Row, roundTop } from './plot-spec.ts'

export interface PlaceOptions {
  /** Each lane's axis as high as that lane needs it, and not as the highest does. */
  ownScale: boolean
}

interface Place {
  column: keyof typeof texts.places.names & SeriesColumn
  color: (lane: number) => string
}

const ofPaper = (color: string, percent: number) => `color-mix(in srgb, ${color} ${percent}%, var(--paper))`

/** From the bottom. Work has the lane's colour, the paler the less a core does for it; waiting is grey. */
const PLACES: readonly Place[] = [
  { column: 'onCpu', color: laneColor },
  { column: 'runnable', color: lane => ofPaper(laneColor(lane), 58) },
  { column: 'io', color: laneSoft },
  { column: 'process', color: () => ofPaper('var(--ink)', 46) },
  { column: 'acceptQueue', color: () => ofPaper('var(--ink)', 24) },
  { column: 'proxy', color: () => ofPaper('var(--ink)', 10) },
]

/** A part of the axis: what never is as high as this has no name at its side. */
const NAMED_FROM = 0.03

export function places(lanes: readonly Lane[], { ownScale }: PlaceOptions): PlotSpec[] {
  const charts = lanes.map(placesOf)
  const highest = Math.max(...charts.map(({ max }) => max))
  return charts.map(chart => withNames(ownScale ? chart : { ...chart, max: highest }))
}

function placesOf(lane: Lane): PlotSpec {
  const shown = PLACES.filter(place => lane.series.columns[place.column].some(level => level > 0))
  const rows = rowsOf([lane], () => Object.fromEntries(PLACES.map(place => [place.column, column(lane, place.column)])))
  for (const row of rows) stack(row, shown)
  const marks = shown.map(
    (place): Mark => ({
      kind: 'band',
      key: `${place.column}-band`,
      said: place.column,
      color: place.color(lane.number),
      label: { lead: '■', text: texts.places.names[place.column] },
    }),
  )
  const columns = PLACES.map(({ column: key }) => ({ key, title: texts.places.names[key] }))
  const chart = overTime([lane], `places-${lane.number}`, rows, columns, marks)
  return {
    ...chart,
    max: roundTop(
      largest(
        rows,
        marks.map(({ key }) => key),
      ),
    ),
    title: texts.places.title,
    of: ofLane(lane),
    subtitle: texts.places.subtitle,
    ...NUMBER,
    summary: texts.places.summary({
      name: lane.name,
      places: PLACES.map(({ column: key }) => ({ place: texts.places.names[key], mean: meanOf(lane, key) })),
    }),
    ...(shown.length === 0 && { empty: texts.places.empty }),
  }
}

/** Adds where each place's band begins and ends. */
function stack(row: Row, shown: readonly Place[]): void {
  let top = 0
  for (const place of shown) {
    const bottom = top
    top += row[place.column] as number
    row[`${place.column}-band`] = [bottom, top]
  }
}

function withNames(chart: PlotSpec): PlotSpec {
  const isNamed = ({ said = '' }: Mark) => largest(chart.rows, [said]) >= NAMED_FROM * chart.max
  const marks = chart.marks.map(mark => {
    const { label: _, ...unnamed } = mark
    return isNamed(mark) ? mark : unnamed
  })
  return { ...chart, marks }
}
