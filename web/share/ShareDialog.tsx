import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import * as texts from '#text/share.ts'
import { encodeState } from '../../sim/scenario/link.ts'
import { findStory } from '../../sim/scenario/stories.ts'
import { VIEWS, type View } from '../embed/options.ts'
import { usePage } from '../state/the-page.ts'
import { findingText } from '../story/finding.ts'
import { Marked } from '../text/Marked.tsx'
import { clock } from '../time/the-clock.ts'
import { bibtex, download, laneCsv, resultsJson } from './files.ts'
import { filmFormat, stageFilm, stagePng } from './picture.ts'
import { QrCode } from './QrCode.tsx'
import { elementSnippet, figureAddress } from './snippet.ts'
import '../style/share.css'

/** The ways to take what is shown elsewhere. */
export function ShareDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog ref={dialog} className="share" aria-labelledby="share-title" onClose={onClose}>
      <div className="share-head">
        <h2 id="share-title">{texts.share}</h2>
        <button type="button" onClick={() => dialog.current?.close()}>
          {texts.close}
        </button>
      </div>
      <TheLink />
      {/* A page that is one file has no figure beside it. */}
      {!('oneFile' in document.documentElement.dataset) && <InAnArticle />}
      <Files />
      <Citation />
    </dialog>
  )
}

