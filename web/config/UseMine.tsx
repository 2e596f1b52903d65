import { type DragEvent, useId, useMemo, useRef, useState } from 'react'
import { mine as texts } from '#text/config.ts'
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
import { lanesOf } from '../state/lanes.ts'
import { Marked } from '../text/Marked.tsx'
import { applied, type Change, changesIn } from './apply.ts'
import { fleetAddress } from './fleet-address.ts'
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
      setTrouble(texts.tooLarge({ name: file.name, bytes: file.size }))
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
      <h2 id={`${id}-title`}>{texts.title}</h2>
      <p>
        <Marked text={texts.about} />
      </p>
      <div className="halves">
        <div>
          <label htmlFor={`${id}-text`}>{texts.label}</label>
          <textarea
            id={`${id}-text`}
            value={text}
            rows={12}
            spellCheck={false}
            placeholder={texts.placeholder}
            onChange={event => {
              setText(event.target.value)
              setName(null)
            }}
            onDragOver={event => event.preventDefault()}
            onDrop={drop}
          />
          <div className="actions">
            <button type="button" className="plain" onClick={() => input.current?.click()}>
              {texts.choose}
            </button>
            <input
              ref={input}
              type="file"
              className="visually-hidden"
              tabIndex={-1}
              aria-label={texts.file}
              onChange={event => void take(event.target.files?.[0])}
            />
            <label>
              {texts.readAs}{' '}
              <select
                value={kind ?? ''}
                onChange={event => setKind(FILE_KINDS.find(known => known === event.target.value) ?? null)}
              >
                <option value="">{texts.likely}</option>
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
              <Marked
                text={texts.empty}
                as={{
                  example: text => (
                    <button type="button" className="link" onClick={() => setText(EXAMPLE)}>
                      {text}
                    </button>
                  ),
                }}
              />
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
  const ofFleet = found.understood.filter(({ path }) => path.startsWith('fleet.'))
  const ofLane = found.understood.filter(one => !ofFleet.includes(one))
  const different = changes.filter(({ path, isSame }) => !isSame && !path.startsWith('fleet.')).length
  const next = applied(state, lane, ofLane)
  return (
    <>
      <p>
        {texts.found({ kind: FILE_KIND_LABELS[found.kind], lane: title, different, all: ofLane.length })}{' '}
        {ofFleet.length > 0 && texts.ofFleet({ settings: ofFleet.length })}
      </p>
      {next.ok ? (
        different > 0 && (
          <a className="go" href={playgroundOf(next.value)}>
            {texts.apply({ lane: title })}
          </a>
        )
      ) : (
        <p className="trouble">{next.problems[0]?.message}</p>
      )}
      {next.ok && ofFleet.length > 0 && (
        <a className="go" href={fleetAddress(scenarioOf(next.value, lane), ofFleet)}>
          {texts.asFleet}
        </a>
      )}
      <ChangeTable changes={changes} />
      <LeftOutTable leftOut={found.leftOut} />
    </>
  )
}

function scenarioOf(state: PageState, lane: string): Scenario {
  return lanesOf(state).find(one => one.lane.id === lane)!.scenario
}

function ChangeTable({ changes }: { changes: readonly Change[] }) {
  return (
    <div className="table changes">
      <table>
        <caption>{texts.understood}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.setting}</th>
            <th scope="col">{texts.now}</th>
            <th scope="col">{texts.afterwards}</th>
            <th scope="col">{texts.from}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ path, label, before, after, isSame, from }) => (
            <tr key={path} className={isSame ? 'same' : undefined}>
              <th scope="row">{label}</th>
              <td>{before}</td>
              <td>{isSame ? texts.same : <b>{after}</b>}</td>
              <td className="from">{from}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function LeftOutTable({ leftOut }: { leftOut: readonly LeftOut[] }) {
  if (leftOut.length === 0) return <p className="quiet">{texts.allUnderstood}</p>
  return (
    <div className="table">
      <table>
        <caption>{texts.leftOut}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.lineHead}</th>
            <th scope="col">{texts.stands}</th>
            <th scope="col">{texts.whyNot}</th>
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
