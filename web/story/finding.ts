/**
 * The sentence: what happened, in words, from results alone. Pure: it knows no page and no colours; a phrase that names
 * a lane says which, so that the page can colour it.
 */
import { type Cause, causeOf } from '../../sim/measure/causes.ts'
import type { OutcomeName } from '../../sim/measure/outcomes.ts'
import type { Result } from '../../sim/measure/result.ts'
import { count, duration, NBSP, percent, plural } from '../text/format.ts'
import { midSentence } from '../text/words.ts'

/** A lane and what came out of it. */
export interface Told {
  name: string
  result: Result
}

export interface Phrase {
  text: string
  /** Index of the lane this phrase names. */
  lane?: number
}

/** A failure other than the main one is told when it is at least this share of all failures. */
const WORTH_TELLING = 0.1

/** Up to this many answers, or failures, are told one by one and not as a percentage. */
const COUNTABLE = 99

/** Two 95th percentiles closer than this are the same to a reader. */
const SAME_LATENCY = 0.03

/** The finding for any number of lanes, in the order in which they stand on the page. */
export function finding(lanes: readonly Told[]): Phrase[] {
  const phrases: Phrase[] = []
  const opening = lead(lanes.map(lane => lane.result))
  if (opening) phrases.push({ text: `${opening} ` })
  if (lanes.every(lane => lane.result.offered === 0)) {
    return [...phrases, { text: 'Nothing was sent in the measured time.' }]
  }
  if (lanes.length > 1 && allAlike(lanes)) return [...phrases, ...together(lanes)]
  const manyAnsweredAll = lanes.filter(lane => answeredAll(lane.result)).length > 1
  lanes.forEach((lane, index) => {
    phrases.push({ text: lane.name, lane: index }, { text: ` ${deed(lane.result, manyAnsweredAll)}` })
    phrases.push({ text: index === lanes.length - 1 ? '.' : '. ' })
  })
  return phrases
}

/** The same as one string, for titles and screen readers. */
export function findingText(lanes: readonly Told[]): string {
  return finding(lanes)
    .map(phrase => phrase.text)
    .join('')
}

/** What all lanes have in common: "The same 24 requests a second, the same core." */
function lead(results: readonly Result[]): string {
  const first = results[0]
  if (!first || results.length < 2) return ''
  const same = (part: (result: Result) => unknown) =>
    results.every(result => JSON.stringify(part(result)) === JSON.stringify(part(first)))
  // Clients may differ in what they do after a failure; what they come for is the same.
  if (!same(({ scenario: { traffic, request } }) => [traffic, request])) return ''
  const load = loadOf(first)
  if (!same(result => result.scenario.machine)) return `${load}.`
  const { cores } = first.scenario.machine
  return `${load}, the same ${cores === 1 ? 'core' : plural(cores, 'core')}.`
}

function loadOf(result: Result): string {
  const { traffic } = result.scenario
  if (traffic.kind === 'closed') return `The same ${plural(traffic.users, 'user')}`
  if (traffic.kind === 'trace') return 'The same recorded requests'
  if (traffic.steps.length > 0) return 'The same requests'
  const rate = Number(traffic.ratePerSecond.toPrecision(6)).toLocaleString('en')
  return `The same ${rate}${NBSP}${traffic.ratePerSecond === 1 ? 'request' : 'requests'} a second`
}

function answeredAll(result: Result): boolean {
  return result.offered > 0 && result.ok === result.offered
}

/** Nothing failed anywhere, and the waits are the same: there is nothing to tell apart. */
function allAlike(lanes: readonly Told[]): boolean {
  const [first, ...others] = lanes.map(lane => lane.result)
  if (!first || !answeredAll(first)) return false
  const p95 = first.latencyMs.p95
  return others.every(
    other => answeredAll(other) && Math.abs(other.latencyMs.p95 - p95) <= SAME_LATENCY * Math.max(p95, 1e-9),
  )
}

