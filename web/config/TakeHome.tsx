import { useId, useMemo, useState } from 'react'
import { home as texts } from '#text/config.ts'
import { FILE_KINDS } from '../../sim/config/configuration.ts'
import { composeFile } from '../../sim/config/take-home/compose.ts'
import { type TakeHomeFile, takeHome } from '../../sim/config/take-home/files.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { Marked } from '../text/Marked.tsx'

/** Every file there is for this setup; a server that a file cannot be of has no such file. */
function filesOf(scenario: Scenario): TakeHomeFile[] {
  const all = [...FILE_KINDS.map(kind => takeHome(kind, scenario)), composeFile(scenario)]
  return all.flatMap(file => (file.ok ? [file.value] : []))
}

/** The lane's setup as files, one at a time, to copy or to download. */
export function TakeHome({ scenario, title }: { scenario: Scenario; title: string }) {
  const files = useMemo(() => filesOf(scenario), [scenario])
  const [chosen, choose] = useState('docker-compose.yml')
  const id = useId()
  const file = files.find(({ name }) => name === chosen) ?? files.at(-1)
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{texts.title}</h2>
      <p>
        <Marked text={texts.about} as={{ lane: () => title }} />
      </p>
      {file === undefined ? (
        <p className="trouble">{texts.none}</p>
      ) : (
        <>
          <fieldset className="choices">
            <legend>{texts.which}</legend>
            {files.map(({ name }) => (
              <label key={name}>
                <input type="radio" name={`${id}-file`} checked={name === file.name} onChange={() => choose(name)} />
                <code>{name}</code>
              </label>
            ))}
          </fieldset>
          {file.lost.map(sentence => (
            <p key={sentence} className="lost">
              {sentence}
            </p>
          ))}
          <Take file={file} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
          <section className="text" tabIndex={0} aria-label={file.name}>
            <pre>{file.text}</pre>
          </section>
        </>
      )}
    </section>
  )
}

function Take({ file }: { file: TakeHomeFile }) {
  const [said, say] = useState({ of: '', text: '' })
  const copy = () =>
    navigator.clipboard.writeText(file.text).then(
      () => say({ of: file.text, text: texts.copied }),
      () => say({ of: file.text, text: texts.notCopied }),
    )
  return (
    <div className="actions">
      <button type="button" className="plain" onClick={() => void copy()}>
        {texts.copy}
      </button>
      <button type="button" className="plain" onClick={() => download(file)}>
        {texts.download}
      </button>
      <span role="status">{said.of === file.text ? said.text : ''}</span>
    </div>
  )
}

function download({ name, text }: TakeHomeFile): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name.split('/').at(-1)!
  link.click()
  // The browser has begun to read it by the next task.
  setTimeout(() => URL.revokeObjectURL(url), 0)
}
