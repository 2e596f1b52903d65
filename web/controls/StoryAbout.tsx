import { findStory } from '../../sim/scenario/stories.ts'
import { usePage } from '../state/the-page.ts'

/** What the chosen story sets up. */
export function StoryAbout() {
  const story = usePage(state => findStory(state.page.story))
  return <p className="story-about">{story?.about}</p>
}
