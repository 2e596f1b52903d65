import { useActiveTooltipLabel, usePlotArea, useXAxisScale, useYAxisScale } from 'recharts'
import { cellText, xText } from './cell-text.ts'
import { type Label, laneColor, type Mark, type PlotSpec, type Row } from './plot-spec.ts'

const LINE_HEIGHT = 14

interface Placed {
  mark: Mark
  label: Label
  y: number
}

/**
 * The name of each line at its end, in its colour; pushed apart where two would lie on each other. While the reader
 * points at an instant, in this chart or in one beside it, the names give way to the values there.
 */
export function LineLabels({ spec }: { spec: PlotSpec }) {
  const area = usePlotArea()
  const scale = useYAxisScale()
  const pointedAt = useActiveTooltipLabel()
  if (!area || !scale) return null
  const row = spec.rows.find(candidate => candidate.x === pointedAt)
  const placed = spec.marks.flatMap((mark): Placed[] => {
    const value = lastValue(spec, mark)
    if (!mark.label || value === null) return []
    return [{ mark, label: mark.label, y: Number(scale(Math.min(value, spec.max))) }]
  })
  return (
    <g className="line-labels">
      {spread(placed, area.y, area.y + area.height).map(({ mark, label, y }) => (
        <text key={mark.key} x={area.x + area.width + 8} y={y} dy="0.34em">
          {label.lead && <tspan fill={mark.color}>{label.lead} </tspan>}
          <tspan fill={label.lane === undefined ? 'var(--soft)' : laneColor(label.lane)}>
            {row ? cellText(spec, row[mark.key]) : label.text}
          </tspan>
        </text>
      ))}
      {row && <PointedAt spec={spec} row={row} y={area.y + area.height + 20} />}
    </g>
  )
}

/** Where the reader points, written at the axis. */
function PointedAt({ spec, row, y }: { spec: PlotSpec; row: Row; y: number }) {
  const scale = useXAxisScale()
  if (!scale) return null
  return (
    <text className="pointed-at" x={Number(scale(row.x))} y={y} textAnchor="middle">
      {xText(spec.x, row.x)}
    </text>
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
