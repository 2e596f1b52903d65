/** What became of requests: who failed here and where they stood, what was served for nobody, who came again. */
import { OUTCOME_NAMES, Outcome, type OutcomeName } from '../../../sim/measure/outcomes.ts'
import type { Rows } from '../../../sim/measure/result.ts'
import type { Scenario } from '../../../sim/scenario/scenario.ts'
import { count, percent, plural } from '../../text/format.ts'
import type { Tell } from './link.ts'
import { allOf, duration, instant, instants, list, upper, were } from './phrases.ts'

export const failedHere: Tell = ({ failed, failures, failedAt, fromMs, scenario }, rows) => {
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
function sentText(failed: readonly number[], { sentMs }: Rows, fromMs: number, scenario: Scenario): string {
  const first = sentMs[failed.reduce((least, row) => Math.min(least, row))]!
  const last = sentMs[failed.reduce((most, row) => Math.max(most, row))]!
  if (first >= fromMs) return ''
  return failed.length === 1
    ? `, sent at ${instant(first, scenario)}`
    : `, sent between ${instants(first, last, scenario)}`
}

export const became: Tell = ({ arrived, fates, firstFailure, scenario }, rows) => {
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

export const sentAgain: Tell = ({ sentAgain, arrived, fates }) => {
  if (sentAgain.length === 0) return null
  const failed = arrived.length - fates[Outcome.Ok]!
  const who = failed === 1 ? 'Its client' : `The clients of these ${count(failed)}`
  const text = `${who} sent ${failed === 1 ? 'it' : count(sentAgain.length)} again${failed === 1 ? '' : ': that much came on top of what else arrived later'}.`
  return { about: 'again', text, rows: sentAgain }
}

export const forNobody: Tell = ({ servedForNobody, served }) => {
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
