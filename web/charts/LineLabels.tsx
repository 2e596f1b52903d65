import { useActiveTooltipLabel, ZIndexLayer } from 'recharts'
import { cellText, xText } from './cell-text.ts'
import type { PlotArea, Scales } from './paths.ts'
import { labelsAt } from './plot-shape.ts'
import { laneColor, type PlotSpec } from './plot-spec.ts'

/** Of recharts’ layers; its axes’ numbers have 2000. */
const ABOVE_AXES = 2100

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
  return (
    <ZIndexLayer zIndex={ABOVE_AXES}>
      <g className="line-labels">
        {labelsAt(spec, area, scales).map(({ mark, label, y }) => (
          <text key={mark.key} x={area.x + area.width + 8} y={y} dy="0.34em">
            {label.lead && <tspan fill={mark.color}>{label.lead} </tspan>}
            <tspan fill={label.lane === undefined ? 'var(--soft)' : laneColor(label.lane)}>
              {row ? cellText(spec, row[mark.said ?? mark.key]) : label.text}
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
