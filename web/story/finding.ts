/**
 * The sentence: what happened, in words, from results alone. Pure: it knows no page and no colours; a phrase that names
 * a lane says which, so that the page can colour it.
 */
import * as texts from '#text/story.ts'
import { causeOf } from '../../sim/measure/causes.ts'
import type { OutcomeName } from '../../sim/measure/outcomes.ts'
import type { Result } from '../../sim/measure/result.ts'
import type { Phrase } from '../text/phrase.ts'

/** A lane and what came out of it. */
export interface Told {
  name: string
  result: Result
}

/** A failure other than the main one is told when it is at least this share of all failures. */
const WORTH_TELLING = 0.1

/** Up to this many answers, or failures, are told one by one and not as a percentage. */
const COUNTABLE = 99

/** Two 95th percentiles closer than this are the same to a reader. */
const SAME_LATENCY = 0.03

/** The finding for any number of lanes, in the order in which they stand on the page. */
export function finding(lanes: readonly Told[]): Phrase[] {
  const opening = lead(lanes.map(lane => lane.result))
  const sentences = sentencesOf(lanes)
  if (opening) sentences.unshift([{ text: opening }])
  return sentences.flatMap((sentence, at) => (at === 0 ? sentence : [{ text: ' ' }, ...sentence]))
}

function sentencesOf(lanes: readonly Told[]): Phrase[][] {
  if (lanes.every(lane => lane.result.offered === 0)) return [[{ text: texts.nothingSent }]]
  if (lanes.length > 1 && allAlike(lanes)) return [together(lanes)]
  const manyAnsweredAll = lanes.filter(lane => answeredAll(lane.result)).length > 1
  return lanes.map(({ name, result }, lane) => texts.laneDid({ name, lane, deed: deed(result, manyAnsweredAll) }))
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
  const hasSameMachine = same(result => result.scenario.machine)
  return texts.opening({ load: loadOf(first), cores: hasSameMachine ? first.scenario.machine.cores : null })
}

function loadOf({ scenario: { traffic } }: Result): texts.Load {
  if (traffic.kind === 'closed') return { kind: 'users', many: traffic.users }
  if (traffic.kind === 'trace') return { kind: 'recorded' }
  return traffic.steps.length > 0 ? { kind: 'steps' } : { kind: 'rate', many: traffic.ratePerSecond }
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
  const p95 = lanes.at(-1)?.result.latencyMs.p95 ?? Number.NaN
  return texts.equallyWell({ names: lanes.map(({ name }) => name), p95 })
}

/** What one lane did: "answered 14 of 1,437: 1,423 clients left after 1 s". */
function deed(result: Result, tellHalf: boolean): string {
  const { offered, ok, retried, latencyMs } = result
  if (offered === 0) return texts.deeds.nothing
  const answered = { ok, offered, as: toldAs(ok, offered), isTries: retried > 0 }
  if (ok < offered) return texts.deeds.failed({ ...answered, why: clausesOf(result) })
  return texts.deeds.all({ ...answered, p50: tellHalf ? latencyMs.p50 : null, p95: latencyMs.p95 })
}

function toldAs(ok: number, offered: number): texts.Answered['as'] {
  if (ok === offered) return 'all'
  if (ok === 0) return 'none'
  const failed = offered - ok
  if (failed <= COUNTABLE && failed * 10 <= ok) return 'all-but'
  return ok <= COUNTABLE ? 'counted' : 'share'
}

function clausesOf(result: Result): string[] {
  const failed = result.offered - result.ok
  const kinds = (Object.entries(result.outcomes) as [OutcomeName, number][])
    .filter(([name, times]) => name !== '200' && times > 0)
    .sort((a, b) => b[1] - a[1])
  const told = kinds.filter(([, times], index) => index === 0 || times >= WORTH_TELLING * failed).slice(0, 3)
  return told.map(([name, times]) => clause(name, times, result))
}

/** Why requests failed in one way. Counts are of requests; the log tells kinds apart. */
function clause(name: OutcomeName, times: number, result: Result): string {
  const { offered, log, scenario } = result
  const { whyFailed } = texts
  const isAll = times === offered && times > 1
  switch (name) {
    case '200':
      return ''
    case '500':
    case '502':
      return whyFailed.lost[causeOf(name, result)]({ times, code: Number(name) })
    case '504':
      return log.readTimedOut >= log.connectTimedOut
        ? whyFailed.gaveUp({ times, isAll, ms: scenario.proxy.readTimeoutMs })
        : whyFailed.couldNotConnect({ times, isAll, ms: scenario.proxy.connectTimeoutMs })
    case 'timeout':
      return whyFailed.left({ times, isAll, ms: scenario.client.timeoutMs })
    case 'refused':
      return whyFailed.refused({ times })
    case 'reset':
      return whyFailed.lost[causeOf(name, result)]({ times, code: null })
  }
}
