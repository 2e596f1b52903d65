/**
 * The pages of the story: learn/index.html and a page for each chapter, made while the site is built. Text, numbers and a
 * poster stand in the page itself; the script adds what moves.
 */
import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Plugin } from 'vite'
import * as texts from '#text/built.ts'
import { LANGUAGE } from '#text/locale.ts'
import { decodeState } from '../../sim/scenario/link.ts'
import { simulate } from '../../sim/simulate.ts'
import { Poster as StoryPoster } from '../../web/embed/Poster.tsx'
import { fleetSentence } from '../../web/fleet/fleet-sentence.ts'
import { type Challenge, goalText } from '../../web/learn/challenge.ts'
import type { Chapter, Figures, FleetFigures, Question } from '../../web/learn/chapter.ts'
import { CHAPTERS } from '../../web/learn/chapters.ts'
import { curveOf, figuresOf, fleetsOf } from '../../web/learn/figures.ts'
import type { Asked } from '../../web/learn/mount.tsx'
import { QuestionForm } from '../../web/learn/QuestionForm.tsx'
import { filled } from '../../web/learn/text/fill.ts'
import { lanesOf } from '../../web/state/lanes.ts'
import { findingText, type Told } from '../../web/story/finding.ts'
import { laneTitles } from '../../web/story/lane-name.ts'
import { Masthead } from '../../web/style/Masthead.tsx'
import { challengeOf, renderText } from './render-chapter.tsx'
import { readTheme, themed } from './theme-colours.ts'

/** The pages' paths from the root of the site. */
export const CHAPTER_PAGES = ['learn/index.html', ...CHAPTERS.map(({ id }) => `learn/${id}.html`)]

/** @param root the project's folder: the pages stand there as far as the bundler knows, though no file does. */
export function chapterPages(root: string): Plugin {
  const known = new Map(CHAPTER_PAGES.map(path => [root + path, path]))
  return {
    name: 'chapter-pages',
    enforce: 'pre',
    resolveId: id => (known.has(id) ? id : undefined),
    load: id => (known.has(id) ? pageOf(root, known.get(id)!) : undefined),
    generateBundle() {
      const colours = readTheme(readFileSync(join(root, 'web/style/theme.css'), 'utf8'))
      for (const chapter of CHAPTERS) {
        const poster = renderToStaticMarkup(<StoryPoster title={chapter.title} lanes={toldBy(chapter)} />)
        for (const theme of ['auto', 'light', 'dark'] as const) {
          this.emitFile({ type: 'asset', fileName: posterOf(chapter, theme), source: themed(poster, theme, colours) })
        }
      }
    },
    configureServer: server => {
      server.middlewares.use(async (request, response: ServerResponse, next) => {
        const path = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1)
        const page = path === 'learn/' ? 'learn/index.html' : path
        if (!CHAPTER_PAGES.includes(page)) return next()
        response.setHeader('Content-Type', 'text/html')
        response.end(await server.transformIndexHtml(request.url ?? '/', await pageOf(root, page)))
      })
    },
  }
}

async function pageOf(root: string, path: string): Promise<string> {
  const at = CHAPTERS.findIndex(({ id }) => path === `learn/${id}.html`)
  return at < 0 ? contentsPage() : chapterPage(root, at)
}

function contentsPage(): string {
  return documentOf(
    texts.chapters.title,
    texts.chapters.description({ chapters: CHAPTERS.length }),
    '/web/learn/contents.ts',
    <>
      <Head at={-1} />
      <main className="contents">
        <h1>{texts.chapters.heading}</h1>
        <p className="lead">{texts.chapters.lead({ chapters: CHAPTERS.length })}</p>
        <ol>
          {CHAPTERS.map(({ id, title, idea }) => (
            <li key={id} data-chapter={id}>
              <a href={`./${id}.html`}>{title}</a>
              <p>{idea}</p>
            </li>
          ))}
        </ol>
      </main>
    </>,
  )
}

async function chapterPage(root: string, at: number): Promise<string> {
  const chapter = CHAPTERS[at]!
  return documentOf(
    texts.chapter.title({ title: chapter.title, number: at + 1 }),
    chapter.idea,
    '/web/learn/main.tsx',
    <>
      <Head at={at} />
      {await chapterMain(root, at, <Turn at={at} />, <Picture chapter={chapter} />)}
    </>,
  )
}

/** The words of a chapter for a frame: all of it that is not about the site around it. */
export async function framedChapter(root: string, at: number): Promise<string> {
  const { id } = CHAPTERS[at]!
  const from = (
    <p className="from">
      <a href={`./${id}.html`}>{texts.chapter.from(placeOf(at))}</a>
    </p>
  )
  const html = renderToStaticMarkup(await chapterMain(root, at, from, null, true))
  // All other links leave the article's frame.
  return html.replaceAll('href="#', 'target="_self" href="#')
}

function placeOf(at: number) {
  return { number: at + 1, of: CHAPTERS.length }
}

