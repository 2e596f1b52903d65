import { useEffect, useState } from 'react'
import * as texts from '#text/plan.ts'
import type { PlanQuestion } from '../../sim/experiment/plan/question.ts'
import { answerSentence, countsSentence, PRICE_NOTE, SURE_NOTE } from '../../sim/experiment/plan/words.ts'
import { PRICE_DATE, PRICE_REGION } from '../../sim/scenario/machine-types.ts'
import { Masthead } from '../style/Masthead.tsx'
import { ThemeToggle } from '../style/ThemeToggle.tsx'
import type { PlanPool } from '../worker/plan-pool.ts'
import { Answer } from './Answer.tsx'
import { BreaksFirst } from './BreaksFirst.tsx'
import { GridMap } from './GridMap.tsx'
import { decodePlan, encodePlan } from './plan-link.ts'
import { Question } from './Question.tsx'
import { RulesTable } from './RulesTable.tsx'
import { RunnersUp } from './RunnersUp.tsx'
import { type PlanState, usePlan } from './use-plan.ts'

/** Which server, how many workers, on what, for which load, and what breaks first. */
export function PlanPage({ pool }: { pool: PlanPool }) {
  const [{ question, problems }, setAsked] = useState(() => decodePlan(location.hash))
  useEffect(() => {
    const reopen = () => setAsked(decodePlan(location.hash))
    addEventListener('hashchange', reopen)
    return () => removeEventListener('hashchange', reopen)
  }, [])
  const ask = (next: PlanQuestion) => {
    history.replaceState(null, '', `#${encodePlan(next)}`)
    setAsked({ question: next, problems: [] })
  }
  const state = usePlan(pool, question)
  const { plan, progress } = state
  return (
    <>
      <Masthead at="plan" end={<ThemeToggle />} />
      <main className="plan">
        {problems.length > 0 && (
          <ul className="problems" role="alert">
            {problems.map(({ message }) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        )}
        <p className="overline">{texts.title}</p>
        <h1 aria-live="polite">{plan ? answerSentence(plan) : texts.before}</h1>
        <Progress state={state} />
        <Question question={question} onAsk={ask} />
        <div className="plan-result" aria-busy={progress !== null}>
          {plan ? (
            <>
              <Answer plan={plan} />
              <RunnersUp plan={plan} />
              <BreaksFirst plan={plan} />
              <GridMap plan={plan} />
              <RulesTable plan={plan} />
              <section>
                <h2>{texts.how.title}</h2>
                <p className="soft">
                  {plan.found && countsSentence(plan.found)} {SURE_NOTE}
                </p>
                <p className="soft">{texts.how.prices({ note: PRICE_NOTE, region: PRICE_REGION, date: PRICE_DATE })}</p>
              </section>
            </>
          ) : (
            <p className="soft">{texts.cheapestFirst}</p>
          )}
        </div>
      </main>
    </>
  )
}

function Progress({ state: { progress, stage, failure, cancel, again } }: { state: PlanState }) {
  return (
    <div className="progress" role="status">
      {progress !== null && stage !== null && (
        <>
          <progress value={progress} max={1} aria-label={texts.soFar} />
          <span>{texts.stages[stage]}</span>
          <button type="button" onClick={cancel}>
            {texts.cancel}
          </button>
        </>
      )}
      {failure !== '' && (
        <>
          <span>{failure}</span>
          <button type="button" onClick={again}>
            {texts.again}
          </button>
        </>
      )}
    </div>
  )
}
