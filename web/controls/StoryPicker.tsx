import { useMemo } from 'react'
import { encodeState, stateOfStory } from '../../sim/scenario/link.ts'
import { STORIES } from '../../sim/scenario/stories.ts'
import { actions, usePage } from '../state/the-page.ts'

/** The stories: picking one sets everything, and picking it again undoes every change. */
export function StoryPicker() {
  const page = usePage(state => state.page)
  const chosen = page.story
  const changed = useMemo(() => {
    const story = STORIES.find(({ id }) => id === page.story)
    return story !== undefined && encodeState(page) !== encodeState(stateOfStory(story))
  }, [page])
  return (
    <fieldset className="stories">
      <legend>Story</legend>
      {STORIES.map(story => (
        <div key={story.id} className="story">
          <label>
            <input
              type="radio"
              name="story"
              value={story.id}
              checked={story.id === chosen}
              onChange={() => actions.chooseStory(story.id)}
            />
            {story.title}
          </label>
          {story.id === chosen && <p>{story.about}</p>}
        </div>
      ))}
      {changed && (
        <button type="button" className="quiet" onClick={() => actions.chooseStory(chosen)}>
          Reset all to the story
        </button>
      )}
    </fieldset>
  )
}
