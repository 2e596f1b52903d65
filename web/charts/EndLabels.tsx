import { usePlotArea, useYAxisScale } from 'recharts'
import { type Label, laneColor, type Mark, type PlotSpec } from './plot-spec.ts'

const LINE_HEIGHT = 14

interface Placed {
  mark: Mark
  label: Label
  y: number
}

/** The name of each line at its end, in its colour; pushed apart where two would lie on each other. */
export function EndLabels({ spec }: { spec: PlotSpec }) {
  const area = usePlotArea()
  const scale = useYAxisScale()
  if (!area || !scale) return null
  const placed = spec.marks.flatMap((mark): Placed[] => {
    const value = lastValue(spec, mark)
    if (!mark.label || value === null) return []
    return [{ mark, label: mark.label, y: Number(scale(Math.min(value, spec.max))) }]
  })
  const x = area.x + area.width + 8
  return (
    <g className="end-labels">
      {spread(placed, area.y, area.y + area.height).map(({ mark, label, y }) => (
        <text key={mark.key} x={x} y={y} dy="0.34em">
          {label.lead && <tspan fill={mark.color}>{label.lead} </tspan>}
          <tspan fill={label.lane ? laneColor(label.lane) : 'var(--soft)'}>{label.text}</tspan>
        </text>
      ))}
    </g>
  )
}

function lastValue(spec: PlotSpec, mark: Mark): number | null {
  const row = spec.rows.findLast(candidate => typeof candidate[mark.key] === 'number')
  return row ? (row[mark.key] as number) : null
}

/** Moves labels down, then back up from the bottom, until none overlap; their order is that of their lines. */
export function spread<T extends { y: number }>(labels: readonly T[], top: number, bottom: number): T[] {
  const placed = [...labels].sort((a, b) => a.y - b.y).map(label => ({ ...label }))
  let free = top
  for (const label of placed) {
    label.y = Math.max(label.y, free)
    free = label.y + LINE_HEIGHT
  }
  let limit = bottom
  for (const label of placed.reverse()) {
    label.y = Math.min(label.y, limit)
    limit = label.y - LINE_HEIGHT
  }
  return placed
}
