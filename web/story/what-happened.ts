/**
 * What happened between two instants, as a chain in words: what came, why it was too much, where it waited, what became
 * of it. Every number is one of `episode.ts`; a sentence that has nothing to tell is left out. Pure.
 */
import { OUTCOME_NAMES, Outcome, type OutcomeName } from '../../sim/measure/outcomes.ts'
import type { Rows } from '../../sim/measure/result.ts'
import { demandOf } from '../../sim/theory/demand.ts'
import { count, NBSP, percent, plural, duration as rawDuration } from '../text/format.ts'
import { inWords } from '../text/words.ts'
import { type Episode, SLOW_TIMES } from './episode.ts'

export interface Link {
  /** What the sentence is about, in a word or two. */
  about: 'came' | 'work' | 'slow' | 'workers' | 'queue' | 'failed' | 'outcome' | 'again' | 'for nobody'
  text: string
  /** The requests that it speaks of; none where it speaks of a state. */
  rows: readonly number[]
}

/** The chain of one lane, causes before what they caused. Never empty. */
export function whatHappened(episode: Episode, rows: Rows): Link[] {
  return LINKS.flatMap(tell => tell(episode, rows) ?? [])
}

type Tell = (episode: Episode, rows: Rows) => Link | null

const came: Tell = ({ arrived, retries, served, scenario, fromMs, toMs }) => {
  const text = `Between ${instants(fromMs, toMs, scenario)} ${plural(arrived.length, 'request')} arrived${retriesText(retries, arrived.length)}; ${count(served.length)} ${were(served.length)} served.`
  return { about: 'came', text, rows: arrived }
}

function retriesText(retries: number, of: number): string {
  if (retries === 0) return ''
  if (of === 1) return ', a retry'
  if (retries === of) return ', all of them retries'
  return retries === 1 ? ', one of them a retry' : `, ${count(retries)} of them retries`
}

/** A tenth more than there is: less would round to the same number. */
const TOO_MUCH = 1.1

const tooMuch: Tell = ({ arrived, threadWorkMs, coreWorkMs, threads, cores, scenario, fromMs, toMs }) => {
  const spanMs = toMs - fromMs
  const ofThreads = threadWorkMs / (threads * spanMs)
  const ofCores = coreWorkMs / (cores * spanMs)
  if (Math.max(ofThreads, ofCores) < TOO_MUCH) return null
  const need = arrived.length === 1 ? 'The one that arrived needs' : `The ${count(arrived.length)} that arrived need`
  const text =
    ofCores >= ofThreads
      ? `${need} ${duration(coreWorkMs)} of CPU; ${theOnes(cores, 'core')} ${cores === 1 ? 'has' : 'have'} ${duration(cores * spanMs)} to give in this time.`
      : `${need} ${duration(threadWorkMs)} of a ${nounOf(scenario)}’s time, CPU and I/O together; ${theOnes(threads, nounOf(scenario))} ${threads === 1 ? 'has' : 'have'} ${duration(threads * spanMs)} to give in this time.`
  return { about: 'work', text, rows: arrived }
}

const slowOnes: Tell = ({ slow, slowHeldMs, threads, scenario }) => {
  if (slowHeldMs <= 0) return null
  const mean = demandOf(scenario.request).holdingMs.mean
  const who = slow.length === 1 ? 'One slow request' : `${count(slow.length)} slow requests`
  const what = `${slow.length === 1 ? 'it needs' : 'each needs'} more than ${inWords(SLOW_TIMES)} times the mean of ${duration(mean)}`
  const text = `${who} (${what}) held ${theOnes(threads, nounOf(scenario))} for ${duration(slowHeldMs)} of it.`
  return { about: 'slow', text, rows: slow }
}

const killed: Tell = ({ kills, scenario }) => {
  const [first] = kills
  if (!first) return null
  const { server } = scenario
  const held = kills.flatMap(kill => kill.rows)
  const dogs = kills.filter(({ byWatchdog }) => byWatchdog).length
  const killer =
    dogs === kills.length ? 'The watchdog' : dogs === 0 ? 'The kernel, short of memory,' : 'Watchdog and kernel'
  const when =
    kills.length === 1 ? ` at ${instant(first.atMs, scenario)}` : `, the first at ${instant(first.atMs, scenario)}`
  const why = first.byWatchdog && kills.length === 1 ? `, which had held one request for ${duration(first.heldMs)}` : ''
  const lost = `${plural(held.length, 'request')} died with ${kills.length === 1 ? 'it' : 'them'}`
  const back =
    dogs === kills.length && server.bootMs > 0 ? `, and a new one takes ${duration(server.bootMs)} to boot` : ''
  const text = `${killer} killed ${kills.length === 1 ? 'a worker' : `${inWords(kills.length)} workers`}${when}${why}: ${lost}${back}.`
  return { about: 'workers', text, rows: held }
}

