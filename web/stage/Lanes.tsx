import { COUNTED_OUTCOMES, type OutcomeName } from '../../sim/measure/outcomes.ts'
import type { Result } from '../../sim/measure/result.ts'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import type { DrawnLane } from '../state/page.ts'
import { usePage } from '../state/the-page.ts'
import { laneNote } from '../story/lane-note.ts'
import { duration, percent } from '../text/format.ts'

/** The lanes, one below the other, so that the eye compares straight down. */
export function Lanes() {
  const picture = usePage(state => state.picture)
  const page = usePage(state => state.page)
  return (
    <section className="lanes" aria-label="Lanes">
      {picture
        ? picture.lanes.map((lane, index) => <Lane key={lane.id} lane={lane} number={index + 1} />)
        : page.lanes.map(lane => <div key={lane.id} className="lane lane-waiting" />)}
    </section>
  )
}

function Lane({ lane, number }: { lane: DrawnLane; number: number }) {
  const { result } = lane
  const { server } = result.scenario
  return (
    <article className="lane" data-lane={number}>
      <header>
        <h2>{lane.name}</h2>
        <code>{SERVER_KINDS[server.kind].configLine(server)}</code>
        <Figures result={result} />
      </header>
      <LaneStage result={result} />
      <p className="aside">{laneNote(result)}</p>
    </article>
  )
}

function Figures({ result }: { result: Result }) {
  const failed = result.offered - result.ok
  return (
    <dl>
      <div>
        <dt>answered</dt>
        <dd>{percent(result.ok / result.offered)}</dd>
      </div>
      <div>
        <dt>failed</dt>
        <dd className={failed > 0 ? 'bad' : undefined}>{percent(failed / result.offered)}</dd>
      </div>
      <div>
        <dt>p95</dt>
        <dd>{duration(result.latencyMs.p95)}</dd>
      </div>
    </dl>
  )
}

const NAMES: Record<OutcomeName, { long: string; short: string }> = {
  '200': { long: 'answered', short: 'answered' },
  '500': { long: '500 Internal Server Error', short: '500' },
  '502': { long: '502 Bad Gateway', short: '502' },
  '504': { long: '504 Gateway Timeout', short: '504' },
  timeout: { long: 'client left', short: 'left' },
  refused: { long: 'connection refused', short: 'refused' },
  reset: { long: 'connection closed', short: 'closed' },
}

/** A label needs this share of the width to stand under its part, and this to be written out. */
const ROOM_FOR_LABEL = 0.1
const ROOM_FOR_NAME = 0.4

/** Everything that was sent, as one strip: what was answered, then what failed and how. */
function LaneStage({ result }: { result: Result }) {
  const parts = COUNTED_OUTCOMES.filter(name => result.outcomes[name] > 0)
  return (
    <div className="strip" aria-hidden="true">
      {parts.map(name => {
        const share = result.outcomes[name] / result.offered
        return (
          <div key={name} data-outcome={name} style={{ flexGrow: share }}>
            <span>
              {share >= ROOM_FOR_LABEL && `${NAMES[name][share < ROOM_FOR_NAME ? 'short' : 'long']} ${percent(share)}`}
            </span>
          </div>
        )
      })}
    </div>
  )
}
