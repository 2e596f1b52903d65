/** What an author can write in a chapter's text besides Markdown. All of it is plain HTML once the site is built. */
import { createContext, type ReactNode, useContext, useId } from 'react'
import { why } from '#text/learn.ts'
import { compact } from '../../text/format.ts'
import { inWords } from '../../text/words.ts'
import type { Figures, FleetFigures } from '../chapter.ts'
import { GLOSSARY, type GlossaryTerm } from './glossary.ts'
import { FLEET_MEASURES, type FleetMeasure, MEASURES, type Measure } from './measures.ts'

/** What the text is about: the chapter's runs. */
export const FiguresContext = createContext<{ runs: Figures; fleets: FleetFigures }>({ runs: {}, fleets: {} })

function useRun(name: string) {
  return named(useContext(FiguresContext).runs, name)
}

function named<T>(figures: Readonly<Record<string, T>>, name: string): T {
  const result = figures[name]
  if (!result) throw new Error(`The text speaks of a run “${name}”; there are ${Object.keys(figures).join(', ')}.`)
  return result
}

interface Told<Of> {
  run: string
  of: Of
  /** A small number is written as a word. */
  words?: boolean
}

/** A number of one run, as it was computed: `<V run="pool" of="p95" />`. */
export function V({ run, of, words = false }: Told<Measure>) {
  const measure = MEASURES[of]
  if (!measure) throw new Error(`The text asks for “${of}”; there are ${Object.keys(MEASURES).join(', ')}.`)
  return <data className="figure">{written(measure(useRun(run)), words)}</data>
}

/** A number of a fleet: `<FleetV run="before" of="dollarsPerMillion" />`. */
export function FleetV({ run, of, words = false }: Told<FleetMeasure>) {
  const measure = FLEET_MEASURES[of]
  if (!measure) throw new Error(`The text asks for “${of}”; there are ${Object.keys(FLEET_MEASURES).join(', ')}.`)
  return <data className="figure">{written(measure(named(useContext(FiguresContext).fleets, run)), words)}</data>
}

/** Only a whole number that stands alone has a word. */
function written(text: string, words: boolean): string {
  return words && /^\d+$/.test(text) ? inWords(Number(text)) : text
}

type Ratio = 'throughputPerSecond' | 'ok' | 'cpuUtilization' | 'servedPerSecond' | 'p50' | 'p95' | 'p99' | 'mean'

/** How many times as much one run has as another: `<Times of="p95" run="one" over="pool" />`. */
export function Times({ run, over, of }: { run: string; over: string; of: Ratio }) {
  const [above, below] = [useRun(run), useRun(over)].map(result =>
    of === 'p50' || of === 'p95' || of === 'p99' || of === 'mean' ? result.latencyMs[of] : result[of],
  ) as [number, number]
  return <data className="figure">{compact(Number((above / below).toPrecision(2)))}</data>
}

/** Keeps a comma on the line of the word before it, which is a button. */
const WORD_JOINER = '\u2060'

/** A word of the field: it opens what it means, in place. */
export function Term({ id, children }: { id: GlossaryTerm; children: ReactNode }) {
  const popover = useId()
  if (!GLOSSARY[id]) throw new Error(`The glossary has no “${id}”.`)
  return (
    <>
      <button type="button" className="term" popoverTarget={popover}>
        {children}
      </button>
      <span popover="auto" id={popover} className="meaning">
        {GLOSSARY[id]}
      </span>
      {WORD_JOINER}
    </>
  )
}

/** A sentence that must be true of the model: the chapter's `claims` say when it is, and a test asks them. */
export function Claim({ children }: { id: string; children: ReactNode }) {
  return children
}

/** Where the chapter asks: what stands before it is told first, what comes after it explains. */
export function Ask() {
  return <hr data-ask="" />
}

/** Why: hidden from those who are still thinking, by the script alone. */
export function Why({ children }: { children: ReactNode }) {
  return (
    <section id="why" aria-label={why}>
      {children}
    </section>
  )
}

export const WORDS = { V, FleetV, Times, Term, Claim, Ask, Why }
