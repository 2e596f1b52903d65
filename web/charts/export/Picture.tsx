/** A chart as a picture of its own: with its title above it, and below it what it was computed from. */

import * as texts from '#text/charts.ts'
import { Marked } from '../../text/Marked.tsx'
import { Plot } from '../PlainPlot.tsx'
import { HEIGHT } from '../plot-shape.ts'
import { labelRoom, laneColor, type PlotSpec } from '../plot-spec.ts'
import { wrapped } from './wrap.ts'

export const PICTURE_WIDTH = 720
export const EDGE = 24
export const PLOT_TOP = 66
export const LINE = 16

interface Props {
  spec: PlotSpec
  /** Below the picture: settings, address. */
  about: readonly string[]
  /** Width of a text in the size of `about`, in pixels. */
  widthOf: (text: string) => number
}

/** Colours are the theme's properties, as on the page. */
export function Picture({ spec, about, widthOf }: Props) {
  const width = PICTURE_WIDTH - 2 * EDGE
  const below = [...(spec.note ? [spec.note] : []), ...about].flatMap(text => wrapped(text, width, widthOf))
  const aboutTop = PLOT_TOP + HEIGHT + 28
  const height = aboutTop + LINE * below.length + EDGE - LINE
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={PICTURE_WIDTH}
      height={height}
      viewBox={`0 0 ${PICTURE_WIDTH} ${height}`}
    >
      <title>{spec.summary}</title>
      <rect width={PICTURE_WIDTH} height={height} fill="var(--paper)" />
      <text x={EDGE} y={EDGE + 10} className="picture-title">
        <Title spec={spec} />
      </text>
      <text x={EDGE} y={EDGE + 29} className="picture-text">
        {spec.subtitle}
      </text>
      <g transform={`translate(${EDGE} ${PLOT_TOP})`}>
        <Plot spec={spec} width={width} labelRoom={labelRoom([spec])} />
        {spec.empty && (
          <text x={width / 2} y={HEIGHT / 2} textAnchor="middle" className="picture-text">
            {spec.empty}
          </text>
        )}
      </g>
      {below.map((text, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place.
        <text key={line} x={EDGE} y={aboutTop + LINE * line} className="picture-about">
          {text}
        </text>
      ))}
    </svg>
  )
}

function Title({ spec: { title, of } }: { spec: PlotSpec }) {
  if (!of) return title
  const lane = () => <tspan style={{ fill: laneColor(of.lane) }}>{of.name}</tspan>
  return <Marked text={texts.titleOfLane({ title })} as={{ lane }} />
}
