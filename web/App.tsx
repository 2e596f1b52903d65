import { lazy, Suspense, useRef } from 'react'
import { Controls } from './controls/Controls.tsx'
import { StoryPicker } from './controls/StoryPicker.tsx'
import { PlanLink } from './plan/PlanLink.tsx'
import { ShareButton } from './share/ShareButton.tsx'
import { Lanes } from './stage/Lanes.tsx'
import { LinkNotice } from './story/LinkNotice.tsx'
import { Sentence } from './story/Sentence.tsx'
import { useWhat } from './story/what-store.ts'
import { YourServerLink } from './story/YourServerLink.tsx'
import { ThemeToggle } from './style/ThemeToggle.tsx'

// The sentence and the numbers of the lanes come first; the charts are on their way meanwhile.
const Charts = lazy(() => import('./charts/Charts.tsx').then(({ Charts }) => ({ default: Charts })))
const Transport = lazy(() => import('./time/Transport.tsx').then(({ Transport }) => ({ default: Transport })))
const WhatHappened = lazy(() => import('./story/WhatHappened.tsx'))
const Notes = lazy(() => import('./story/Notes.tsx').then(({ Notes }) => ({ default: Notes })))

/** The page is a function of (scenario, result): nothing in it computes what it shows. */
export function App() {
  const notes = useRef<HTMLElement>(null)
  const isAsking = useWhat(state => state.isOpen)
  const toNotes = () => {
    notes.current?.scrollIntoView()
    notes.current?.focus()
  }
  return (
    <>
      <header className="masthead">
        <span className="name">Prefork</span>
        <StoryPicker />
        <nav aria-label="About">
          <button type="button" onClick={toNotes}>
            What is not modelled
          </button>
          <YourServerLink />
          <PlanLink />
          <a href="./fleet.html">Fleets and cost</a>
          <a href="./learn/index.html">Learn</a>
          <a href="./how-right.html">How right is it?</a>
        </nav>
        <ShareButton />
        <ThemeToggle />
      </header>
      <main className="page">
        <LinkNotice />
        <Sentence />
        <Lanes />
        <Suspense fallback={<div className="time" />}>
          <Transport />
        </Suspense>
        <Controls />
        <Suspense fallback={<ChartsToCome />}>
          <Charts />
        </Suspense>
        {isAsking && (
          <Suspense>
            <WhatHappened />
          </Suspense>
        )}
      </main>
      <footer className="notes" ref={notes} tabIndex={-1}>
        <Suspense>
          <Notes />
        </Suspense>
      </footer>
    </>
  )
}

/** Keeps the room of the charts, so that nothing moves when they come. */
function ChartsToCome() {
  return <div className="charts charts-to-come" />
}
