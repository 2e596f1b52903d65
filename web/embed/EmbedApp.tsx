import * as texts from '#text/embed.ts'
import type { Problem } from '../../sim/scenario/problem.ts'
import { usePage } from '../state/the-page.ts'
import { LinkNotice } from '../story/LinkNotice.tsx'
import { ALL_CHARTS } from './all-charts.ts'
import { ChosenViews } from './ChosenViews.tsx'
import type { EmbedOptions, View } from './options.ts'
import { playgroundLink } from './playground-link.ts'

interface Props {
  options: EmbedOptions
  /** Problems of the options; those of the state are the page's. */
  problems: readonly Problem[]
  started: boolean
  start: () => void
}

/** The chosen views, in the order in which the author named them. */
export function EmbedApp({ options, problems, started, start }: Props) {
  const views: readonly View[] =
    options.controls.length > 0 && !options.views.includes('controls') ? [...options.views, 'controls'] : options.views
  return (
    <main className="embed">
      {problems.map(({ message }) => (
        <p key={message} className="notice" role="alert">
          {message}
        </p>
      ))}
      <LinkNotice />
      {!started && (
        <button type="button" className="start" onClick={start}>
          {texts.run}
        </button>
      )}
      <ChosenViews views={views} controls={options.controls} parts={ALL_CHARTS} />
      <Source />
    </main>
  )
}

/** Where the figure is from, and the way to all of it, with the same settings. */
function Source() {
  const page = usePage(state => state.page)
  return (
    <footer className="source">
      <a href={playgroundLink(page)} target="_blank" rel="noopener">
        {texts.source}
      </a>
    </footer>
  )
}
