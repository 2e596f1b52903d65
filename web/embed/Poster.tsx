/** A story as a still picture: its finding and what was answered over time. Made at build, where there is no page. */
import * as texts from '#text/embed.ts'
import { Plot } from '../charts/PlainPlot.tsx'
import { labelRoom, laneColor } from '../charts/plot-spec.ts'
import { timeCharts } from '../charts/time-charts.ts'
import { finding, findingText, type Told } from '../story/finding.ts'
import type { Phrase } from '../text/phrase.ts'

export const POSTER = { width: 1200, height: 630 }

const EDGE = 60
const CHART_SCALE = 1.35
const CHART_TOP = 372

/** Largest first; the sentence takes the first in which it has room. */
const SIZES = [
  { px: 46, line: 60, lines: 4 },
  { px: 38, line: 50, lines: 5 },
  { px: 32, line: 42, lines: 6 },
]
/** A letter of the serif type on average, in ems; stand-ins are a little wider. */
const LETTER = 0.5

/** Colours are the theme's properties, as on the page. */
export function Poster({ title, lanes }: { title: string; lanes: readonly Told[] }) {
  const { px, line, lines } = fitted(finding(lanes))
  const charts = timeCharts(lanes.map(lane => ({ ...lane })))
  const chart = charts[0]
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${POSTER.width} ${POSTER.height}`}
      role="img"
      aria-label={findingText(lanes)}
    >
      <rect width={POSTER.width} height={POSTER.height} fill="var(--paper)" />
      <text x={EDGE} y={72} fontFamily={SERIF} fontSize={30} fill="var(--ink)">
        {texts.name}
      </text>
      <text x={POSTER.width - EDGE} y={70} fontFamily={SANS} fontSize={24} fill="var(--soft)" textAnchor="end">
        {title}
      </text>
      <path d={`M${EDGE},94H${POSTER.width - EDGE}`} stroke="var(--line)" />
      {lines.map((phrases, at) => (
        <text
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place.
          key={at}
          x={EDGE}
          y={94 + line * (at + 1)}
          fontFamily={SERIF}
          fontSize={px}
          fill="var(--ink)"
        >
          {phrases.map(({ text, lane }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: nor has a phrase.
            <tspan key={index} {...(lane !== undefined && { fill: laneColor(lane + 1) })}>
              {text}
            </tspan>
          ))}
        </text>
      ))}
      {chart && (
        <g
          transform={`translate(${EDGE - 20} ${CHART_TOP}) scale(${CHART_SCALE})`}
          fontFamily={SANS}
          fontSize={13}
          fill="var(--soft)"
        >
          <Plot spec={chart} width={(POSTER.width - 2 * EDGE + 20) / CHART_SCALE} labelRoom={labelRoom([chart])} />
        </g>
      )}
    </svg>
  )
}

const SERIF = 'Source Serif 4, Georgia, serif'
const SANS = 'Inter, system-ui, sans-serif'

function fitted(phrases: readonly Phrase[]): { px: number; line: number; lines: Phrase[][] } {
  for (const { px, line, lines: most } of SIZES) {
    const lines = wrapped(phrases, Math.floor((POSTER.width - 2 * EDGE) / (LETTER * px)))
    if (lines.length <= most) return { px, line, lines }
  }
  const { px, line, lines } = SIZES.at(-1)!
  return { px, line, lines: wrapped(phrases, Math.floor((POSTER.width - 2 * EDGE) / (LETTER * px))).slice(0, lines) }
}

/** Phrases as lines of at most so many letters, broken between words. */
function wrapped(phrases: readonly Phrase[], most: number): Phrase[][] {
  const lines: Phrase[][] = [[]]
  let length = 0
  for (const { text, lane } of phrases) {
    for (const word of text.match(/[^ ]+ *| +/g) ?? []) {
      if (length + word.trimEnd().length > most) {
        lines.push([])
        length = 0
      }
      const line = lines.at(-1)!
      const last = line.at(-1)
      if (last && last.lane === lane) last.text += word
      else line.push({ text: word, ...(lane !== undefined && { lane }) })
      length += word.length
    }
  }
  return lines.filter(line => line.length > 0)
}
