import * as texts from '#text/story.ts'
import { inWords } from '../state/edit.ts'
import { actions, usePage } from '../state/the-page.ts'

/** One line for each part of a link that could not be read; the rest of it holds. */
export function LinkNotice() {
  const problems = usePage(state => state.linkProblems)
  if (problems.length === 0) return null
  return (
    <div className="notice" role="alert">
      <p>{texts.linkProblems({ problems: problems.length, first: inWords(problems[0]!) })}</p>
      <button type="button" onClick={actions.dismissLinkProblems}>
        {texts.close}
      </button>
    </div>
  )
}