const booting: Tell = ({ kills, bootingMs, scenario }) => {
  if (bootingMs <= 0 || kills.length > 0) return null
  const who = scenario.server.workers === 1 ? 'The one worker' : 'A worker'
  return {
    about: 'workers',
    text: `${who}, killed before, was still booting for ${duration(bootingMs)} of it.`,
    rows: [],
  }
}

/** Shorter than this part of the time, and nobody will have noticed. */
const LONG_ENOUGH = 0.1

const allHeld: Tell = ({ allHeldMs, threads, scenario, fromMs, toMs, kills }) => {
  if (allHeldMs < LONG_ENOUGH * (toMs - fromMs) || !Number.isFinite(threads)) return null
  const isAll = allHeldMs >= (toMs - fromMs) * (1 - 1e-9)
  const time = isAll ? 'all the time' : `for ${duration(allHeldMs)} of it`
  const noun = nounOf(scenario)
  const left = kills.length > 0 && threads > 1 ? ' that was there' : ''
  const text =
    threads === 1
      ? `The one ${noun} held a request ${time}.`
      : left
        ? `Every ${noun}${left} held a request ${time}.`
        : `${upper(theOnes(threads, noun))} held a request ${time}.`
  return { about: 'workers', text, rows: [] }
}

/** A queue that never held more than this is no queue. */
const WORTH_TELLING = 3

const queueFilled: Tell = ({ queue }) => {
  const { from, to, most, places, fullMs } = queue
  if (most < WORTH_TELLING && most < places) return null
  const of = `of ${plural(places, 'place')}`
  const course =
    Math.max(from, to) === 0
      ? `held up to ${count(most)}`
      : from === to && to === most
        ? `held ${count(most)}`
        : `went from ${count(from)} to ${count(to)}${most > Math.max(from, to) ? `, with ${count(most)} at most,` : ''}`
  const full = fullMs > 0 ? `; it was full for ${duration(fullMs)}` : most >= places ? '; it was full for a moment' : ''
  return { about: 'queue', text: `The accept queue ${course} ${of}${full}.`, rows: [] }
}

const synsDropped: Tell = ({ dropped, scenario }) => {
  if (dropped.length === 0) return null
  const its = dropped.length === 1 ? 'its SYN was' : 'their SYNs were'
  const text = `${count(dropped.length)} found it full: ${its} dropped without a word, and the kernel tries again ${scenario.machine.synRetry === 'linear' ? 'after a second, and again after another' : 'after 1 s, 2 s, 4 s and so on'}.`
  return { about: 'queue', text, rows: dropped }
}

const refusedAtOnce: Tell = ({ refused }) => {
  if (refused.length === 0) return null
  return {
    about: 'queue',
    text: `${count(refused.length)} found it full and ${were(refused.length)} refused at once (502).`,
    rows: refused,
  }
}

const turnedAway: Tell = ({ turnedAway, scenario }) => {
  if (turnedAway.length === 0) return null
  const text = `Out of its ${count(scenario.proxy.workerConnections)} connections, nginx turned ${plural(turnedAway.length, 'request')} away.`
  return { about: 'queue', text, rows: turnedAway }
}

const failedHere: Tell = ({ failed, failures, failedAt, fromMs, scenario }, rows) => {
  if (failed.length === 0) return null
  const { neverQueued, inQueue, inside, served } = failedAt
  const places: [number, string][] = [
    [neverQueued, 'had never got into the accept queue'],
    [inQueue, 'stood in the accept queue'],
    [inside, 'waited inside a process'],
    [served, `${served === 1 ? 'was' : 'were'} being served`],
  ]
  const stood = places.filter(([many]) => many > 0)
  const where =
    stood.length === 1
      ? `${failed.length === 1 ? 'it' : 'all of them'} ${failed.length > 1 && stood[0]![0] === served ? 'were being served' : stood[0]![1]}`
      : list(stood.map(([many, what]) => `${count(many)} ${what}`))
  return {
    about: 'failed',
    text: `${upper(fatesText(failures))} in this time${sentText(failed, rows, fromMs, scenario)}: ${where}.`,
    rows: failed,
  }
}

/** What failed here had often been sent long before: then that is where to look for the cause. */
function sentText(failed: readonly number[], { sentMs }: Rows, fromMs: number, scenario: Episode['scenario']): string {
  const first = sentMs[failed.reduce((least, row) => Math.min(least, row))]!
  const last = sentMs[failed.reduce((most, row) => Math.max(most, row))]!
  if (first >= fromMs) return ''
  return failed.length === 1
    ? `, sent at ${instant(first, scenario)}`
    : `, sent between ${instants(first, last, scenario)}`
}

