import { type ReactNode, useMemo } from 'react'
import * as texts from '#text/lanes.ts'
import type { Result } from '../../sim/measure/result.ts'
import type { PageState } from '../../sim/scenario/link.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { lanesOf } from '../state/lanes.ts'
import type { DrawnLane } from '../state/page.ts'
import { usePage } from '../state/the-page.ts'
import { laneTitles } from '../story/lane-name.ts'
import { onItsWay } from '../style/on-its-way.tsx'
import { duration, percent } from '../text/format.ts'
import { showsTime } from '../time/the-clock.ts'

// The sentence and the numbers of the lanes come first; the drawing is on its way meanwhile.
const Stage = onItsWay(() => import('./Stage.tsx').then(({ Stage }) => Stage))

const LaneMenu = onItsWay(() => import('./LaneMenu.tsx').then(({ LaneMenu }) => LaneMenu))
const AddLane = onItsWay(() => import('./LaneMenu.tsx').then(({ AddLane }) => AddLane))

/** The lanes, one below the other, so that the eye compares straight down. In a figure the reader does not change which. */
export function Lanes({ isFixed = false }: { isFixed?: boolean }) {
  const picture = usePage(state => state.picture)
  const page = usePage(state => state.page)
  const drawn = picture?.lanes ?? NONE
  const toCome = useMemo(() => lanesToCome(page, drawn), [page, drawn])
  return (
    <section className="lanes" aria-label={texts.lanes} ref={showsTime}>
      {drawn.map((lane, index) => (
        <article key={lane.id} className="lane" data-lane={index + 1}>
          <Head
            id={lane.id}
            name={lane.name}
            scenario={lane.result.scenario}
            isFixed={isFixed}
            isLast={index === drawn.length - 1}
          >
            <Figures result={lane.result} />
          </Head>
          <Stage lane={lane} toCome={<div className="stage" />} />
        </article>
      ))}
      {toCome.map(({ id, name, scenario }, index) => (
        <article key={id} className="lane" data-lane={drawn.length + index + 1}>
          <Head
            id={id}
            name={name}
            scenario={scenario}
            isFixed={isFixed}
            isLast={drawn.length === 0 && index === toCome.length - 1}
          >
            <Figures />
          </Head>
          <div className="stage" />
        </article>
      ))}
    </section>
  )
}

const NONE: readonly DrawnLane[] = []

/** Lanes whose first result is on its way: they have their room already, so that nothing moves when it comes. */
function lanesToCome(page: PageState, drawn: readonly DrawnLane[]) {
  const all = lanesOf(page)
  const names = laneTitles(all, page.story)
  return all
    .map(({ lane, scenario }, index) => ({ id: lane.id, name: names[index]!, scenario }))
    .filter(({ id }) => drawn.every(lane => lane.id !== id))
}

interface HeadProps {
  id: string
  name: string
  scenario: Scenario
  isFixed: boolean
  isLast: boolean
  children: ReactNode
}

function Head({ id, name, scenario: { server }, isFixed, isLast, children }: HeadProps) {
  return (
    <header>
      <h2>{name}</h2>
      <code>{SERVER_KINDS[server.kind].configLine(server)}</code>
      {!isFixed && (
        // The same words keep the room of the buttons that are on their way.
        <>
          <LaneMenu id={id} name={name} toCome={<span className="lane-more">{texts.change}</span>} />
          {isLast && <AddLane toCome={<span className="lane-more">{texts.addLane}</span>} />}
        </>
      )}
      {children}
    </header>
  )
}

/** What came of it; without a result, the room for that. */
function Figures({ result }: { result?: Result }) {
  const failed = result ? result.offered - result.ok : 0
  const share = (part: number) => (result ? percent(part / result.offered) : '…')
  return (
    <dl>
      <div>
        <dt>{texts.answered}</dt>
        <dd>{share(result?.ok ?? 0)}</dd>
      </div>
      <div>
        <dt>{texts.failed}</dt>
        <dd className={failed > 0 ? 'bad' : undefined}>{share(failed)}</dd>
      </div>
      <div>
        <dt>{texts.p95}</dt>
        <dd>{result ? duration(result.latencyMs.p95) : '…'}</dd>
      </div>
    </dl>
  )
}
