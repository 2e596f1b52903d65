import * as texts from '#text/present.ts'
import { ALL_CHARTS } from '../embed/all-charts.ts'
import { ChosenViews } from '../embed/ChosenViews.tsx'
import { usePage } from '../state/the-page.ts'
import { LinkNotice } from '../story/LinkNotice.tsx'
import { ThemeToggle } from '../style/ThemeToggle.tsx'
import { Elapsed, WallClock } from './Clocks.tsx'
import { CodeForPhones } from './CodeForPhones.tsx'
import { useLeft } from './enter.ts'
import type { Entry, Playlist } from './playlist.ts'
import { close, goBy, toggle, useShow } from './show.ts'

/** One entry of the list, and nothing else. */
export function Presentation({ playlist }: { playlist: Playlist }) {
  const at = useShow(state => state.at)
  const isCode = useShow(state => state.isCode)
  const entry = playlist.entries[at]!
  return (
    <div className="presentation">
      <main className={entry.shows ? 'item' : 'item words'} key={at}>
        <h1 className="title">{entry.title}</h1>
        <Note text={entry.note} />
        {entry.shows && <Shown entry={entry} />}
      </main>
      <Foot playlist={playlist} at={at} />
      {isCode && entry.shows && <CodeForPhones />}
      <Announced playlist={playlist} at={at} />
      <Blank />
    </div>
  )
}

function Note({ text }: { text: string }) {
  const isNote = useShow(state => state.isNote)
  if (!isNote || text === '') return null
  return (
    <div className="note">
      {text.split('\n').map(paragraph => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </div>
  )
}

function Shown({ entry: { shows } }: { entry: Entry }) {
  const picture = usePage(state => state.picture)
  const left = useLeft(state => state.picture)
  if (!shows) return null
  return (
    <div className="shown" data-waiting={picture === null || picture === left}>
      <LinkNotice />
      <ChosenViews views={shows.views} controls={shows.controls} parts={ALL_CHARTS} />
    </div>
  )
}

function Foot({ playlist, at }: { playlist: Playlist; at: number }) {
  const { entries } = playlist
  const next = entries[at + 1]
  const isShown = entries[at]?.shows !== null
  const isCode = useShow(state => state.isCode)
  return (
    <footer className="foot">
      <nav aria-label={texts.list}>
        <button type="button" disabled={at === 0} onClick={() => goBy(-1)} aria-keyshortcuts="PageUp">
          {texts.back}
        </button>
        <button type="button" disabled={!next} onClick={() => goBy(1)} aria-keyshortcuts="PageDown">
          {texts.next}
        </button>
        <span className="place">{texts.place({ at: at + 1, of: entries.length })}</span>
      </nav>
      <p className="next">{next ? texts.nextIs(next) : texts.last}</p>
      <p className="clocks">
        <Elapsed />
        <WallClock />
      </p>
      <div className="tools">
        {isShown && (
          <button type="button" aria-pressed={isCode} aria-keyshortcuts="q" onClick={() => toggle('isCode')}>
            {texts.code}
          </button>
        )}
        <button type="button" aria-keyshortcuts="b" onClick={() => toggle('isBlank')}>
          {texts.blank}
        </button>
        <ThemeToggle />
        <button type="button" onClick={close}>
          {texts.end}
        </button>
      </div>
    </footer>
  )
}

/** Where one is, for a screen reader. */
function Announced({ playlist: { entries }, at }: { playlist: Playlist; at: number }) {
  return (
    <p className="visually-hidden" role="status">
      {texts.announced({ at: at + 1, of: entries.length, title: entries[at]?.title ?? '' })}
    </p>
  )
}

function Blank() {
  const isBlank = useShow(state => state.isBlank)
  if (!isBlank) return null
  return (
    <button type="button" className="blank" onClick={() => toggle('isBlank')}>
      <span className="visually-hidden">{texts.isBlank}</span>
    </button>
  )
}
