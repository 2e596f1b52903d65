import { useId, useState } from 'react'
import type { Answer } from './answers.ts'
import type { Chapter, ChoiceQuestion } from './chapter.ts'
import { DrawCurve } from './DrawCurve.tsx'
import type { Asked } from './main.tsx'

interface Props {
  chapter: Chapter
  asked: Asked
  answer: Answer | null
  give: (answer: Answer | null) => void
}

/** Asks, and once it is answered lays the answer beside what happened. */
export function QuestionForm({ chapter: { question }, asked, answer, give }: Props) {
  if (question.kind === 'curve') {
    return <DrawCurve question={question} real={asked.curve ?? []} answer={answer} give={give} />
  }
  return answer === null ? (
    <Choices question={question} give={give} />
  ) : (
    <Verdict question={question} right={asked.answer} answer={answer} again={() => give(null)} />
  )
}

function Choices({ question, give }: { question: ChoiceQuestion; give: Props['give'] }) {
  const [choice, setChoice] = useState<string | null>(null)
  const name = useId()
  return (
    <form
      className="question"
      onSubmit={event => {
        event.preventDefault()
        give(choice === null ? 'skipped' : { choice })
      }}
    >
      <fieldset>
        <legend className="asks" tabIndex={-1}>
          {question.asks}
        </legend>
        {question.choices.map(({ id, text }) => (
          <label key={id}>
            <input type="radio" name={name} value={id} checked={choice === id} onChange={() => setChoice(id)} />
            {text}
          </label>
        ))}
      </fieldset>
      <button type="submit">{choice === null ? 'Show me' : 'See what happens'}</button>
    </form>
  )
}

interface VerdictProps {
  question: ChoiceQuestion
  right: string | undefined
  answer: Answer
  again: () => void
}

function Verdict({ question, right, answer, again }: VerdictProps) {
  const chosen = typeof answer === 'object' && 'choice' in answer ? answer.choice : null
  return (
    <div className="question answered">
      <p className="asks" tabIndex={-1}>
        {question.asks}
      </p>
      <ul>
        {question.choices.map(({ id, text }) => (
          <li key={id} className={id === right ? 'right' : undefined}>
            {text}
            <span className="mark">{markOf(id, chosen, right)}</span>
          </li>
        ))}
      </ul>
      <p role="status" className="visually-hidden">
        {chosen === null ? '' : chosen === right ? 'You were right.' : 'It came out otherwise.'}
      </p>
      <button type="button" onClick={again}>
        Ask me again
      </button>
    </div>
  )
}

function markOf(id: string, chosen: string | null, right: string | undefined): string {
  if (id === chosen) return id === right ? 'your answer, and what happens' : 'your answer'
  return id === right ? 'what happens' : ''
}
