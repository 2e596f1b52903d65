import { memo, useId, useRef, useState } from 'react'
import { PlayheadLine } from '../time/PlayheadLine.tsx'
import { cellText, xText } from './cell-text.ts'
import { useInTurn } from './in-turn.ts'
import { Plot } from './Plot.tsx'
import { BARE_ROOM, NARROW, PLOT_LEFT } from './plot-shape.ts'
import { laneColor, type PlotSpec } from './plot-spec.ts'
import { useWidth } from './use-width.ts'

/** A chart with all that belongs to it: what it shows, its units, the drawing, a sentence that says it, and its numbers. */
export const Chart = memo(function Chart({ spec: newest, labelRoom }: { spec: PlotSpec; labelRoom: number }) {
  const id = useId()
  const figure = useRef<HTMLElement>(null)
  const drawn = useInTurn(newest, figure)
  const spec = drawn ?? newest
  const [measure, width] = useWidth()
  return (
    <figure ref={figure} className="chart" aria-labelledby={`${id}title`} data-chart={spec.id}>
      <figcaption>
        <h3 id={`${id}title`}>
          {spec.title}
          <span className="visually-hidden"> {whereOf(spec)}</span>
        </h3>
        <p>{spec.subtitle}</p>
        <p className="visually-hidden">{spec.summary}</p>
      </figcaption>
      {width > 0 && width < NARROW && <Key spec={spec} />}
      <div className="plot" ref={measure} aria-hidden="true">
        {drawn && width > 0 && spec.x.kind === 'time' && (
          <PlayheadLine
            from={0}
            to={spec.x.seconds * 1000}
            left={PLOT_LEFT}
            right={width >= NARROW ? labelRoom : BARE_ROOM}
          />
        )}
        {drawn && width > 0 && <Plot spec={drawn} width={width} labelRoom={labelRoom} />}
        {spec.empty && (
          <p className="empty" style={{ right: width >= NARROW ? labelRoom : BARE_ROOM }}>
            {spec.empty}
          </p>
        )}
      </div>
      <Numbers spec={spec} />
    </figure>
  )
})

/** Two charts may show the same quantity; their names tell them apart. */
function whereOf(spec: PlotSpec): string {
  return spec.x.kind === 'time' ? 'over time' : `across ${spec.x.across}`
}

/** The names of the lines, where there is no room for them at their ends. */
function Key({ spec }: { spec: PlotSpec }) {
  const labels = spec.marks.filter(mark => mark.label)
  return (
    <p className="key" aria-hidden="true">
      {labels.map(({ key, color, label }) => (
        <span key={key}>
          {label?.lead && <span style={{ color }}>{label.lead} </span>}
          <span style={{ color: label?.lane === undefined ? 'var(--soft)' : laneColor(label.lane) }}>
            {label?.text}
          </span>
        </span>
      ))}
    </p>
  )
}

/** The chart's numbers as a table, made when somebody asks for it. */
function Numbers({ spec }: { spec: PlotSpec }) {
  const [open, setOpen] = useState(false)
  return (
    <details className="numbers" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>
        Show as table
        <span className="visually-hidden">
          : {spec.title} {whereOf(spec)}
        </span>
      </summary>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has only a keyboard scrolls it once it has the focus.
        <section className="table" tabIndex={0} aria-label={`${spec.title} ${whereOf(spec)}, as table`}>
          <table>
            <thead>
              <tr>
                <th scope="col">{spec.x.kind === 'time' ? 'Time' : spec.x.name}</th>
                {spec.columns.map(({ key, title }) => (
                  <th key={key} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {spec.rows.map(row => (
                <tr key={row.x}>
                  <th scope="row">{xText(spec.x, row.x)}</th>
                  {spec.columns.map(({ key }) => (
                    <td key={key}>{cellText(spec, row[key])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </details>
  )
}
