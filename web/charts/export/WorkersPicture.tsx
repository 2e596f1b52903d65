/** The lines of workers as a picture of its own: pixels in the light theme, within titles and an axis. */
import * as texts from '#text/charts.ts'
import { processesOf } from '../../../sim/scenario/scenario.ts'
import { readPalette } from '../../stage/palette.ts'
import { linesOf, workerShares } from '../../stage/worker-rows.ts'
import type { DrawnLane } from '../../state/page.ts'
import { count } from '../../text/format.ts'
import { paintWorkers } from '../paint-workers.ts'
import { timeTicks } from '../plot-shape.ts'
import { laneColor } from '../plot-spec.ts'
import { laneHeight, MOST_LINES, type WorkersSpan } from '../WorkersOverTime.tsx'
import { EDGE, LINE, PICTURE_WIDTH, PLOT_TOP } from './Picture.tsx'
import { inLight } from './to-svg.tsx'
import { wrapped } from './wrap.ts'

const WIDTH = PICTURE_WIDTH - 2 * EDGE
/** Pixels for each of the picture's, so that it is sharp in print. */
const SCALE = 2
const NAME_HEIGHT = 20
const GAP = 12

/** One lane's lines, drawn. */
export interface Strip {
  id: string
  number: number
  name: string
  url: string
  height: number
}

export function drawStrips(lanes: readonly DrawnLane[], { fromMs, toMs }: WorkersSpan): Strip[] {
  return lanes.flatMap(({ id, name, result, index }, at) => {
    const { rows, scenario } = result
    if (!rows) return []
    const lines = linesOf(processesOf(scenario), index.seats, MOST_LINES)
    const height = laneHeight(lines.count)
    const canvas = document.createElement('canvas')
    canvas.width = WIDTH * SCALE
    canvas.height = height * SCALE
    const warmupMs = scenario.run.warmupSeconds * 1000
    const shares = workerShares(rows, index, lines, warmupMs + fromMs, warmupMs + toMs, canvas.width)
    const palette = inLight(() => {
      const within = document.createElement('div')
      within.dataset.lane = String(at + 1)
      document.body.append(within)
      try {
        return readPalette(within)
      } finally {
        within.remove()
      }
    })
    paintWorkers(canvas, shares, palette)
    return [{ id, number: at + 1, name, url: canvas.toDataURL('image/png'), height }]
  })
}

interface Props {
  strips: readonly Strip[]
  span: WorkersSpan
  about: readonly string[]
  widthOf: (text: string) => number
}

export function WorkersPicture({ strips, span, about, widthOf }: Props) {
  const tops = strips.map((_, at) =>
    strips.slice(0, at).reduce((top, { height }) => top + NAME_HEIGHT + height + GAP, PLOT_TOP),
  )
  const bottom = strips.reduce((top, { height }) => top + NAME_HEIGHT + height + GAP, PLOT_TOP)
  const below = about.flatMap(text => wrapped(text, WIDTH, widthOf))
  const height = bottom + 40 + LINE * below.length + EDGE - LINE
  const seconds = (span.toMs - span.fromMs) / 1000
  const ticks = timeTicks(seconds)
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={PICTURE_WIDTH}
      height={height}
      viewBox={`0 0 ${PICTURE_WIDTH} ${height}`}
    >
      <title>{texts.workers.title}</title>
      <rect width={PICTURE_WIDTH} height={height} fill="var(--paper)" />
      <text x={EDGE} y={EDGE + 10} className="picture-title">
        {texts.workers.title}
      </text>
      <text x={EDGE} y={EDGE + 29} className="picture-text">
        {texts.workers.subtitle}
      </text>
      {strips.map((strip, at) => (
        <g key={strip.id} transform={`translate(${EDGE} ${tops[at]})`}>
          <text y={13} className="picture-text" style={{ fill: laneColor(strip.number) }}>
            {strip.name}
          </text>
          <image href={strip.url} y={NAME_HEIGHT} width={WIDTH} height={strip.height} preserveAspectRatio="none" />
        </g>
      ))}
      {ticks.map((tick, at) => (
        <text
          key={tick}
          x={EDGE + (WIDTH * tick) / seconds}
          y={bottom + 8}
          textAnchor={at === 0 ? 'start' : at === ticks.length - 1 ? 'end' : 'middle'}
          className="picture-text"
        >
          {count(span.fromMs / 1000 + tick)}
          {at === ticks.length - 1 && ' s'}
        </text>
      ))}
      {below.map((text, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place.
        <text key={line} x={EDGE} y={bottom + 40 + LINE * line} className="picture-about">
          {text}
        </text>
      ))}
    </svg>
  )
}
