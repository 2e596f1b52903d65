import { actions, usePage } from '../state/the-page.ts'
import { StoryList } from './StoryList.tsx'

/** The stories: picking one sets everything. */
export function StoryPicker() {
  const chosen = usePage(state => state.page.story)
  return <StoryList chosen={chosen} onChoose={actions.chooseStory} />
}
