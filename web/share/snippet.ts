/** The lines that an author copies into an article. */
import type { View } from '../embed/options.ts'

export interface Snippet {
  /** The folder of the site, with a slash at its end. */
  site: string
  /** The state as a fragment, without `#`. */
  state: string
  title: string
  views: readonly View[]
  controls: readonly string[]
}

export function elementSnippet({ site, state, title, views, controls }: Snippet): string {
  const attributes = [
    `link="#${escaped(state)}"`,
    `heading="${escaped(title)}"`,
    `views="${views.join(',')}"`,
    ...(controls.length > 0 ? [`controls="${controls.join(',')}"`] : []),
  ]
  return `<script async src="${site}embed.js"></script>
<prefork-playground
  ${attributes.join('\n  ')}
></prefork-playground>`
}

/** The address of the figure itself, for the preview and for a plain frame. */
export function figureAddress({ site, state, views, controls }: Snippet): string {
  const shown = `views=${views.join(',')}${controls.length > 0 ? `&controls=${controls.join(',')}` : ''}`
  return `${site}embed.html#${state}&${shown}`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
