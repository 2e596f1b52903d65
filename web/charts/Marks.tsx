import { usePlotArea } from 'recharts'
import { LineLabels } from './LineLabels.tsx'
import { areaPath, dotsPath, linePath, type PlotArea, type Scales, scalesOf } from './paths.ts'
import type { Mark, Marker, PlotSpec } from './plot-spec.ts'
import { useSpec } from './shown-spec.ts'

const DOT_PX = 3
const HALO_PX = 9

/**
 * What of a chart changes with every step of a slider: its marks, the numbers at its vertical axis, the names at its
 * lines. recharts draws the frame that they stand in, and need not draw it again.
 */
export function Marks({ labelled }: { labelled: boolean }) {
  const spec = useSpec()
  const area = usePlotArea()
  if (!area) return null
  const scales = scalesOf(spec, area)
  return (
    <>
      <Numbers spec={spec} x={area.x - 8} scales={scales} />
      {spec.markers?.map(marker => (
        <Upright key={marker.key} marker={marker} area={area} scales={scales} />
      ))}
      <g className="marks">
        {spec.marks.map(mark => (
          <Drawn key={mark.key} mark={mark} spec={spec} scales={scales} />
        ))}
      </g>
      {labelled && <LineLabels spec={spec} area={area} scales={scales} />}
    </>
  )
}

/** The numbers at the vertical axis. */
export function Numbers({ spec, x, scales }: { spec: PlotSpec; x: number; scales: Scales }) {
  const { max, tick } = spec
  return (
    <g className="ticks">
      {[0, 0.5, 1].map(part => (
        <text key={part} x={x} y={scales.y(part * max)} dy="0.355em" textAnchor="end">
          {tick(part * max, part === 1)}
        </text>
      ))}
    </g>
  )
}

const MARKER_LINE_PX = 13

/** An upright line, with its name beside its upper or its lower end. */
export function Upright({ marker, area, scales }: { marker: Marker; area: PlotArea; scales: Scales }) {
  const { at, color, dash, text, end, line } = marker
  const x = scales.x(at)
  const bottom = area.y + area.height
  const y = end === 'top' ? area.y + 10 + MARKER_LINE_PX * line : bottom - 5 - MARKER_LINE_PX * line
  return (
    <g className="upright">
      <path d={`M${x},${area.y}V${bottom}`} stroke={color} strokeWidth={1.25} strokeDasharray={dash} />
      <text x={x + 4} y={y} style={{ fill: color }}>
        {text}
      </text>
    </g>
  )
}

/** A mark, and the halo below it that says whose it is. */
export function Drawn({ mark, spec, scales }: { mark: Mark; spec: PlotSpec; scales: Scales }) {
  const { kind, key, color } = mark
  if (kind === 'band') return <path d={areaPath(spec.rows, key, scales)} fill={color} />
  const line = linePath(spec.rows, key, scales)
  if (kind === 'area') {
    return (
      <>
        <path d={areaPath(spec.rows, key, scales)} fill="var(--well)" />
        <path d={line} fill="none" stroke={color} />
      </>
    )
  }
  return (
    <>
      {mark.halo && <path d={line} fill="none" stroke={mark.halo} strokeWidth={HALO_PX} />}
      <path
        d={line}
        fill="none"
        stroke={color}
        strokeWidth={mark.width ?? 1.75}
        strokeLinejoin="round"
        strokeDasharray={mark.dash}
      />
      {mark.dots && <path d={dotsPath(spec.rows, key, scales, DOT_PX)} fill={color} />}
    </>
  )
}
