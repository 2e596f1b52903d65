import { answer as texts } from '#text/plan.ts'
import type { Plan } from '../../sim/experiment/plan/plan.ts'
import { configText, estimateText, headroomSentence } from '../../sim/experiment/plan/words.ts'
import { playgroundOf } from './playground-link.ts'

/** The answer’s configuration, how surely it holds, and how much more it bears. */
export function Answer({ plan }: { plan: Plan }) {
  const { found, question } = plan
  const shown = found?.answer ?? found?.closest
  if (!found || !shown) return <p className="soft">{texts.none}</p>
  return (
    <section aria-label={found.answer ? texts.title : texts.closest}>
      <p className="config">
        <code>{configText(shown.setup)}</code>
      </p>
      <ul className="estimates">
        {shown.judgement.estimates.map(estimate => (
          <li key={estimate.metric}>{estimateText(estimate)}</li>
        ))}
      </ul>
      {found.answer && <p>{headroomSentence(plan) || texts.headroomToCome}</p>}
      <p>
        <a className="go" href={playgroundOf(question, shown.setup)}>
          {texts.open}
        </a>
      </p>
    </section>
  )
}
