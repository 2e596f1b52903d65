/** What became of requests: who failed here and where they stood, what was served for nobody, who came again. */
import * as texts from '#text/chain.ts'
import { OUTCOME_NAMES, Outcome } from '../../../sim/measure/outcomes.ts'
import type { Rows } from '../../../sim/measure/result.ts'
import type { Scenario } from '../../../sim/scenario/scenario.ts'
import type { Tell } from './link.ts'
import { secondsAt } from './measured.ts'

/** On the way that a request takes. */
const PLACES = ['neverQueued', 'inQueue', 'inside', 'served'] as const satisfies readonly texts.FailedPlace[]

export const failedHere: Tell = ({ failed, failures, failedAt, fromMs, scenario }, rows) => {
  if (failed.length === 0) return null
  const text = texts.failedHere({
    fates: fatesOf(failures),
    sent: sentBefore(failed, rows, fromMs, scenario),
    requests: failed.length,
    stood: PLACES.map(place => ({ place, requests: failedAt[place] })).filter(({ requests }) => requests > 0),
  })
  return { about: 'failed', text, rows: failed }
}

/** What failed here had often been sent long before: then that is where to look for the cause. */
function sentBefore(failed: readonly number[], { sentMs }: Rows, fromMs: number, scenario: Scenario) {
  const first = sentMs[failed.reduce((least, row) => Math.min(least, row))]!
  const last = sentMs[failed.reduce((most, row) => Math.max(most, row))]!
  if (first >= fromMs) return null
  return { fromSeconds: secondsAt(first, scenario), toSeconds: secondsAt(last, scenario) }
}

export const became: Tell = ({ arrived, fates, firstFailure, scenario }, rows) => {
  if (arrived.length === 0) return null
  const ok = fates[Outcome.Ok]!
  if (ok === arrived.length) {
    const slowestMs = arrived.reduce((most, row) => Math.max(most, rows.endedMs[row]! - rows.sentMs[row]!), 0)
    return { about: 'outcome', text: texts.allAnswered({ arrived: arrived.length, slowestMs }), rows: [] }
  }
  const endedMs = rows.endedMs[firstFailure]!
  const text = texts.notAllAnswered({
    arrived: arrived.length,
    ok,
    fates: fatesOf(fates),
    first: { atSeconds: secondsAt(endedMs, scenario), afterMs: endedMs - rows.sentMs[firstFailure]! },
  })
  return { about: 'outcome', text, rows: arrived.filter(row => rows.outcome[row] !== Outcome.Ok) }
}

export const sentAgain: Tell = ({ sentAgain, arrived, fates }) => {
  if (sentAgain.length === 0) return null
  const failed = arrived.length - fates[Outcome.Ok]!
  return { about: 'again', text: texts.sentAgain({ failed, again: sentAgain.length }), rows: sentAgain }
}

export const forNobody: Tell = ({ servedForNobody, served }) => {
  if (servedForNobody.length === 0) return null
  const text = texts.forNobody({ requests: servedForNobody.length, served: served.length })
  return { about: 'for-nobody', text, rows: servedForNobody }
}

/** Of counts by outcome code, those that are failures, and are any. */
function fatesOf(counts: readonly number[]): texts.Fates {
  return counts.flatMap((requests, code) => {
    const how = OUTCOME_NAMES[code]!
    return requests > 0 && how !== '200' && how !== 'pending' ? [{ how, requests }] : []
  })
}
