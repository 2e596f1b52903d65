import type { Plan } from '../../sim/experiment/plan/plan.ts'
import { configText, estimateText, headroomSentence } from '../../sim/experiment/plan/words.ts'
import { playgroundOf } from './playground-link.ts'

/** The answer’s configuration, how surely it holds, and how much more it bears. */
export function Answer({ plan }: { plan: Plan }) {
  const { found, question } = plan
  const shown = found?.answer ?? found?.closest
  if (!found || !shown) return <p className="soft">Allow more machines, a larger budget or weaker goals.</p>
  return (
    <section aria-label={found.answer ? 'The answer' : 'What comes closest'}>
      <p className="config">
        <code>{configText(shown.setup)}</code>
      </p>
      <ul className="estimates">
        {shown.judgement.estimates.map(estimate => (
          <li key={estimate.metric}>{estimateText(estimate)}</li>
        ))}
      </ul>
      {found.answer && <p>{headroomSentence(plan) || 'How much more it bears is being looked for.'}</p>}
      <p>
        <a className="go" href={playgroundOf(question, shown.setup)}>
          Open in the playground
        </a>
      </p>
    </section>
  )
}