/** @param end what comes last; @param picture for whoever has no script */
async function chapterMain(
  root: string,
  at: number,
  end: ReactNode,
  picture: ReactNode,
  isFramed = false,
): Promise<ReactNode> {
  const chapter = CHAPTERS[at]!
  const figures = figuresOf(chapter)
  const fleets = fleetsOf(chapter)
  const challenge = challengeOf(root, chapter.id)
  const question = asked(chapter.question, figures, fleets)
  const { before: told, after: explained } = await renderText(root, chapter, figures, fleets)
  return (
    <main
      className="chapter"
      data-chapter={chapter.id}
      data-asks={chapter.question.kind}
      data-asked={JSON.stringify(question)}
    >
      <article className="tell">
        <p className="number">{texts.chapter.place(placeOf(at))}</p>
        <h1>{chapter.title}</h1>
        <p className="lead">{chapter.idea}</p>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own text, rendered a moment ago. */}
        <div className="text" dangerouslySetInnerHTML={{ __html: told }} />
        {isFramed ? <div id="ask" /> : <QuestionToCome chapter={chapter} asked={question} />}
      </article>
      <section id="live" aria-label={texts.chapter.simulation}>
        <Poster chapter={chapter} fleets={fleets} picture={picture} />
      </section>
      <div className="explain">
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own text, rendered a moment ago. */}
        <div className="text" dangerouslySetInnerHTML={{ __html: explained }} />
        {challenge && <ChallengeSection challenge={challenge} />}
        {end}
      </div>
    </main>
  )
}

function Turn({ at }: { at: number }) {
  const [before, after] = [CHAPTERS[at - 1], CHAPTERS[at + 1]]
  return (
    <nav className="turn" aria-label={texts.chapter.turn}>
      {before && (
        <a rel="prev" href={`./${before.id}.html`}>
          <span>{texts.chapter.back}</span> {before.title}
        </a>
      )}
      {after && (
        <a rel="next" href={`./${after.id}.html`}>
          <span>{texts.chapter.next}</span> {after.title}
        </a>
      )}
    </nav>
  )
}

/** Keeps the room of the question, which can be answered once the script is there. In a frame the script comes with the page. */
function QuestionToCome({ chapter, asked }: { chapter: Chapter; asked: Asked }) {
  return (
    <div id="ask" inert>
      <QuestionForm chapter={chapter} asked={asked} answer={null} give={() => {}} />
    </div>
  )
}

/** The task and its goals; the script adds the settings and the check. */
function ChallengeSection({ challenge: { task, goals } }: { challenge: Challenge }) {
  return (
    <section className="challenge" aria-labelledby="challenge-title">
      <h2 id="challenge-title">{texts.chapter.challenge}</h2>
      <p>{task}</p>
      <div id="challenge">
        <ul className="goals">
          {goals.map(goal => (
            <li key={goal.metric}>{goalText(goal)}</li>
          ))}
        </ul>
      </div>
    </section>
  )
}

/** The question with its numbers, and the answer, so that the script need not run the model for them. */
function asked(question: Question, figures: Figures, fleets: FleetFigures): Asked {
  const asks = filled(question.asks, figures, fleets)
  if (question.kind === 'curve') return { asks, choices: {}, curve: curveOf(question) }
  const choices = question.choices.map(({ id, text }) => [id, filled(text, figures, fleets)])
  return { asks, choices: Object.fromEntries(choices), answer: question.answer(figures, fleets) }
}

/** What the simulation comes to, in words, for whoever has no script. */
function Poster({ chapter, fleets, picture }: { chapter: Chapter; fleets: FleetFigures; picture: ReactNode }) {
  return (
    <div className="poster">
      {chapter.fleets ? (
        Object.entries(chapter.fleets).map(([name, { label }]) => (
          <p key={name} className="finding">
            {label}. {fleetSentence(fleets[name]!)}
          </p>
        ))
      ) : (
        <>
          <p className="finding">{findingText(toldBy(chapter))}</p>
          {picture}
        </>
      )}
      <noscript>{texts.chapter.needsScript}</noscript>
    </div>
  )
}

function Picture({ chapter }: { chapter: Chapter }) {
  return (
    <noscript>
      {/* The picture is made later, and is none of the files that the bundler knows. */}
      <img {...{ 'vite-ignore': '' }} src={`../${posterOf(chapter, 'auto')}`} alt="" width={1200} height={630} />
    </noscript>
  )
}

/** The chapter's own lanes, with their names and what came of them. */
function toldBy({ link }: Chapter): Told[] {
  const { state } = decodeState(link)
  const lanes = lanesOf(state)
  const names = laneTitles(lanes, state.story)
  return lanes.map(({ scenario }, at) => ({ name: names[at]!, result: simulate(scenario) }))
}

/** The path of a chapter's still picture from the root of the site. */
function posterOf({ id }: Chapter, theme: 'auto' | 'light' | 'dark'): string {
  return `posters/chapter-${id}-${theme}.svg`
}

function Head({ at }: { at: number }) {
  return (
    <Masthead at="learn" root=".." end={<span id="theme" />}>
      <nav aria-label={texts.chapters.steps}>
        <ol className="steps">
          {CHAPTERS.map(({ id, title }, index) => (
            <li key={id}>
              <a href={`./${id}.html`} aria-current={index === at ? 'page' : undefined} title={title}>
                <span className="visually-hidden">{title}</span>
                <span aria-hidden="true">{index + 1}</span>
              </a>
            </li>
          ))}
        </ol>
      </nav>
    </Masthead>
  )
}

function documentOf(title: string, description: string, script: string, body: ReactNode): string {
  const head = (
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="description" content={description} />
      <title>{title}</title>
      <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
      <script type="module" src={script} />
    </head>
  )
  return `<!doctype html>\n${renderToStaticMarkup(
    <html lang={LANGUAGE}>
      {head}
      <body>{body}</body>
    </html>,
  )}`
}
