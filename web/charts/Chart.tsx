import { lazy, memo, Suspense, use, useId, useRef, useState } from 'react'
import * as texts from '#text/charts.ts'
import { Marked } from '../text/Marked.tsx'
import { PlayheadLine } from '../time/PlayheadLine.tsx'
import { cellText, xText } from './cell-text.ts'
import { nameOf, whereOf } from './chart-name.ts'
import { ChartSource } from './export/chart-source.ts'
import { useInTurn, useNear, useOnPaper } from './in-turn.ts'
import { Plot } from './Plot.tsx'
import { keyOf } from './plot-key.ts'
import { BARE_ROOM, NARROW, PLOT_LEFT } from './plot-shape.ts'
import { laneColor, type PlotSpec } from './plot-spec.ts'
import { useWidth } from './use-width.ts'

/** More of a chart, for whoever asks. */
export interface ChartOption {
  label: string
  pressed: boolean
  toggle: () => void
}

interface Props {
  spec: PlotSpec
  labelRoom: number
  option?: ChartOption | undefined
}

/** A chart with all that belongs to it: what it shows, its units, the drawing, a sentence that says it, and its numbers. */
export const Chart = memo(function Chart({ spec: newest, labelRoom, option }: Props) {
  const id = useId()
  const figure = useRef<HTMLElement>(null)
  const drawn = useInTurn(newest, figure)
  const spec = drawn ?? newest
  const isNear = useNear(figure)
  const plotted = useWhile(isNear, drawn)
  const isOnPaper = useOnPaper()
  const shown = isOnPaper && !isNear ? newest : plotted
  const [measure, width] = useWidth()
  return (
    <figure ref={figure} className="chart" aria-labelledby={`${id}title`} data-chart={spec.id}>
      <figcaption>
        <h3 id={`${id}title`}>
          <Title spec={spec} />
          <span className="visually-hidden"> {whereOf(spec)}</span>
        </h3>
        <p>{spec.subtitle}</p>
        <p className="visually-hidden">{spec.summary}</p>
      </figcaption>
      {option && (
        <button type="button" className="quiet closer" aria-pressed={option.pressed} onClick={option.toggle}>
          {option.label}
        </button>
      )}
      {width > 0 && width < NARROW && <Key spec={spec} />}
      <div className="plot" ref={measure} aria-hidden="true">
        {shown && width > 0 && spec.x.kind === 'time' && (
          <PlayheadLine
            from={0}
            to={spec.x.seconds * 1000}
            left={PLOT_LEFT}
            right={width >= NARROW ? labelRoom : BARE_ROOM}
          />
        )}
        {shown && width > 0 && <Plot spec={shown} width={width} labelRoom={labelRoom} />}
        {spec.empty && (
          <p className="empty" style={{ right: width >= NARROW ? labelRoom : BARE_ROOM }}>
            {spec.empty}
          </p>
        )}
      </div>
      {spec.note && <p className="note">{spec.note}</p>}
      <div className="chart-foot">
        <Numbers spec={spec} />
        <Export spec={spec} />
      </div>
    </figure>
  )
})

/** `value` while it is wanted, and what it was then, afterwards; null before. */
function useWhile<T>(isWanted: boolean, value: T | null): T | null {
  const [kept, keep] = useState<T | null>(null)
  if (!isWanted) return kept
  if (kept !== value) keep(value)
  return value
}

function Title({ spec: { title, of } }: { spec: PlotSpec }) {
  if (!of) return title
  const lane = () => <span style={{ color: laneColor(of.lane) }}>{of.name}</span>
  return <Marked text={texts.titleOfLane({ title })} as={{ lane }} />
}

/** The names of the lines, where there is no room for them at their ends. */
function Key({ spec }: { spec: PlotSpec }) {
  return (
    <p className="key" aria-hidden="true">
      {keyOf(spec.marks).map(({ key, color, lead, text, lane }) => (
        <span key={key}>
          {lead && <span style={{ color }}>{lead} </span>}
          <span style={{ color: lane === undefined ? 'var(--soft)' : laneColor(lane) }}>{text}</span>
        </span>
      ))}
    </p>
  )
}

// Few readers take a chart with them.
const PlotExport = lazy(() => import('./export/PlotExport.tsx').then(({ PlotExport }) => ({ default: PlotExport })))

/** The chart as a picture or as numbers, to take along. A figure in an article leads to the playground for that. */
function Export({ spec }: { spec: PlotSpec }) {
  const source = use(ChartSource)
  const [open, setOpen] = useState(false)
  if (!source) return null
  return (
    <details className="numbers" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>
        {texts.chart.copyOrSave}
        <span className="visually-hidden">: {nameOf(spec)}</span>
      </summary>
      <Suspense>{open && <PlotExport spec={spec} source={source} />}</Suspense>
    </details>
  )
}

/** The chart's numbers as a table, made when somebody asks for it. */
function Numbers({ spec }: { spec: PlotSpec }) {
  const [open, setOpen] = useState(false)
  return (
    <details className="numbers" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>
        {texts.chart.showAsTable}
        <span className="visually-hidden">: {nameOf(spec)}</span>
      </summary>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has only a keyboard scrolls it once it has the focus.
        <section className="table" tabIndex={0} aria-label={texts.chart.asTable({ name: nameOf(spec) })}>
          <table>
            <thead>
              <tr>
                <th scope="col">{spec.x.kind === 'setting' ? spec.x.name : texts.chart.axes[spec.x.kind]}</th>
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
                  {spec.columns.map(({ key, axis }) => (
                    <td key={key}>{cellText(axis ?? spec, row[key])}</td>
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
