import { type DragEvent, useId, useMemo, useRef, useState } from 'react'
import {
  type Configuration,
  FILE_KIND_LABELS,
  FILE_KINDS,
  type FileKind,
  type LeftOut,
} from '../../sim/config/configuration.ts'
import { MAX_CONFIGURATION_LENGTH, readConfiguration } from '../../sim/config/read-configuration.ts'
import type { PageState } from '../../sim/scenario/link.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { applied, type Change, changesIn } from './apply.ts'
import { playgroundOf } from './use-page-state.ts'

interface Props {
  state: PageState
  lane: string
  title: string
  scenario: Scenario
}

const EXAMPLE = `import multiprocessing

workers = multiprocessing.cpu_count() * 2 + 1
bind = "unix:/run/app.sock"
timeout = 45
keepalive = 5
`

/** Paste or drop a file: what it changes in the lane, and every line that it does not, with the reason. */
export function UseMine({ state, lane, title, scenario }: Props) {
  const [text, setText] = useState('')
  const [name, setName] = useState<string | null>(null)
  const [kind, setKind] = useState<FileKind | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const { cores } = scenario.machine
  const read = useMemo(
    () => (text.trim() === '' ? null : readConfiguration(text, { name, kind, cores })),
    [text, name, kind, cores],
  )
  const take = async (file: File | undefined) => {
    if (!file) return
    if (file.size > MAX_CONFIGURATION_LENGTH) {
      setTrouble(`“${file.name}” has ${file.size.toLocaleString('en')} bytes; a configuration has at most 200,000.`)
      return
    }
    setTrouble(null)
    setText(await file.text())
    setName(file.name)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    void take(event.dataTransfer.files[0])
  }
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>Use my configuration</h2>
      <p>
        A <code>gunicorn.conf.py</code>, a command line, a <code>Procfile</code>, a <code>uwsgi.ini</code>, an nginx
        configuration or an Elastic Beanstalk <code>.config</code>. Python is parsed and never executed.
      </p>
      <div className="halves">
        <div>
          <label htmlFor={`${id}-text`}>The file’s text</label>
          <textarea
            id={`${id}-text`}
            value={text}
            rows={12}
            spellCheck={false}
            placeholder="Paste it here, or drop a file"
            onChange={event => {
              setText(event.target.value)
              setName(null)
            }}
            onDragOver={event => event.preventDefault()}
            onDrop={drop}
          />
          <div className="actions">
            <button type="button" className="plain" onClick={() => input.current?.click()}>
              Choose a file
            </button>
            <input
              ref={input}
              type="file"
              className="visually-hidden"
              tabIndex={-1}
              aria-label="A configuration file"
              onChange={event => void take(event.target.files?.[0])}
            />
            <label>
              Read as{' '}
              <select
                value={kind ?? ''}
                onChange={event => setKind(FILE_KINDS.find(known => known === event.target.value) ?? null)}
              >
                <option value="">what it looks like</option>
                {FILE_KINDS.map(known => (
                  <option key={known} value={known}>
                    {FILE_KIND_LABELS[known]}
                  </option>
                ))}
              </select>
            </label>
          </div>
        </div>
        <div aria-live="polite" className="found">
          {trouble && <p className="trouble">{trouble}</p>}
          {read === null && !trouble && (
            <p className="quiet">
              What it sets will be listed here, and each line that it does not.{' '}
              <button type="button" className="link" onClick={() => setText(EXAMPLE)}>
                Try an example
              </button>
            </p>
          )}
          {read &&
            !read.ok &&
            read.problems.map(({ message }) => (
              <p key={message} className="trouble">
                {message}
              </p>
            ))}
          {read?.ok && <Found state={state} lane={lane} title={title} scenario={scenario} found={read.value} />}
        </div>
      </div>
    </section>
  )
}

function Found({ state, lane, title, scenario, found }: Props & { found: Configuration }) {
  const changes = changesIn(scenario, found.understood)
  const different = changes.filter(({ isSame }) => !isSame).length
  const next = applied(state, lane, found.understood)
  return (
    <>
      <p>
        Read as {FILE_KIND_LABELS[found.kind]}. In “{title}” it changes{' '}
        {different === 0 ? 'nothing' : `${different} of the ${changes.length} settings it speaks of`}.
      </p>
      {next.ok ? (
        different > 0 && (
          <a className="go" href={playgroundOf(next.value)}>
            Apply to “{title}” and open the playground
          </a>
        )
      ) : (
        <p className="trouble">{next.problems[0]?.message}</p>
      )}
      <ChangeTable changes={changes} />
      <LeftOutTable leftOut={found.leftOut} />
    </>
  )
}

function ChangeTable({ changes }: { changes: readonly Change[] }) {
  return (
    <div className="table changes">
      <table>
        <caption>Understood</caption>
        <thead>
          <tr>
            <th scope="col">Setting</th>
            <th scope="col">Now</th>
            <th scope="col">Then</th>
            <th scope="col">From</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ path, label, before, after, isSame, from }) => (
            <tr key={path} className={isSame ? 'same' : undefined}>
              <th scope="row">{label}</th>
              <td>{before}</td>
              <td>{isSame ? 'the same' : <b>{after}</b>}</td>
              <td className="from">{from}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function LeftOutTable({ leftOut }: { leftOut: readonly LeftOut[] }) {
  if (leftOut.length === 0) return <p className="quiet">Every line of it was understood.</p>
  return (
    <div className="table">
      <table>
        <caption>Not in the scenario</caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">What stands there</th>
            <th scope="col">Why not</th>
          </tr>
        </thead>
        <tbody>
          {leftOut.map(({ line, text, why }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is made anew with each text, and lines may be alike
            <tr key={index}>
              <td>{line}</td>
              <td className="from">
                <code>{text}</code>
              </td>
              <td className="why">{why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