function together(lanes: readonly Told[]): Phrase[] {
  const last = lanes.length - 1
  const names = lanes.flatMap((lane, index): Phrase[] => [
    { text: index === 0 ? lane.name : midSentence(lane.name), lane: index },
    { text: index === last ? ' ' : index === last - 1 ? ' and ' : ', ' },
  ])
  const p95 = duration(lanes[last]?.result.latencyMs.p95 ?? Number.NaN)
  return [...names, { text: `did equally well: every request was answered, 95${NBSP}% within ${p95}.` }]
}

/** What one lane did: "answered 14 of 1,437: 1,423 clients left after 1 s". */
function deed(result: Result, tellHalf: boolean): string {
  const { offered, ok, retried } = result
  if (offered === 0) return 'had nothing to answer'
  const told = `answered ${howMany(ok, offered, retried > 0)}`
  if (ok < offered) return `${told}: ${clausesOf(result)}`
  const half = tellHalf ? `half within ${duration(result.latencyMs.p50)} and ` : ''
  return `${told}, ${half}95${NBSP}% within ${duration(result.latencyMs.p95)}`
}

/** With retries, what is counted is tries: one request may be several. */
function howMany(ok: number, offered: number, tries: boolean): string {
  const all = tries ? plural(offered, 'try', 'tries') : count(offered)
  if (ok === offered) return offered === 1 ? 'the only request' : 'every one'
  if (ok === 0) return offered === 1 ? 'not even the one request' : `none of ${all}`
  const failed = offered - ok
  if (failed <= COUNTABLE && failed * 10 <= ok) return `all but ${count(failed)} of ${all}`
  if (ok <= COUNTABLE) return `${count(ok)} of ${all}`
  return `${percent(ok / offered)} of ${all}`
}

function clausesOf(result: Result): string {
  const failed = result.offered - result.ok
  const kinds = (Object.entries(result.outcomes) as [OutcomeName, number][])
    .filter(([name, times]) => name !== '200' && times > 0)
    .sort((a, b) => b[1] - a[1])
  const told = kinds.filter(([, times], index) => index === 0 || times >= WORTH_TELLING * failed).slice(0, 3)
  const clauses = told.map(([name, times]) => CLAUSES[name](times, result))
  return clauses.length < 2 ? clauses.join('') : `${clauses.slice(0, -1).join(', ')} and ${clauses.at(-1)}`
}

/** Why a request failed, as an engineer would find it in a log. Counts are of requests; the log tells kinds apart. */
const CLAUSES: Record<OutcomeName, (times: number, result: Result) => string> = {
  '200': () => '',
  '500': (times, result) => `${LOST[causeOf('500', result)](count(times))} (500)`,
  '502': (times, result) => `${LOST[causeOf('502', result)](count(times))} (502)`,
  '504': (times, { offered, log, scenario: { proxy } }) => {
    const whom = times === offered && times > 1 ? 'all of them' : count(times)
    return log.readTimedOut >= log.connectTimedOut
      ? `nginx gave up on ${whom} after ${duration(proxy.readTimeoutMs)} (504)`
      : `nginx could not connect for ${whom} within ${duration(proxy.connectTimeoutMs)} (504)`
  },
  timeout: (times, { offered, scenario: { client } }) => {
    const who = times === offered && times > 1 ? 'every client' : plural(times, 'client')
    return `${who} left after ${duration(client.timeoutMs)}`
  },
  refused: times => `${plural(times, 'client')} never got a connection`,
  reset: (times, result) => LOST[causeOf('reset', result)](count(times)),
}

const LOST: Record<Cause, (times: string) => string> = {
  watchdog: times => `${times} died with a worker that its watchdog killed`,
  outOfMemory: times => `${times} died with a worker that the kernel killed for its memory`,
  noConnection: times => `nginx, out of connections, turned ${times} away`,
  queueFull: times => `${times} found the accept queue full`,
  noLiveUpstream: times => `nginx had no live upstream for ${times}`,
  kernelReset: times => `the kernel reset ${times} that found the accept queue full`,
}
