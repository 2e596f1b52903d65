import { runnersUp as texts } from '#text/plan.ts'
import type { Plan } from '../../sim/experiment/plan/plan.ts'
import { configText, dollarsText, machinesText, sureText, valueText } from '../../sim/experiment/plan/words.ts'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { playgroundOf } from './playground-link.ts'

/** What else would do, by price. */
export function RunnersUp({ plan: { found, question } }: { plan: Plan }) {
  if (!found || found.runnersUp.length === 0) return null
  const [goal] = question.goals
  return (
    <section>
      <h2 id="runners-up">{texts.title}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways is reached by keys. */}
      <section className="table" aria-labelledby="runners-up" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{texts.machines}</th>
              <th scope="col">{texts.server}</th>
              <th scope="col">{texts.configuration}</th>
              <th scope="col" className="number">
                {texts.month}
              </th>
              <th scope="col" className="number">
                {goal ? goalHead(goal.metric) : ''}
              </th>
              <th scope="col">{texts.verdict}</th>
            </tr>
          </thead>
          <tbody>
            {found.runnersUp.map(tried => (
              <tr key={JSON.stringify(tried.setup)}>
                <th scope="row">{machinesText(tried.setup)}</th>
                <td>{SERVER_KINDS[tried.setup.kind].label}</td>
                <td>
                  <a href={playgroundOf(question, tried.setup)}>
                    <code>{configText(tried.setup)}</code>
                  </a>
                </td>
                <td className="number">{dollarsText(tried.dollars)}</td>
                <td className="number">{goal && valueText(goal.metric, tried.judgement.estimates[0]!.mean)}</td>
                <td>{sureText(tried)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}

function goalHead(metric: string): string {
  return metric === 'errorShare'
    ? texts.errors
    : metric.replace('latencyP', 'p').replace('Ms', '').replace('latency', '')
}
