import * as texts from '#text/right.ts'
import { Masthead } from '../style/Masthead.tsx'
import { Marked } from '../text/Marked.tsx'
import { AgreementPlot } from './AgreementPlot.tsx'
import { FigureTable } from './FigureTable.tsx'
import { pastWhy } from './past-why.ts'
import type { Replay } from './replay.ts'
import { figureOf } from './words.ts'

/** Measured beside simulated, for every recording of the real stack. */
export function HowRight({ replays }: { replays: readonly Replay[] }) {
  const within = replays.filter(({ isWithin }) => isWithin).length
  return (
    <>
      <Masthead at="right" end={<span id="theme" />} />
      <main className="right">
        <h1>{texts.title}</h1>
        <p className="lead">{texts.lead({ within, recordings: replays.length })}</p>
        <figure>
          <p className="key">
            <Marked
              text={texts.key}
              as={{ ring: () => <b className="ring">○</b>, dot: () => <b className="dot">●</b> }}
            />
          </p>
          <AgreementPlot replays={replays} />
          <figcaption id="agreement-summary">{summaryOf(replays)}</figcaption>
        </figure>
        <h2>{texts.figures.title}</h2>
        <p>{texts.figures.about}</p>
        <FigureTable replays={replays} />
        <Reasons replays={replays} />
      </main>
    </>
  )
}

function summaryOf(replays: readonly Replay[]): string {
  const worst = (name: string) => {
    const errors = replays.map(replay => Math.abs(figureOf(replay, name)?.error ?? 0)).sort((a, b) => a - b)
    const middle = errors[Math.floor(errors.length / 2)] ?? 0
    return { middle, most: errors.at(-1) ?? 0 }
  }
  return texts.summary({ p50: worst('p50'), p95: worst('p95') })
}

function Reasons({ replays }: { replays: readonly Replay[] }) {
  const { reasons } = texts
  return (
    <div className="columns">
      <section>
        <h2>{reasons.pastTitle}</h2>
        {pastWhy(replays).map(({ name, text }) => (
          <p key={name}>
            <b>{name}</b> {text}
          </p>
        ))}
        <h2>{reasons.causesTitle}</h2>
        <Paragraphs all={reasons.causes} />
      </section>
      <section>
        <h2>{reasons.howTitle}</h2>
        <Paragraphs all={reasons.how} />
        <h2>{reasons.notModelledTitle}</h2>
        <Paragraphs all={[reasons.notModelled]} />
      </section>
    </div>
  )
}

const LINKS = {
  data: (text: string) => <a href="./truth/measured.json">{text}</a>,
  fields: (text: string) => <a href="./truth/README.md">{text}</a>,
  notes: (text: string) => <a href="./index.html">{text}</a>,
}

function Paragraphs({ all }: { all: readonly string[] }) {
  return all.map(text => (
    <p key={text}>
      <Marked text={text} as={LINKS} />
    </p>
  ))
}
