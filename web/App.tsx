import { lazy, Suspense, useEffect, useState } from 'react'
import { encodeState } from '../sim/scenario/link.ts'
import { takeTurn, useOneByOne } from './charts/in-turn.ts'
import { Controls } from './controls/Controls.tsx'
import { StoryPicker } from './controls/StoryPicker.tsx'
import { planHref } from './plan/plan-href.ts'
import { ShareButton } from './share/ShareButton.tsx'
import { Lanes } from './stage/Lanes.tsx'
import { usePageLater } from './state/use-page-later.ts'
import { LinkNotice } from './story/LinkNotice.tsx'
import { Sentence } from './story/Sentence.tsx'
import { useWhat } from './story/what-store.ts'
import { Masthead, type PageId } from './style/Masthead.tsx'
import { onItsWay } from './style/on-its-way.tsx'
import { ThemeToggle } from './style/ThemeToggle.tsx'

// The sentence and the numbers of the lanes come first; the charts are on their way meanwhile.
const Charts = onItsWay(() => import('./charts/Charts.tsx').then(({ Charts }) => Charts))
const Transport = onItsWay(() => import('./time/Transport.tsx').then(({ Transport }) => Transport))
const WhatHappened = lazy(() => import('./story/WhatHappened.tsx'))
const Notes = lazy(() => import('./story/Notes.tsx').then(({ Notes }) => ({ default: Notes })))

/** The page is a function of (scenario, result): nothing in it computes what it shows. */
export function App() {
  const isAsking = useWhat(state => state.isOpen)
  // From above to below, so that nothing moves that is there already.
  const made = useOneByOne(3)
  return (
    <>
      <Head />
      <main className="page">
        <LinkNotice />
        <Sentence />
        {made > 0 && (
          <>
            <Lanes />
            <Transport toCome={<div className="time" />} />
          </>
        )}
        {made > 1 && <Controls />}
        {made > 2 && <Charts toCome={<ChartsToCome />} />}
        {isAsking && (
          <Suspense>
            <WhatHappened />
          </Suspense>
        )}
      </main>
      {made > 2 && (
        <footer className="notes">
          <Suspense>
            <Notes />
          </Suspense>
        </footer>
      )}
    </>
  )
}

function Head() {
  const hrefs = useHrefs()
  const end = (
    <>
      <ShareButton />
      <ThemeToggle />
    </>
  )
  return (
    <Masthead at="playground" hrefs={hrefs} end={end}>
      <StoryPicker />
    </Masthead>
  )
}

/** The ways on that take the settings along. Nobody follows one while he moves a slider, or before the page is made. */
function useHrefs(): Partial<Record<PageId, string>> {
  const page = usePageLater()
  const [hrefs, setHrefs] = useState({})
  useEffect(
    () => takeTurn(() => setHrefs({ plan: planHref(page), yours: `./your-server.html#${encodeState(page)}` }), null),
    [page],
  )
  return hrefs
}

/** Keeps the room of the charts, so that nothing moves when they come. */
function ChartsToCome() {
  return <div className="charts charts-to-come" />
}
