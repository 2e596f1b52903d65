import { lazy, Suspense, use, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import * as texts from '#text/charts.ts'
import { processesOf } from '../../sim/scenario/scenario.ts'
import { Activity } from '../stage/activity.ts'
import { useChosenIn } from '../stage/chosen.ts'
import { useLitIn } from '../stage/lit.ts'
import { onThemeChange, readPalette } from '../stage/palette.ts'
import { linesOf, workerShares } from '../stage/worker-rows.ts'
import type { DrawnLane } from '../state/page.ts'
import { count, percent } from '../text/format.ts'
import { PlayheadLine } from '../time/PlayheadLine.tsx'
import { clock, useTime } from '../time/the-clock.ts'
import { ChartSource } from './export/chart-source.ts'
import { useInTurn, useNear, useOnPaper } from './in-turn.ts'
import { frame, litSpans, underline } from './paint-lit.ts'
import { paintWorkers } from './paint-workers.ts'
import { BARE_ROOM, PLOT_LEFT, timeTicks } from './plot-shape.ts'
import { useWidth } from './use-width.ts'

/** A part of the run that is long enough to see single requests in. */
const CLOSE_SECONDS = 5

/** Height of a lane's lines, in pixels, and how many at most. */
const LANE_HEIGHT = 84
const TALLEST_LINE = 18
export const MOST_LINES = 42

/** The part of the run that is shown, in measured time. */
export interface WorkersSpan {
  fromMs: number
  toMs: number
}

export function laneHeight(lines: number): number {
  return Math.min(LANE_HEIGHT, TALLEST_LINE * lines)
}

const NONE_YET: readonly DrawnLane[] = []

/** A line for each worker, with what it does all the time. */
export function WorkersOverTime({ lanes: newest }: { lanes: readonly DrawnLane[] }) {
  const figure = useRef<HTMLElement>(null)
  const lanes = useInTurn(newest, figure) ?? NONE_YET
  const isNear = useNear(figure)
  const isPainted = useOnPaper() || isNear
  const [close, setClose] = useState(false)
  const endMs = useTime(state => state.endMs)
  const [fromMs, toMs] = useSpan(close, endMs)
  const [measure, width] = useWidth()
  const seconds = (toMs - fromMs) / 1000
  return (
    <figure ref={figure} className="chart workers" aria-labelledby="workers-over-time">
      <figcaption>
        <h3 id="workers-over-time">{texts.workers.title}</h3>
        <p>{texts.workers.subtitle}</p>
        <p className="visually-hidden">{lanes.map(summaryOf).join(' ')}</p>
      </figcaption>
      <button type="button" className="quiet closer" aria-pressed={close} onClick={() => setClose(!close)}>
        {close ? texts.workers.showAll : texts.workers.zoom({ seconds: CLOSE_SECONDS })}
      </button>
      <div className="plot" ref={measure}>
        <div aria-hidden="true">
          {width > 0 &&
            lanes.map((lane, number) => (
              <Lines
                key={lane.id}
                lane={lane}
                number={number + 1}
                width={width}
                fromMs={fromMs}
                toMs={toMs}
                isPainted={isPainted}
              />
            ))}
          {endMs > 0 && <PlayheadLine from={fromMs} to={toMs} left={PLOT_LEFT} right={BARE_ROOM} />}
          <Ticks fromSeconds={fromMs / 1000} seconds={seconds} />
        </div>
      </div>
      <div className="chart-foot">
        <AsTable lanes={lanes} />
        <TakeAlong lanes={lanes} span={{ fromMs, toMs }} />
      </div>
    </figure>
  )
}

/** The whole run, or the part of it in which the playhead stands; a part is left for the next as a page is turned. */
function useSpan(close: boolean, endMs: number): [fromMs: number, toMs: number] {
  const [page, setPage] = useState(0)
  useEffect(() => {
    if (!close) return
    return clock.onBeat(() => setPage(Math.floor(Math.min(clock.nowMs(), endMs - 1) / (CLOSE_SECONDS * 1000))))
  }, [close, endMs])
  if (!close) return [0, Math.max(1, endMs)]
  return [page * CLOSE_SECONDS * 1000, (page + 1) * CLOSE_SECONDS * 1000]
}

interface LinesProps {
  lane: DrawnLane
  number: number
  width: number
  fromMs: number
  toMs: number
  /** Whether it has to be as it is now: where nobody can see it, it may be as it was. */
  isPainted: boolean
}

function Lines({ lane, number, width, fromMs, toMs, isPainted }: LinesProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { result, index } = lane
  const workers = processesOf(result.scenario)
  const lines = useMemo(() => linesOf(workers, index.seats, MOST_LINES), [workers, index])
  const lit = useLitIn(lane.id)
  const chosen = useChosenIn(lane.id)?.row
  const height = laneHeight(lines.count)
  const plotWidth = width - PLOT_LEFT - BARE_ROOM
  // Paper waits for no effect that comes later.
  useLayoutEffect(() => {
    if (!isPainted) return
    const draw = () => {
      const { current: surface } = canvas
      if (!surface || !result.rows || plotWidth <= 0) return
      const scale = Math.min(2, devicePixelRatio || 1)
      surface.width = Math.round(plotWidth * scale)
      surface.height = Math.round(height * scale)
      const warmupMs = result.scenario.run.warmupSeconds * 1000
      const shares = workerShares(result.rows, index, lines, warmupMs + fromMs, warmupMs + toMs, surface.width)
      const palette = readPalette(surface.parentElement!)
      paintWorkers(surface, shares, palette)
      if (lit)
        underline(
          surface,
          litSpans(result.rows, index, lines, lit, warmupMs + fromMs, warmupMs + toMs),
          lines.count,
          palette,
        )
      if (chosen !== undefined && chosen < result.rows.count) {
        const one = new Uint8Array(result.rows.count)
        one[chosen] = 1
        const spans = litSpans(result.rows, index, lines, one, warmupMs + fromMs, warmupMs + toMs)
        frame(surface, spans, lines.count, palette)
      }
    }
    draw()
    return onThemeChange(draw)
  }, [isPainted, result, index, lines, plotWidth, height, fromMs, toMs, lit, chosen])
  return (
    <div className="worker-lines" data-lane={number}>
      <p style={{ left: PLOT_LEFT }}>
        {lane.name}
        {Number.isFinite(index.knownUntilMs) && (
          <span>{texts.workers.until({ ms: index.knownUntilMs - result.scenario.run.warmupSeconds * 1000 })}</span>
        )}
        {lines.hidden > 0 && <span>{texts.workers.more({ workers: lines.hidden })}</span>}
      </p>
      <canvas ref={canvas} style={{ marginLeft: PLOT_LEFT, width: plotWidth, height }} />
    </div>
  )
}

function Ticks({ fromSeconds, seconds }: { fromSeconds: number; seconds: number }) {
  const ticks = timeTicks(seconds)
  return (
    <p className="time-ticks" style={{ marginLeft: PLOT_LEFT, marginRight: BARE_ROOM }}>
      {ticks.map((tick, at) => (
        <span key={tick} style={{ left: `${(100 * tick) / seconds}%` }}>
          {count(fromSeconds + tick)}
          {at === ticks.length - 1 && ' s'}
        </span>
      ))}
    </p>
  )
}

interface Told {
  worker: number
  served: number
  cpu: number
  io: number
  /** Waiting for data, and away. */
  data: number
  away: number
  forNobody: number
}

/** Shares of the measured time, by worker. */
function toldOf({ result, index }: DrawnLane): Told[] {
  const { rows, scenario } = result
  if (!rows) return []
  const from = scenario.run.warmupSeconds * 1000
  const ms = scenario.run.seconds * 1000
  const activity = new Activity(rows, index, processesOf(scenario))
  activity.read(from, from + ms)
  const served = new Uint32Array(processesOf(scenario))
  for (const [place, row] of index.leaving.rows.entries()) {
    if (index.leaving.atMs[place]! > from && index.leaving.atMs[place]! <= from + ms) served[rows.worker[row]!]!++
  }
  return Array.from(served, (times, worker) => {
    const busy = activity.cpuMs[worker]! + activity.ioMs[worker]! + activity.dataMs[worker]!
    return {
      worker,
      served: times,
      cpu: activity.cpuMs[worker]! / ms,
      io: activity.ioMs[worker]! / ms,
      data: activity.dataMs[worker]! / ms,
      away: activity.awayMs[worker]! / ms,
      forNobody: busy > 0 ? activity.forNobodyMs[worker]! / busy : 0,
    }
  })
}

function summaryOf(lane: DrawnLane): string {
  const told = toldOf(lane)
  const mean = (key: 'cpu' | 'io' | 'data' | 'away' | 'forNobody') =>
    told.reduce((sum, one) => sum + one[key], 0) / told.length
  return texts.workers.summary({
    name: lane.name,
    cpu: mean('cpu'),
    io: mean('io'),
    forNobody: mean('forNobody'),
    data: mean('data'),
    away: mean('away'),
  })
}

const WorkersExport = lazy(() =>
  import('./export/WorkersExport.tsx').then(({ WorkersExport }) => ({ default: WorkersExport })),
)

function TakeAlong({ lanes, span }: { lanes: readonly DrawnLane[]; span: WorkersSpan }) {
  const source = use(ChartSource)
  const [open, setOpen] = useState(false)
  if (!source) return null
  return (
    <details className="numbers" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>
        {texts.chart.copyOrSave}
        <span className="visually-hidden">: {texts.workers.title}</span>
      </summary>
      <Suspense>{open && <WorkersExport lanes={lanes} span={span} source={source} />}</Suspense>
    </details>
  )
}

function AsTable({ lanes }: { lanes: readonly DrawnLane[] }) {
  const [open, setOpen] = useState(false)
  return (
    <details className="numbers" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>
        {texts.chart.showAsTable}
        <span className="visually-hidden">: {texts.workers.title}</span>
      </summary>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has only a keyboard scrolls it once it has the focus.
        <section className="table" tabIndex={0} aria-label={texts.workers.asTable}>
          <table>
            <thead>
              <tr>
                {Object.values(texts.workers.columns).map(title => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lanes.flatMap(lane =>
                toldOf(lane).map(({ worker, served, cpu, io, data, away, forNobody }) => (
                  <tr key={`${lane.id} ${worker}`}>
                    <th scope="row">{texts.workers.worker({ name: lane.name, worker: worker + 1 })}</th>
                    <td>{count(served)}</td>
                    <td>{percent(cpu)}</td>
                    <td>{percent(io)}</td>
                    <td>{percent(data)}</td>
                    <td>{percent(forNobody)}</td>
                    <td>{percent(away)}</td>
                  </tr>
                )),
              )}
            </tbody>
          </table>
        </section>
      )}
    </details>
  )
}
