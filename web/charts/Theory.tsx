import { useMemo } from 'react'
import { theory as texts } from '#text/across.ts'
import type { SweepRun } from '../state/sweep-cells.ts'
import { Marked } from '../text/Marked.tsx'
import { laneColor } from './plot-spec.ts'
import { type TheoryTold, theoryTold } from './theory-text.ts'

/** What theory says beside the simulation, and where it may not be believed. */
export function Theory({ run }: { run: SweepRun }) {
  const told = useMemo(() => theoryTold(run), [run])
  if (told.length === 0) return null
  return (
    <section className="theory" aria-labelledby="theory">
      <h3 id="theory">{texts.title}</h3>
      <p>{texts.about}</p>
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
        <Marked
          text={broken.length > 0 ? texts.lineBroken({ text, at }) : texts.line({ text })}
          as={{ lane: () => <b style={{ color: laneColor(lane) }}>{name}</b> }}
        />
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
      <summary>{texts.everyPoint}</summary>
      {told.map(({ lane, name, points }) => (
        <dl key={lane}>
          {points.map(({ at, broken }) => (
            <div key={at}>
              <dt>{texts.point({ name, at })}</dt>
              <dd>{broken.join(' ')}</dd>
            </div>
          ))}
        </dl>
      ))}
    </details>
  )
}
