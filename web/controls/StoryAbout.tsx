import { useMemo } from 'react'
import { encodeState, stateOfStory } from '../../sim/scenario/link.ts'
import { findStory } from '../../sim/scenario/stories.ts'
import { actions, usePage } from '../state/the-page.ts'

/** What the chosen story sets up, and the way back to it. */
export function StoryAbout() {
  const page = usePage(state => state.page)
  const story = findStory(page.story)
  const changed = useMemo(
    () => story !== undefined && encodeState(page) !== encodeState(stateOfStory(story)),
    [page, story],
  )
  return (
    <div className="story-about">
      <p>{story?.about}</p>
      {changed && (
        <button type="button" className="quiet" onClick={() => actions.chooseStory(page.story)}>
          Reset all to the story
        </button>
      )}
    </div>
  )
}
