import * as texts from '#text/controls.ts'
import { STORIES } from '../../sim/scenario/stories.ts'

interface Props {
  chosen: string
  /** Without it nothing can be chosen yet. */
  onChoose?: (id: string) => void
}

/** The titles of all stories in a line. The site is built with it, too, so it knows no page. */
export function StoryList({ chosen, onChoose }: Props) {
  return (
    <fieldset className="stories" disabled={!onChoose}>
      <legend className="visually-hidden">{texts.story}</legend>
      {STORIES.map(({ id, title }) => (
        <label key={id} className="story">
          <input type="radio" name="story" value={id} checked={id === chosen} onChange={() => onChoose?.(id)} />
          {title}
        </label>
      ))}
    </fieldset>
  )
}