function useSite(): string {
  return new URL('./', location.href.replace(/#.*/s, '')).href
}

function TheLink() {
  const page = usePage(state => state.page)
  const site = useSite()
  const [atSeconds] = useState(() => clock.nowMs() / 1000)
  const [instant, setInstant] = useState(false)
  const link = `${site}#${encodeState(instant ? { ...page, atSeconds } : page)}`
  return (
    <section className="share-link">
      <div>
        <h3>{texts.link.title}</h3>
        <fieldset className="choices">
          <legend className="visually-hidden">{texts.link.opens}</legend>
          <Choice type="radio" checked={!instant} onChange={() => setInstant(false)}>
            {texts.link.wholeRun}
          </Choice>
          <Choice type="radio" checked={instant} onChange={() => setInstant(true)}>
            {texts.link.instant({ seconds: atSeconds })}
          </Choice>
        </fieldset>
        <Copied label={texts.link.label} text={link} />
      </div>
      <QrCode text={link} />
    </section>
  )
}

/** Those that readers of an article most often want to move. */
const MOVABLE = [
  ['traffic.ratePerSecond', texts.article.movable.rate],
  ['server.workers', texts.article.movable.workers],
  ['machine.cores', texts.article.movable.cores],
  ['request.cpuMs', texts.article.movable.cpu],
] as const

function InAnArticle() {
  const page = usePage(state => state.page)
  const site = useSite()
  const [views, setViews] = useState<readonly View[]>(['sentence', 'stage'])
  const [controls, setControls] = useState<readonly string[]>([])
  const title = findStory(page.story)?.title ?? texts.article.untitled
  const snippet = { site, state: encodeState(page), title, views, controls }
  const toggled = <T,>(list: readonly T[], value: T) =>
    list.includes(value) ? list.filter(other => other !== value) : [...list, value]
  return (
    <section>
      <h3>{texts.article.title}</h3>
      <fieldset className="choices">
        <legend>{texts.article.shown}</legend>
        {VIEWS.filter(view => view !== 'controls').map(view => (
          <Choice
            key={view}
            type="checkbox"
            checked={views.includes(view)}
            disabled={views.length === 1 && views.includes(view)}
            onChange={() => setViews(toggled(views, view))}
          >
            {texts.article.views[view]}
          </Choice>
        ))}
      </fieldset>
      <fieldset className="choices">
        <legend>{texts.article.mayMove}</legend>
        {MOVABLE.map(([path, label]) => (
          <Choice
            key={path}
            type="checkbox"
            checked={controls.includes(path)}
            onChange={() => setControls(toggled(controls, path))}
          >
            {label}
          </Choice>
        ))}
      </fieldset>
      <Copied label={texts.article.html} text={elementSnippet(snippet)} lines={6} />
      <Preview address={figureAddress(snippet)} />
    </section>
  )
}

/** What the article will show. A new choice is a new frame. */
function Preview({ address }: { address: string }) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [height, setHeight] = useState(320)
  useEffect(() => {
    const hear = ({ source, data }: MessageEvent) => {
      if (source !== frame.current?.contentWindow || data?.prefork !== 1) return
      const told = data.type === 'height' ? data.height : data.state?.height
      if (typeof told === 'number' && told > 0 && told < 20_000) setHeight(told)
    }
    addEventListener('message', hear)
    return () => removeEventListener('message', hear)
  }, [])
  return (
    <iframe
      key={address}
      ref={frame}
      src={address}
      title={texts.article.preview}
      sandbox="allow-scripts allow-popups"
      style={{ height }}
      onLoad={() => frame.current?.contentWindow?.postMessage({ prefork: 1, id: 1, type: 'hello' }, '*')}
    />
  )
}

const FILM_SECONDS = 10

function Files() {
  const lanes = usePage(state => state.picture?.lanes)
  const story = usePage(state => state.page.story)
  const [problem, setProblem] = useState('')
  const [film, setFilm] = useState<{ share: number; stop: AbortController } | null>(null)
  if (!lanes) return null
  const give = (name: string, content: Promise<Blob>) => {
    setProblem('')
    content.then(
      blob => download(name, blob),
      error => setProblem(error instanceof Error ? error.message : String(error)),
    )
  }
  const startFilm = async () => {
    const stop = new AbortController()
    setFilm({ share: 0, stop })
    const filmed = stageFilm(findingText(lanes), FILM_SECONDS, share => setFilm({ share, stop }), stop.signal)
    give(`prefork-${story}.${filmFormat()?.includes('mp4') ? 'mp4' : 'webm'}`, filmed)
    await filmed.catch(() => {})
    setFilm(null)
  }
  return (
    <section>
      <h3>{texts.files.title}</h3>
      <div className="buttons">
        <button type="button" onClick={() => give(`prefork-${story}.png`, stagePng(findingText(lanes)))}>
          {texts.files.png}
        </button>
        {filmFormat() && !film && (
          <button type="button" onClick={() => void startFilm()}>
            {texts.files.film({ seconds: FILM_SECONDS })}
          </button>
        )}
        {film && (
          <span className="progress">
            <progress value={film.share} aria-label={texts.files.filming} />
            <button type="button" onClick={() => film.stop.abort()}>
              {texts.files.stop}
            </button>
          </span>
        )}
        {lanes.map(lane => {
          const rows = lane.result.rows
          return (
            rows && (
              <button
                key={lane.id}
                type="button"
                onClick={() => give(`prefork-${story}-${lane.id}.csv`, Promise.resolve(laneCsv(lane)!))}
              >
                {texts.files.requests({ lane: lane.name })}
              </button>
            )
          )
        })}
        <button
          type="button"
          onClick={() =>
            give(`prefork-${story}.json`, Promise.resolve(new Blob([resultsJson(lanes)], { type: 'application/json' })))
          }
        >
          {texts.files.results}
        </button>
      </div>
      <p className="refusal" role="alert">
        {problem}
      </p>
    </section>
  )
}

function Citation() {
  const page = usePage(state => state.page)
  const site = useSite()
  const title = findStory(page.story)?.title ?? texts.citation.untitled
  return (
    <section>
      <h3>{texts.citation.title}</h3>
      <Copied label={texts.citation.label} text={bibtex(title, `${site}#${encodeState(page)}`, new Date())} lines={7} />
    </section>
  )
}

function Choice({
  children,
  ...input
}: {
  type: 'radio' | 'checkbox'
  checked: boolean
  disabled?: boolean
  onChange: () => void
  children: ReactNode
}) {
  return (
    <label>
      <input {...input} /> {children}
    </label>
  )
}

/** A text to take along: selected by a click, copied by the button. */
function Copied({ label, text, lines = 1 }: { label: string; text: string; lines?: number }) {
  const id = useId()
  const [said, say] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      say(texts.copied.done)
    } catch {
      field.current?.select()
      say(texts.copied.selected)
    }
  }
  return (
    <div className="copied">
      <label className="visually-hidden" htmlFor={id}>
        {label}
      </label>
      <textarea
        ref={field}
        id={id}
        readOnly
        rows={lines}
        value={text}
        onFocus={event => event.currentTarget.select()}
      />
      <button type="button" onClick={() => void copy()}>
        <Marked
          text={texts.copied.copy({ what: label })}
          as={{ rest: text => <span className="visually-hidden">{text}</span> }}
        />
      </button>
      <span role="status">{said}</span>
    </div>
  )
}
