import { useActiveTooltipLabel, ZIndexLayer } from 'recharts'
import { cellText, xText } from './cell-text.ts'
import type { PlotArea, Scales } from './paths.ts'
import { type Label, laneColor, type Mark, type PlotSpec } from './plot-spec.ts'

const LINE_HEIGHT = 14

/** Of recharts’ layers; its axes’ numbers have 2000. */
const ABOVE_AXES = 2100

interface Placed {
  mark: Mark
  label: Label
  y: number
}

interface Props {
  spec: PlotSpec
  area: PlotArea
  scales: Scales
}

/**
 * The name of each line at its end, in its colour; pushed apart where two would lie on each other. While the reader
 * points at an instant, in this chart or in one beside it, the names give way to the values there.
 */
export function LineLabels({ spec, area, scales }: Props) {
  const pointedAt = useActiveTooltipLabel()
  const row = spec.rows.find(candidate => candidate.x === pointedAt)
  const placed = spec.marks.flatMap((mark): Placed[] => {
    const value = lastValue(spec, mark)
    if (!mark.label || value === null) return []
    return [{ mark, label: mark.label, y: scales.y(value) }]
  })
  return (
    <ZIndexLayer zIndex={ABOVE_AXES}>
      <g className="line-labels">
        {spread(placed, area.y, area.y + area.height).map(({ mark, label, y }) => (
          <text key={mark.key} x={area.x + area.width + 8} y={y} dy="0.34em">
            {label.lead && <tspan fill={mark.color}>{label.lead} </tspan>}
            <tspan fill={label.lane === undefined ? 'var(--soft)' : laneColor(label.lane)}>
              {row ? cellText(spec, row[mark.key]) : label.text}
            </tspan>
          </text>
        ))}
        {row && (
          <text className="pointed-at" x={scales.x(row.x)} y={area.y + area.height + 20} textAnchor="middle">
            {xText(spec.x, row.x)}
          </text>
        )}
      </g>
    </ZIndexLayer>
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
