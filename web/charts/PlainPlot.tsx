/**
 * A chart without recharts: the same marks in a frame of plain SVG. It is every chart at rest; in figures in articles it
 * stands in the place of `Plot.tsx`, because the library weighs more than such a figure may.
 */
import { memo, type PointerEvent, useState } from 'react'
import { duration } from '../text/format.ts'
import { cellText, xText } from './cell-text.ts'
import { Marks } from './Marks.tsx'
import { type PlotArea, type Scales, scalesOf } from './paths.ts'
import {
  AXIS_HEIGHT,
  BARE_ROOM,
  gridParts,
  HEIGHT,
  hourText,
  hourTicks,
  labelsAt,
  NARROW,
  PLOT_LEFT,
  TOP,
  timeTicks,
} from './plot-shape.ts'
import { decades, laneColor, type PlotSpec, type Row, type XAxisSpec } from './plot-spec.ts'

interface Props {
  spec: PlotSpec
  width: number
  labelRoom: number
}

export const Plot = memo(function Plot({ spec, width, labelRoom }: Props) {
  const [pointed, setPointed] = useState<Row | null>(null)
  const labelled = width >= NARROW
  const area = areaOf(width, labelled ? labelRoom : BARE_ROOM)
  const scales = scalesOf(spec, area)
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const at = event.clientX - event.currentTarget.getBoundingClientRect().left
    setPointed(nearest(spec.rows, scales, at))
  }
  // A row of the chart before is none of this one.
  const row = pointed && spec.rows.includes(pointed) ? pointed : null
  return (
    <svg
      width={width}
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      aria-hidden="true"
      onPointerMove={point}
      onPointerLeave={() => setPointed(null)}
    >
      {gridParts(spec).map(part => (
        <path
          key={part}
          d={`M${area.x},${area.y + area.height * part}h${area.width}`}
          stroke="var(--line)"
          strokeWidth={1}
        />
      ))}
      {!row && <Ticks x={spec.x} area={area} scales={scales} />}
      <Marks spec={spec} area={area} scales={scales} />
      {row && <PointedAt spec={spec} row={row} area={area} scales={scales} />}
      {labelled && <Labels spec={spec} row={row} area={area} scales={scales} />}
    </svg>
  )
})

function areaOf(width: number, right: number): PlotArea {
  return { x: PLOT_LEFT, y: TOP, width: Math.max(1, width - PLOT_LEFT - right), height: HEIGHT - TOP - AXIS_HEIGHT }
}

function nearest(rows: readonly Row[], { x }: Scales, at: number): Row | null {
  const distance = (row: Row) => Math.abs(x(row.x) - at)
  return rows.reduce<Row | null>((best, row) => (!best || distance(row) < distance(best) ? row : best), null)
}

function Ticks({ x, area, scales }: { x: XAxisSpec; area: PlotArea; scales: Scales }) {
  return withRoom(ticksOf(x), scales).map(({ at, text }) => (
    <text key={at} x={scales.x(at)} y={area.y + area.height + 20} textAnchor="middle">
      {text}
    </text>
  ))
}

interface Tick {
  at: number
  text: string
}

/** Of a character at the size of ticks, about; and what is left free between two of them. */
const CHARACTER_PX = 7
const TICK_GAP_PX = 8

/** As many as have room: the first and the last in any case. */
function withRoom(ticks: readonly Tick[], { x }: Scales): readonly Tick[] {
  const half = ({ text }: Tick) => (text.length * CHARACTER_PX) / 2
  const last = ticks.at(-1)
  const before = last ? x(last.at) - half(last) - TICK_GAP_PX : 0
  let free = Number.NEGATIVE_INFINITY
  return ticks.filter(tick => {
    const [from, to] = [x(tick.at) - half(tick), x(tick.at) + half(tick)]
    if (tick !== last && (from < free || (to > before && tick !== ticks[0]))) return false
    free = to + TICK_GAP_PX
    return true
  })
}

function ticksOf(x: XAxisSpec): readonly Tick[] {
  if (x.kind === 'setting') return x.points
  if (x.kind === 'latency') return decades(x.fromMs, x.toMs).map(at => ({ at, text: duration(at) }))
  if (x.kind === 'hours') return hourTicks(x.hours).map(at => ({ at, text: hourText(at, x.hours) }))
  const ticks = timeTicks(x.seconds)
  return ticks.map((at, index) => ({ at, text: index === ticks.length - 1 ? `${at} s` : String(at) }))
}

interface Within {
  spec: PlotSpec
  area: PlotArea
  scales: Scales
}

/** The names of the lines at their ends; while the reader points at a place, the values there. */
function Labels({ spec, row, area, scales }: Within & { row: Row | null }) {
  return (
    <g className="line-labels">
      {labelsAt(spec, area, scales).map(({ mark, label, y }) => (
        <text key={mark.key} x={area.x + area.width + 8} y={y} dy="0.34em">
          {label.lead && <tspan fill={mark.color}>{label.lead} </tspan>}
          <tspan fill={label.lane === undefined ? 'var(--soft)' : laneColor(label.lane)}>
            {row ? cellText(spec, row[mark.said ?? mark.key]) : label.text}
          </tspan>
        </text>
      ))}
    </g>
  )
}

function PointedAt({ spec, row, area, scales }: Within & { row: Row }) {
  const x = scales.x(row.x)
  return (
    <g className="line-labels">
      <path d={`M${x},${area.y}v${area.height}`} stroke="var(--ink)" />
      <text className="pointed-at" x={x} y={area.y + area.height + 20} textAnchor="middle">
        {xText(spec.x, row.x)}
      </text>
    </g>
  )
}
