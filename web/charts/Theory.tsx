import { useMemo } from 'react'
import type { SweepRun } from '../state/sweep-cells.ts'
import { laneColor } from './plot-spec.ts'
import { type TheoryTold, theoryTold } from './theory-text.ts'

/** What theory says beside the simulation, and where it may not be believed. */
export function Theory({ run }: { run: SweepRun }) {
  const told = useMemo(() => theoryTold(run), [run])
  if (told.length === 0) return null
  return (
    <section className="theory" aria-labelledby="theory">
      <h3 id="theory">Theory beside simulation</h3>
      <p>
        Dashed: what a formula of queueing theory says. Dotted: what no server of this kind can pass. Points: what
        happened in the runs. Where the formula has no 95th percentile, latency has no dashed line.
      </p>
      {told.map(one => (
        <Line key={one.lane} told={one} />
      ))}
      {told.some(({ points }) => points.length > 0) && <EveryPoint told={told} />}
    </section>
  )
}

function Line({ told: { lane, name, text, at, broken } }: { told: TheoryTold }) {
  return (
    <div>
      <p>
        <b style={{ color: laneColor(lane) }}>{name}</b>: {text}
        {broken.length > 0 && ` At ${at} it does not:`}
      </p>
      {broken.length > 0 && (
        <ul>
          {broken.map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

function EveryPoint({ told }: { told: readonly TheoryTold[] }) {
  return (
    <details className="numbers">
      <summary>What breaks at every point</summary>
      {told.map(({ lane, name, points }) => (
        <dl key={lane}>
          {points.map(({ at, broken }) => (
            <div key={at}>
              <dt>
                {name}, {at}
              </dt>
              <dd>{broken.join(' ')}</dd>
            </div>
          ))}
        </dl>
      ))}
    </details>
  )
}
