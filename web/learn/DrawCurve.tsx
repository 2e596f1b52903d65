import { type PointerEvent, useRef, useState } from 'react'
import { question as answering, curve as texts } from '#text/learn.ts'
import { compact } from '../text/format.ts'
import type { Answer } from './answers.ts'
import type { CurveQuestion } from './chapter.ts'
import type { Asked } from './mount.tsx'

interface Props {
  question: CurveQuestion
  /** With what the model says, a value for each place. */
  asked: Asked
  answer: Answer | null
  give: (answer: Answer | null) => void
}

const WIDTH = 420
const HEIGHT = 220
const LEFT = 44
const RIGHT = 14
const TOP = 14
const BOTTOM = 40

/** An empty chart on which the reader draws the curve that is expected: with a pointer, or place by place with the keyboard. */
export function DrawCurve({ question, asked, answer, give }: Props) {
  const { curve: real = [] } = asked
  const { over, of } = question
  const last = over.values.length - 1
  const drawn = answer !== null && typeof answer === 'object' && 'curve' in answer ? answer.curve : null
  const [points, setPoints] = useState<(number | null)[]>(() => over.values.map((_, at) => drawn?.[at] ?? null))
  const area = useRef<SVGSVGElement>(null)

  const x = (at: number) => LEFT + (at / last) * (WIDTH - LEFT - RIGHT)
  const y = (value: number) => HEIGHT - BOTTOM - (Math.min(value, of.max) / of.max) * (HEIGHT - TOP - BOTTOM)
  const set = (at: number, value: number) =>
    setPoints(before => before.map((point, index) => (index === at ? within(value, of.max) : point)))
  const pen = useRef<Pen | null>(null)
  const draw = (event: PointerEvent) => {
    if (answer !== null || (event.type === 'pointermove' && event.buttons === 0)) return
    const box = area.current?.getBoundingClientRect()
    if (!box) return
    const [px, py] = [
      (event.clientX - box.left) * (WIDTH / box.width),
      (event.clientY - box.top) * (HEIGHT / box.height),
    ]
    const at = Math.min(last, Math.max(0, Math.round(((px - LEFT) / (WIDTH - LEFT - RIGHT)) * last)))
    const to = { at, value: ((HEIGHT - BOTTOM - py) / (HEIGHT - TOP - BOTTOM)) * of.max }
    for (const passed of stroke(event.type === 'pointermove' ? pen.current : null, to)) set(passed.at, passed.value)
    pen.current = to
  }
  const isWhole = points.every(point => point !== null)
  return (
    <div className="question curve">
      <p className="asks" tabIndex={-1}>
        {asked.asks}
      </p>
      <svg
        ref={area}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={texts.name({ of: of.label, over: over.label })}
        className={answer === null ? 'open' : undefined}
        onPointerDown={event => {
          event.currentTarget.setPointerCapture(event.pointerId)
          draw(event)
        }}
        onPointerMove={draw}
      >
        <Frame question={question} x={x} y={y} />
        <path className="expected" d={path(points, x, y)} />
        {points.map(
          (point, at) =>
            point !== null && <circle key={over.values[at]} className="expected" cx={x(at)} cy={y(point)} r="4" />,
        )}
        {answer !== null && <path className="real" d={path(real, x, y)} />}
      </svg>
      {answer === null ? (
        <>
          <details>
            <summary>{texts.enter}</summary>
            <div className="values">
              {over.values.map((value, at) => (
                <label key={value}>
                  {texts.place({ over: over.label, at: value })}
                  <input
                    type="number"
                    min={0}
                    max={of.max}
                    step="any"
                    value={points[at] ?? ''}
                    onChange={({ target }) => set(at, target.valueAsNumber)}
                  />
                </label>
              ))}
            </div>
          </details>
          <button type="button" onClick={() => give(isWhole ? { curve: points.map(point => point ?? 0) } : 'skipped')}>
            {isWhole ? answering.answer : answering.skip}
          </button>
        </>
      ) : (
        <>
          <p className="key">
            {drawn && <span className="expected">{texts.drawn}</span>}{' '}
            {texts.real({
              values: over.values.map((at, place) => ({ at, value: real[place] ?? Number.NaN })),
              unit: of.unit,
            })}
          </p>
          <button
            type="button"
            onClick={() => {
              setPoints(over.values.map(() => null))
              give(null)
            }}
          >
            {texts.again}
          </button>
        </>
      )}
    </div>
  )
}

interface FrameProps {
  question: CurveQuestion
  x: (at: number) => number
  y: (value: number) => number
}

function Frame({ question: { over, of }, x, y }: FrameProps) {
  return (
    <g className="frame">
      {[0, of.max / 2, of.max].map(value => (
        <g key={value}>
          <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(value)} y2={y(value)} />
          <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">
            {compact(value)}
          </text>
        </g>
      ))}
      {over.values.map((value, at) => (
        <text key={value} x={x(at)} y={HEIGHT - BOTTOM + 16} textAnchor="middle">
          {compact(value)}
        </text>
      ))}
      <text x={LEFT} y={HEIGHT - 5}>
        {texts.axes({ of: of.label, unit: of.unit, over: over.label })}
      </text>
    </g>
  )
}

/** A place on the chart, and what was drawn there. */
interface Pen {
  at: number
  value: number
}

/** Every place on the way from the last one: a fast hand passes some by. */
function stroke(from: Pen | null, to: Pen): Pen[] {
  if (!from || from.at === to.at) return [to]
  const steps = Math.abs(to.at - from.at)
  return Array.from({ length: steps }, (_, step) => {
    const part = (step + 1) / steps
    return {
      at: Math.round(from.at + (to.at - from.at) * part),
      value: from.value + (to.value - from.value) * part,
    }
  })
}

function within(value: number, max: number): number | null {
  return Number.isFinite(value) ? Math.min(max, Math.max(0, value)) : null
}

/** A line through the points there are; it breaks where one is missing. */
function path(points: readonly (number | null)[], x: (at: number) => number, y: (value: number) => number): string {
  let isOpen = false
  return points
    .map((point, at) => {
      if (point === null || !Number.isFinite(point)) {
        isOpen = false
        return ''
      }
      const command = isOpen ? 'L' : 'M'
      isOpen = true
      return `${command}${x(at).toFixed(1)} ${y(point).toFixed(1)}`
    })
    .join('')
}
