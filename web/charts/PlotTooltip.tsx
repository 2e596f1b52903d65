import { cellText, xText } from './cell-text.ts'
import { useSpec } from './shown-spec.ts'

/** All values at one instant, or at one value of a setting. */
export function PlotTooltip({ x }: { x: unknown }) {
  const spec = useSpec()
  const row = spec.rows.find(candidate => candidate.x === x)
  if (!row) return null
  return (
    <div className="tooltip">
      <b>{xText(spec.x, row.x)}</b>
      <dl>
        {spec.columns.map(({ key, title, axis }) => (
          <div key={key}>
            <dt>{title}</dt>
            <dd>{cellText(axis ?? spec, row[key])}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
