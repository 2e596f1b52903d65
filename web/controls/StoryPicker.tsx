import * as texts from '#text/controls.ts'
import { STORIES } from '../../sim/scenario/stories.ts'
import { actions, usePage } from '../state/the-page.ts'

/** The stories: picking one sets everything. */
export function StoryPicker() {
  const chosen = usePage(state => state.page.story)
  return (
    <fieldset className="stories">
      <legend className="visually-hidden">{texts.story}</legend>
      {STORIES.map(story => (
        <label key={story.id} className="story">
          <input
            type="radio"
            name="story"
            value={story.id}
            checked={story.id === chosen}
            onChange={() => actions.chooseStory(story.id)}
          />
          {story.title}
        </label>
      ))}
    </fieldset>
  )
}
