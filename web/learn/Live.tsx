import { lazy, Suspense, useEffect, useId, useLayoutEffect, useMemo, useState } from 'react'
import { createPortal } from 'react-dom'
import { live as texts } from '#text/learn.ts'
import { decodeState, encodeState } from '../../sim/scenario/link.ts'
import { accepted } from '../../sim/scenario/problem.ts'
import { ChosenViews } from '../embed/ChosenViews.tsx'
import { actions, usePage } from '../state/the-page.ts'
import { LinkNotice } from '../story/LinkNotice.tsx'
import { clock } from '../time/the-clock.ts'
import { type Answer, answerTo, remember } from './answers.ts'
import type { Chapter, Scene } from './chapter.ts'
import { CHAPTER_CHARTS } from './chapter-charts.ts'
import type { Asked } from './mount.tsx'
import { QuestionForm } from './QuestionForm.tsx'

// One chapter has it.
const FleetDay = lazy(() => import('./FleetDay.tsx').then(({ FleetDay }) => ({ default: FleetDay })))

interface Props {
  chapter: Chapter
  asked: Asked
  /** Where in the text the question stands. */
  askIn: HTMLElement
}

/** The question in the text and the simulation beside it. What happens is shown once the reader has answered, or asks to see it. */
export function Live({ chapter, asked, askIn }: Props) {
  const [answer, setAnswer] = useState<Answer | null>(() => answerTo(chapter.id))
  const [isFresh, setIsFresh] = useState(false)
  const isThere = usePage(state => state.picture !== null)
  const give = (given: Answer | null) => {
    remember(chapter.id, given)
    setAnswer(given)
    setIsFresh(true)
  }
  useLayoutEffect(() => {
    document.getElementById('why')?.toggleAttribute('hidden', answer === null)
    // The button that was pressed is gone; whoever goes by keyboard stays where the answer is.
    if (isFresh) askIn.querySelector<HTMLElement>('.asks')?.focus({ preventScroll: true })
  }, [answer, isFresh, askIn])
  // What happens is shown as soon as it is known, to whoever has just answered.
  const isToMove = isFresh && isThere && answer !== null
  useEffect(() => {
    if (isToMove && !clock.store.getState().reducedMotion) clock.play()
  }, [isToMove])
  const views = useMemo(() => viewsOf(chapter), [chapter])
  return (
    <>
      {createPortal(<QuestionForm chapter={chapter} asked={asked} answer={answer} give={give} />, askIn)}
      <LinkNotice />
      {answer === null ? (
        <div className="before">
          <p>{texts.before}</p>
          <button type="button" onClick={() => give('skipped')}>
            {texts.skip}
          </button>
        </div>
      ) : (
        <>
          {chapter.scenes && <Scenes scenes={chapter.scenes} />}
          {chapter.fleets ? (
            <Suspense>
              <FleetDay fleets={Object.values(chapter.fleets)} />
            </Suspense>
          ) : (
            <>
              <ChosenViews views={views} controls={chapter.controls} parts={CHAPTER_CHARTS} />
              <Onward />
            </>
          )}
        </>
      )}
    </>
  )
}

function viewsOf({ views, controls }: Chapter) {
  return controls.length > 0 ? ([...views.slice(0, 1), 'controls', ...views.slice(1)] as const) : views
}

/** Situations to choose from. None is chosen once the reader has changed something else. */
function Scenes({ scenes }: { scenes: readonly Scene[] }) {
  const shown = usePage(state => encodeState(state.page))
  const name = useId()
  return (
    <fieldset className="scenes">
      <legend className="visually-hidden">{texts.situation}</legend>
      {scenes.map(({ label, link }) => (
        <label key={link}>
          <input
            type="radio"
            name={name}
            checked={shown === link}
            onChange={() => actions.change(() => accepted(decodeState(link).state))}
          />
          {label}
        </label>
      ))}
    </fieldset>
  )
}

/** The same settings, with every control there is. */
function Onward() {
  const page = usePage(state => state.page)
  return (
    <p className="onward">
      <a href={`../index.html#${encodeState(page)}`}>{texts.open}</a>
    </p>
  )
}
