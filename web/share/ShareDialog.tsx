import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { encodeState } from '../../sim/scenario/link.ts'
import { findStory } from '../../sim/scenario/stories.ts'
import { VIEWS, type View } from '../embed/options.ts'
import { usePage } from '../state/the-page.ts'
import { findingText } from '../story/finding.ts'
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
        <h2 id="share-title">Share</h2>
        <button type="button" onClick={() => dialog.current?.close()}>
          Close
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
        <h3>A link</h3>
        <fieldset className="choices">
          <legend className="visually-hidden">What the link opens</legend>
          <Choice type="radio" checked={!instant} onChange={() => setInstant(false)}>
            the whole run
          </Choice>
          <Choice type="radio" checked={instant} onChange={() => setInstant(true)}>
            this instant, {atSeconds.toFixed(2)} s
          </Choice>
        </fieldset>
        <Copied label="The link" text={link} />
      </div>
      <QrCode text={link} />
    </section>
  )
}

const NAMES: Record<View, string> = {
  sentence: 'Sentence',
  about: 'About the story',
  controls: 'Controls',
  stage: 'Stage',
  throughput: 'Throughput',
  errors: 'Errors',
  cpu: 'CPU',
  latency: 'Latency',
  workers: 'Workers',
}

/** Those that readers of an article most often want to move. */
const MOVABLE = [
  ['traffic.ratePerSecond', 'requests a second'],
  ['server.workers', 'workers'],
  ['machine.cores', 'cores'],
  ['request.cpuMs', 'CPU of a request'],
] as const

function InAnArticle() {
  const page = usePage(state => state.page)
  const site = useSite()
  const [views, setViews] = useState<readonly View[]>(['sentence', 'stage'])
  const [controls, setControls] = useState<readonly string[]>([])
  const title = findStory(page.story)?.title ?? 'A simulation of web servers'
  const snippet = { site, state: encodeState(page), title, views, controls }
  const toggled = <T,>(list: readonly T[], value: T) =>
    list.includes(value) ? list.filter(other => other !== value) : [...list, value]
  return (
    <section>
      <h3>In an article</h3>
      <fieldset className="choices">
        <legend>Shown, in this order</legend>
        {VIEWS.filter(view => view !== 'controls').map(view => (
          <Choice
            key={view}
            type="checkbox"
            checked={views.includes(view)}
            disabled={views.length === 1 && views.includes(view)}
            onChange={() => setViews(toggled(views, view))}
          >
            {NAMES[view]}
          </Choice>
        ))}
      </fieldset>
      <fieldset className="choices">
        <legend>Readers may move</legend>
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
      <Copied label="HTML for an article" text={elementSnippet(snippet)} lines={6} />
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
      title="Preview of the figure"
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
      <h3>Files</h3>
      <div className="buttons">
        <button type="button" onClick={() => give(`prefork-${story}.png`, stagePng(findingText(lanes)))}>
          Picture of the stage, PNG
        </button>
        {filmFormat() && !film && (
          <button type="button" onClick={() => void startFilm()}>
            Film of the stage, {FILM_SECONDS} s
          </button>
        )}
        {film && (
          <span className="progress">
            <progress value={film.share} aria-label="Filming" />
            <button type="button" onClick={() => film.stop.abort()}>
              Stop here
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
                Requests of “{lane.name}”, CSV
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
          Results of all lanes, JSON
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
  const title = findStory(page.story)?.title ?? 'one at a time, or a pool of workers'
  return (
    <section>
      <h3>Citation</h3>
      <Copied label="BibTeX" text={bibtex(title, `${site}#${encodeState(page)}`, new Date())} lines={7} />
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
      say('Copied')
    } catch {
      field.current?.select()
      say('Selected: copy it with the keyboard')
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
        Copy<span className="visually-hidden"> {label}</span>
      </button>
      <span role="status">{said}</span>
    </div>
  )
}
