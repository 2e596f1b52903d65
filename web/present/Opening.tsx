import { type DragEvent, useEffect, useId, useRef, useState } from 'react'
import * as texts from '#text/present.ts'
import type { Checked } from '../../sim/scenario/problem.ts'
import { ThemeToggle } from '../style/ThemeToggle.tsx'
import { Marked } from '../text/Marked.tsx'
import { fetched, listAddress, SAMPLE } from './fetch-list.ts'
import { LONGEST_TEXT, type Playlist } from './playlist.ts'
import { lastKept, open } from './show.ts'

/** Where a list comes from: a file, an address, what is pasted, or the last time. */
export function Opening() {
  const [trouble, setTrouble] = useState<string | null>(null)
  const [isWaiting, setIsWaiting] = useState(false)
  const tell = (read: Checked<unknown>) => setTrouble(read.ok ? null : (read.problems[0]?.message ?? ''))
  const take = async (list: Promise<Checked<Playlist>>) => {
    setIsWaiting(true)
    tell(await list)
    setIsWaiting(false)
  }
  const takeFile = async (file: File | undefined) => {
    if (!file) return
    if (file.size > 4 * LONGEST_TEXT) setTrouble(texts.tooLarge)
    else await take(file.text().then(text => open(text)))
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the address asks for is opened once.
  useEffect(() => {
    const address = listAddress(location.href)
    if (address) void take(fetched(address).then(text => (text.ok ? openOrGoOn(text.value) : text)))
  }, [])
  const drop = (event: DragEvent) => {
    event.preventDefault()
    void takeFile(event.dataTransfer.files[0])
  }
  return (
    <main className="opening" onDragOver={event => event.preventDefault()} onDrop={drop}>
      <p className="home">
        <a href="./index.html">{texts.site}</a>
        <ThemeToggle />
      </p>
      <h1 className="headline">{texts.title}</h1>
      <p className="lead">{texts.lead}</p>
      <p className="trouble" role="alert">
        {trouble}
      </p>
      <div className="ways" aria-busy={isWaiting}>
        <GoOn take={take} />
        <button
          type="button"
          onClick={() =>
            void take(fetched(new URL(SAMPLE, location.href)).then(read => (read.ok ? open(read.value) : read)))
          }
        >
          {texts.begin}
        </button>
        <FileButton take={takeFile} />
      </div>
      <Pasted take={text => take(open(text))} />
      <p className="keys">
        <Marked text={texts.keys} />
      </p>
    </main>
  )
}

/** The same list as last time begins where it was left. */
function openOrGoOn(text: string): Promise<Checked<Playlist>> {
  const kept = lastKept()
  return open(text, kept?.text === text ? kept : undefined)
}

function GoOn({ take }: { take: (list: Promise<Checked<Playlist>>) => Promise<void> }) {
  const [kept] = useState(lastKept)
  if (!kept) return null
  return (
    <button type="button" onClick={() => void take(open(kept.text, kept))}>
      {texts.goOn}
    </button>
  )
}

function FileButton({ take }: { take: (file: File | undefined) => Promise<void> }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        {texts.choose}
      </button>
      <input
        ref={input}
        type="file"
        accept=".md,.markdown,.json,.txt,text/markdown,application/json,text/plain"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={texts.playlist}
        onChange={event => {
          void take(event.target.files?.[0])
          // The same file, corrected, can be chosen again.
          event.target.value = ''
        }}
      />
    </>
  )
}

function Pasted({ take }: { take: (text: string) => Promise<void> }) {
  const [text, setText] = useState('')
  const id = useId()
  return (
    <div className="pasted">
      <label htmlFor={id}>{texts.paste}</label>
      <textarea
        id={id}
        rows={9}
        spellCheck={false}
        placeholder={texts.example}
        value={text}
        onChange={event => setText(event.target.value)}
      />
      <button type="button" disabled={text.trim() === ''} onClick={() => void take(text)}>
        {texts.presentThis}
      </button>
    </div>
  )
}
