import { areaPath, dotsPath, LATENCY_PADDING, linePath, type PlotArea, type Scales } from './paths.ts'
import { gridOf, type Mark, type Marker, type PlotSpec } from './plot-spec.ts'

const DOT_PX = 3
const HALO_PX = 9

interface Within {
  spec: PlotSpec
  area: PlotArea
  scales: Scales
}

/** What of a chart changes with every step of a slider, but for the names at its lines. */
export function Marks({ spec, area, scales }: Within) {
  return (
    <>
      <Numbers spec={spec} x={area.x - 8} scales={scales} />
      <Shades spec={spec} area={area} />
      {spec.markers?.map(marker => (
        <Upright key={marker.key} marker={marker} area={area} scales={scales} />
      ))}
      <g className="marks">
        {spec.marks.map(mark => (
          <Drawn key={mark.key} mark={mark} spec={spec} area={area} scales={scales} />
        ))}
      </g>
      <UprightNames markers={spec.markers} area={area} scales={scales} />
    </>
  )
}

/** Of a heatmap: it lies below all lines. */
function Shades({ spec, area }: { spec: PlotSpec; area: PlotArea }) {
  if (!spec.shades) return null
  return (
    <g className="marks" transform={`translate(${area.x} ${area.y}) scale(${area.width} ${area.height})`}>
      {spec.shades().map(({ key, color, path }) => (
        <path key={key} d={path} fill={color} />
      ))}
    </g>
  )
}

/** The numbers at the vertical axis. */
function Numbers({ spec, x, scales }: { spec: PlotSpec; x: number; scales: Scales }) {
  return (
    <g className="ticks">
      {gridOf(spec).map((value, at, all) => (
        <text key={value} x={x} y={scales.y(value)} dy="0.355em" textAnchor="end">
          {spec.tick(value, at === all.length - 1)}
        </text>
      ))}
    </g>
  )
}

const MARKER_LINE_PX = 13

/** An upright line. It lies below all marks. */
function Upright({ marker, area, scales }: { marker: Marker; area: PlotArea; scales: Scales }) {
  const { at, color, dash } = marker
  return (
    <path d={`M${scales.x(at)},${area.y}v${area.height}`} stroke={color} strokeWidth={1.25} strokeDasharray={dash} />
  )
}

interface UprightNamesProps {
  markers: readonly Marker[] | undefined
  area: PlotArea
  scales: Scales
}

/** The names of upright lines, each beside its own; over all marks, or one would cross them out. */
function UprightNames({ markers = [], area, scales }: UprightNamesProps) {
  const heightOf = ({ line }: Marker) => area.y + (line === 'above' ? -2 : 10 + MARKER_LINE_PX * line)
  return (
    <g className="upright">
      {markers.map(marker => (
        <text key={marker.key} x={scales.x(marker.at) + 4} y={heightOf(marker)} style={{ fill: marker.color }}>
          {marker.text}
        </text>
      ))}
    </g>
  )
}

interface DrawnProps extends Within {
  mark: Mark
}

/** A mark, and the halo below it that says whose it is. */
function Drawn({ mark, spec, area, scales }: DrawnProps) {
  const { kind, key, color } = mark
  if (kind === 'band') return <path d={areaPath(spec.rows, key, scales)} fill={color} opacity={mark.opacity} />
  if (kind === 'bar') return <Bar mark={mark} spec={spec} area={area} scales={scales} />
  if (kind === 'points') return <Points mark={mark} scales={scales} />
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

/** Room that a name needs beside its dot. */
const NAME_PX = 24

/** Dots that have names, the percentiles of a distribution; where two stand too near, the first has its name. */
function Points({ mark, scales }: Pick<DrawnProps, 'mark' | 'scales'>) {
  const points = mark.points ?? []
  let free = Number.NEGATIVE_INFINITY
  const named = points.flatMap(point => {
    const [x, y] = [scales.x(point.x), scales.y(point.y)]
    if (x < free) return []
    free = x + NAME_PX
    return [{ name: point.name, x, y }]
  })
  const rows = points.map(({ x, y }) => ({ x, y }))
  return (
    <>
      <path d={dotsPath(rows, 'y', scales, DOT_PX)} fill={mark.color} />
      {named.map(({ name, x, y }) => (
        <text key={name} x={x + 6} y={y + (y > NAMES_ABOVE_PX ? -7 : 13)} style={{ fill: mark.color }}>
          {name}
        </text>
      ))}
    </>
  )
}

/** A name stands below its dot, except where the axis is. */
const NAMES_ABOVE_PX = 120

const BAR_PX = 9

/** Upright, in the room behind the horizontal axis' end; the place is its mark's own. */
function Bar({ mark, spec, area, scales }: DrawnProps) {
  const cell = spec.rows.at(-1)?.[mark.key]
  if (!cell || typeof cell === 'number') return null
  const x = area.x + area.width - LATENCY_PADDING.right + 8 + (mark.place ?? 0) * (BAR_PX + 2)
  const [bottom, top] = [scales.y(cell[0]), scales.y(cell[1])]
  return (
    <>
      <path d={`M${x},${bottom}V${top}h${BAR_PX}V${bottom}Z`} fill="var(--bad)" />
      <path d={`M${x},${bottom}h${BAR_PX}v3h${-BAR_PX}Z`} fill={mark.color} />
    </>
  )
}