const became: Tell = ({ arrived, fates, firstFailure, scenario }, rows) => {
  if (arrived.length === 0) return null
  const ok = fates[Outcome.Ok]!
  const failed = arrived.length - ok
  if (failed === 0) {
    const slowest = arrived.reduce((most, row) => Math.max(most, rows.endedMs[row]! - rows.sentMs[row]!), 0)
    const who = arrived.length === 1 ? 'The one that arrived was' : `${allOf(arrived.length)} that arrived were`
    return {
      about: 'outcome',
      text: `${who} answered, ${arrived.length === 1 ? 'after' : 'the slowest after'} ${duration(slowest)}.`,
      rows: [],
    }
  }
  const whose =
    arrived.length === 1
      ? 'The one that arrived: '
      : ok > 0
        ? `Of the ${count(arrived.length)} that arrived, ${count(ok)} ${were(ok)} answered, `
        : `None of the ${count(arrived.length)} that arrived was answered: `
  const when = instant(rows.endedMs[firstFailure]!, scenario)
  const after = duration(rows.endedMs[firstFailure]! - rows.sentMs[firstFailure]!)
  const first =
    failed === 1 ? `at ${when}, ${after} after it was sent` : `the first at ${when}, ${after} after it was sent`
  return {
    about: 'outcome',
    text: `${whose}${fatesText(fates)}, ${first}.`,
    rows: arrived.filter(row => rows.outcome[row] !== Outcome.Ok),
  }
}

const sentAgain: Tell = ({ sentAgain, arrived, fates }) => {
  if (sentAgain.length === 0) return null
  const failed = arrived.length - fates[Outcome.Ok]!
  const who = failed === 1 ? 'Its client' : `The clients of these ${count(failed)}`
  const text = `${who} sent ${failed === 1 ? 'it' : count(sentAgain.length)} again${failed === 1 ? '' : ': that much came on top of what else arrived later'}.`
  return { about: 'again', text, rows: sentAgain }
}

const forNobody: Tell = ({ servedForNobody, served }) => {
  if (servedForNobody.length === 0) return null
  const share = servedForNobody.length / served.length
  const who =
    share === 1
      ? served.length === 1
        ? 'The one request'
        : allOf(served.length)
      : `${count(servedForNobody.length)} of the ${count(served.length)}`
  const part = share > 0 && share < 1 ? ` (${percent(share)})` : ''
  const verb = servedForNobody.length === 1 ? 'was' : 'were'
  return {
    about: 'for nobody',
    text: `${who} served in this time${part} ${verb} for clients that had left or been told of a failure.`,
    rows: servedForNobody,
  }
}

/** Causes before what they caused. */
const LINKS: readonly Tell[] = [
  came,
  tooMuch,
  slowOnes,
  killed,
  booting,
  allHeld,
  queueFilled,
  synsDropped,
  refusedAtOnce,
  turnedAway,
  failedHere,
  forNobody,
  became,
  sentAgain,
]

/** How requests failed, with their numbers: "61 ended as 504 and 3 clients left". */
function fatesText(fates: readonly number[]): string {
  const told = fates.flatMap((many, code) => {
    const name = OUTCOME_NAMES[code]!
    return many > 0 && name !== '200' && name !== 'pending' ? [FATES[name](many)] : []
  })
  return list(told)
}

const FATES: Record<Exclude<OutcomeName, '200'>, (many: number) => string> = {
  '500': many => `${count(many)} ended as 500`,
  '502': many => `${count(many)} ended as 502`,
  '504': many => `${count(many)} ended as 504`,
  timeout: many => `${plural(many, 'client')} left`,
  refused: many => `${count(many)} ${were(many)} refused`,
  reset: many => `${count(many)} ${were(many)} closed without an answer`,
}

/** Three digits first: 999.96 ms is a second. */
function duration(ms: number): string {
  return rawDuration(Number(ms.toPrecision(3)))
}

function list(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

function nounOf({ server }: Episode['scenario']): string {
  return server.threads === 1 ? 'worker' : 'thread'
}

/** "the one core", "all three workers". */
function theOnes(many: number, noun: string): string {
  if (many === 1) return `the one ${noun}`
  return many === 2 ? `both ${noun}s` : `all ${inWords(many)} ${noun}s`
}

function allOf(many: number): string {
  return many === 2 ? 'Both' : `All ${count(many)}`
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function were(many: number): string {
  return many === 1 ? 'was' : 'were'
}

/** Of measured time, as the playhead counts it. */
function seconds(ms: number, { run }: Episode['scenario'], digits: number): string {
  return (ms / 1000 - run.warmupSeconds).toFixed(digits).replace('-', '−')
}

function instant(ms: number, scenario: Episode['scenario']): string {
  return `${seconds(ms, scenario, 1)}${NBSP}s`
}

/** As many digits as it takes to tell the two apart. */
function instants(fromMs: number, toMs: number, scenario: Episode['scenario']): string {
  const digits = [1, 2, 3].find(many => seconds(fromMs, scenario, many) !== seconds(toMs, scenario, many)) ?? 3
  return `${seconds(fromMs, scenario, digits)} and ${seconds(toMs, scenario, digits)}${NBSP}s`
}
