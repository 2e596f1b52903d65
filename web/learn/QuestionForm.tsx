import { useId, useState } from 'react'
import { question as texts } from '#text/learn.ts'
import type { Answer } from './answers.ts'
import type { Chapter, ChoiceQuestion } from './chapter.ts'
import { DrawCurve } from './DrawCurve.tsx'
import type { Asked } from './mount.tsx'

interface Props {
  chapter: Chapter
  asked: Asked
  answer: Answer | null
  give: (answer: Answer | null) => void
}

/** Asks, and once it is answered lays the answer beside what happened. */
export function QuestionForm({ chapter: { question }, asked, answer, give }: Props) {
  if (question.kind === 'curve') {
    return <DrawCurve question={question} asked={asked} answer={answer} give={give} />
  }
  return answer === null ? (
    <Choices question={question} asked={asked} give={give} />
  ) : (
    <Verdict question={question} asked={asked} answer={answer} again={() => give(null)} />
  )
}

function Choices({ question, asked, give }: { question: ChoiceQuestion; asked: Asked; give: Props['give'] }) {
  const [choice, setChoice] = useState<string | null>(null)
  const name = useId()
  const answer = () => give(choice === null ? 'skipped' : { choice })
  // No form: in a frame of somebody's article none may be sent.
  return (
    <div className="question">
      <fieldset>
        <legend className="asks" tabIndex={-1}>
          {asked.asks}
        </legend>
        {question.choices.map(({ id }) => (
          <label key={id}>
            <input
              type="radio"
              name={name}
              value={id}
              checked={choice === id}
              onChange={() => setChoice(id)}
              onKeyDown={({ key }) => key === 'Enter' && answer()}
            />
            {asked.choices[id]}
          </label>
        ))}
      </fieldset>
      <button type="button" onClick={answer}>
        {choice === null ? texts.skip : texts.answer}
      </button>
    </div>
  )
}

interface VerdictProps {
  question: ChoiceQuestion
  asked: Asked
  answer: Answer
  again: () => void
}

function Verdict({ question, asked, answer, again }: VerdictProps) {
  const { answer: right } = asked
  const chosen = typeof answer === 'object' && 'choice' in answer ? answer.choice : null
  return (
    <div className="question answered">
      <p className="asks" tabIndex={-1}>
        {asked.asks}
      </p>
      <ul>
        {question.choices.map(({ id }) => (
          <li key={id} className={id === right ? 'right' : undefined}>
            {asked.choices[id]}
            <span className="mark">{markOf(id, chosen, right)}</span>
          </li>
        ))}
      </ul>
      <p role="status" className="visually-hidden">
        {chosen === null ? '' : chosen === right ? texts.right : texts.wrong}
      </p>
      <button type="button" onClick={again}>
        {texts.again}
      </button>
    </div>
  )
}

function markOf(id: string, chosen: string | null, right: string | undefined): string {
  if (id === chosen) return id === right ? texts.marks.ownIsReal : texts.marks.own
  return id === right ? texts.marks.real : ''
}
