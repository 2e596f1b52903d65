import * as texts from '#text/right.ts'
import type { Replay } from './replay.ts'
import { figureOf, verdictText } from './words.ts'

/** Where a value stands on an axis, 0 to 100. */
type Scale = (value: number) => number

const log =
  (low: number, high: number): Scale =>
  value =>
    (Math.log(Math.max(low, value) / low) / Math.log(high / low)) * 100

interface Axis {
  title: string
  scale: Scale
  ticks: readonly [number, string][]
}

const LATENCY: Axis = {
  title: texts.axes.latency,
  scale: log(20, 20_000),
  ticks: [
    [100, '100 ms'],
    [1000, '1 s'],
    [10_000, '10 s'],
  ],
}
const ANSWERED: Axis = {
  title: texts.axes.answered,
  scale: log(0.1, 100),
  ticks: [
    [1, '1'],
    [10, '10'],
  ],
}
const FAILED: Axis = {
  title: texts.axes.failed,
  scale: share => 2 + share * 96,
  ticks: [
    [0, '0'],
    [0.5, '50 %'],
    [1, '100 %'],
  ],
}

/** A ring is what was measured, the dot what is simulated: where the dot lies in its ring, the two agree. */
export function AgreementPlot({ replays }: { replays: readonly Replay[] }) {
  return (
    <div className="agreement" role="img" aria-labelledby="agreement-summary">
      <div className="case heads">
        <span />
        {[LATENCY, ANSWERED, FAILED].map(axis => (
          <Head key={axis.title} axis={axis} />
        ))}
        <span />
      </div>
      {replays.map(replay => (
        <Row key={replay.name} replay={replay} />
      ))}
    </div>
  )
}

function Head({ axis }: { axis: Axis }) {
  return (
    <div>
      <b>{axis.title}</b>
      <svg width="100%" height="16" aria-hidden="true">
        {axis.ticks.map(([at, text]) => (
          <text key={text} x={`${axis.scale(at)}%`} y="12" textAnchor={anchorOf(axis.scale(at))}>
            {text}
          </text>
        ))}
      </svg>
    </div>
  )
}

function anchorOf(percent: number): 'start' | 'middle' | 'end' {
  return percent < 5 ? 'start' : percent > 95 ? 'end' : 'middle'
}

function Row({ replay }: { replay: Replay }) {
  const answered = figureOf(replay, 'answered')
  const ok = figureOf(replay, 'share 200')
  const latencies = ['p50', 'p95'].map(name => figureOf(replay, name))
  return (
    <div className="case">
      <span className="name">{replay.name}</span>
      <Strip axis={LATENCY} pairs={latencies.map(one => [one?.measured, one?.simulated])} />
      <Strip axis={ANSWERED} pairs={[[answered?.measured, answered?.simulated]]} />
      <Strip axis={FAILED} pairs={[[failed(ok?.measured), failed(ok?.simulated)]]} />
      <span className={replay.isWithin ? 'verdict' : 'verdict past'}>{verdictText(replay)}</span>
    </div>
  )
}

/** The share that was not answered; all of it where nothing was. */
function failed(ok: number | null | undefined): number {
  return 1 - (ok ?? 0)
}

type Value = number | null | undefined

function Strip({ axis, pairs }: { axis: Axis; pairs: readonly [Value, Value][] }) {
  const at = (value: number) => `${axis.scale(value)}%`
  return (
    <svg className="strip" width="100%" height="22" aria-hidden="true">
      <line className="base" x1="0" x2="100%" y1="11" y2="11" />
      {axis.ticks.map(([tick]) => (
        <line key={tick} className="tick" x1={at(tick)} x2={at(tick)} y1="0" y2="22" />
      ))}
      {pairs.map(([measured, simulated], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the figures of a strip never change places.
        <g key={index}>
          {measured != null && <circle className="measured" cx={at(measured)} cy="11" r="5.5" />}
          {simulated != null && <circle className="simulated" cx={at(simulated)} cy="11" r="2.75" />}
        </g>
      ))}
    </svg>
  )
}
