import { lazy, Suspense } from 'react'
import * as texts from '#text/lanes.ts'
import type { Result } from '../../sim/measure/result.ts'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import type { DrawnLane } from '../state/page.ts'
import { usePage } from '../state/the-page.ts'
import { duration, percent } from '../text/format.ts'
import { showsTime } from '../time/the-clock.ts'

// The sentence and the numbers of the lanes come first; the drawing is on its way meanwhile.
const Stage = lazy(() => import('./Stage.tsx').then(({ Stage }) => ({ default: Stage })))

const LaneMenu = lazy(() => import('./LaneMenu.tsx').then(({ LaneMenu }) => ({ default: LaneMenu })))
const AddLane = lazy(() => import('./LaneMenu.tsx').then(({ AddLane }) => ({ default: AddLane })))

/** The lanes, one below the other, so that the eye compares straight down. In a figure the reader does not change which. */
export function Lanes({ isFixed = false }: { isFixed?: boolean }) {
  const picture = usePage(state => state.picture)
  const page = usePage(state => state.page)
  return (
    <section className="lanes" aria-label={texts.lanes} ref={showsTime}>
      {picture?.lanes.map((lane, index, { length }) => (
        <Lane key={lane.id} lane={lane} number={index + 1} isFixed={isFixed} isLast={index === length - 1} />
      ))}
      {page.lanes
        .filter(({ id }) => picture?.lanes.every(lane => lane.id !== id) ?? true)
        .map(lane => (
          <div key={lane.id} className="lane lane-waiting" />
        ))}
    </section>
  )
}

interface LaneProps {
  lane: DrawnLane
  number: number
  isFixed: boolean
  isLast: boolean
}

function Lane({ lane, number, isFixed, isLast }: LaneProps) {
  const { result } = lane
  const { server } = result.scenario
  return (
    <article className="lane" data-lane={number}>
      <header>
        <h2>{lane.name}</h2>
        <code>{SERVER_KINDS[server.kind].configLine(server)}</code>
        {!isFixed && (
          // The same words keep the room of the buttons that are on their way.
          <Suspense
            fallback={
              <span className="lane-more">{isLast ? `${texts.change} \u2003 ${texts.addLane}` : texts.change}</span>
            }
          >
            <LaneMenu id={lane.id} name={lane.name} />
            {isLast && <AddLane />}
          </Suspense>
        )}
        <Figures result={result} />
      </header>
      <Suspense fallback={<div className="stage" />}>
        <Stage lane={lane} />
      </Suspense>
    </article>
  )
}

function Figures({ result }: { result: Result }) {
  const failed = result.offered - result.ok
  return (
    <dl>
      <div>
        <dt>{texts.answered}</dt>
        <dd>{percent(result.ok / result.offered)}</dd>
      </div>
      <div>
        <dt>{texts.failed}</dt>
        <dd className={failed > 0 ? 'bad' : undefined}>{percent(failed / result.offered)}</dd>
      </div>
      <div>
        <dt>{texts.p95}</dt>
        <dd>{duration(result.latencyMs.p95)}</dd>
      </div>
    </dl>
  )
}
