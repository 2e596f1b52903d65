import { rules as texts, toCome } from '#text/plan.ts'
import type { Plan } from '../../sim/experiment/plan/plan.ts'
import { RULES } from '../../sim/experiment/plan/rules-of-thumb.ts'
import { RULE_VERDICT_WORDS, RULES_NOTE, shareText } from '../../sim/experiment/plan/words.ts'

/** Rules of thumb against requests that compute and requests that wait. */
export function RulesTable({ plan: { rules, found } }: { plan: Plan }) {
  if (!found?.answer && !found?.closest) return null
  if (rules?.length === 0) return null
  return (
    <section aria-busy={rules === null}>
      <h2 id="rules">{texts.title}</h2>
      {rules === null ? (
        <p className="soft">{toCome}</p>
      ) : (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways is reached by keys. */}
          <section className="table" aria-labelledby="rules" tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{texts.workersOn({ cores: rules[0]!.cores })}</th>
                  {rules.map(({ cpuShare }) => (
                    <th key={cpuShare} scope="col">
                      {texts.cpu({ share: shareText(cpuShare) })}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {RULES.map(rule => (
                  <tr key={rule.id}>
                    <th scope="row">{rule.name}</th>
                    {rules.map(({ cpuShare, cases }) => {
                      const { workers, verdict } = cases.find(one => one.rule === rule.id)!
                      return (
                        <td key={cpuShare} data-rule={verdict}>
                          {workers} {RULE_VERDICT_WORDS[verdict]}
                        </td>
                      )
                    })}
                  </tr>
                ))}
                <tr>
                  <th scope="row">{texts.fewest}</th>
                  {rules.map(({ cpuShare, fewest }) => (
                    <td key={cpuShare}>{fewest ?? texts.none}</td>
                  ))}
                </tr>
              </tbody>
            </table>
          </section>
          <p className="soft">{RULES_NOTE}</p>
        </>
      )}
    </section>
  )
}
