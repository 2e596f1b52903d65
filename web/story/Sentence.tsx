import { useEffect, useMemo, useState } from 'react'
import * as texts from '#text/story.ts'
import type { Picture } from '../state/page.ts'
import { usePage } from '../state/the-page.ts'
import { finding, findingText } from './finding.ts'
import { FORETOLD } from './foretold.ts'
import { Phrases } from './Phrases.tsx'

/** What happened: the largest text on the page, and the legend of all its colours. */
export function Sentence() {
  const picture = usePage(state => state.picture)
  const error = usePage(state => state.runError)
  const phrases = useMemo(() => (picture ? finding(picture.lanes) : FORETOLD), [picture])
  return (
    <div className="sentence">
      <h1>{phrases ? <Phrases phrases={phrases} /> : <span className="waiting">{texts.beforeFirstRun}</span>}</h1>
      {error && <p className="run-error">{texts.belongsToBefore({ error })}</p>}
      <Spoken picture={picture} />
    </div>
  )
}

/** The same for a screen reader, once the reader has stopped changing things. */
function Spoken({ picture }: { picture: Picture | null }) {
  const [text, setText] = useState('')
  useEffect(() => {
    if (!picture) return
    const timer = setTimeout(() => setText(findingText(picture.lanes)), 900)
    return () => clearTimeout(timer)
  }, [picture])
  return (
    <p className="visually-hidden" role="status">
      {text}
    </p>
  )
}
