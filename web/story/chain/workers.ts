/** What workers did: killed, retired, away, or all of them busy. */

import { LifeEvent } from '../../../sim/measure/life-log.ts'
import type { Scenario } from '../../../sim/scenario/scenario.ts'
import { plural } from '../../text/format.ts'
import { inWords } from '../../text/words.ts'
import type { Kill } from '../episode-workers.ts'
import type { Tell } from './link.ts'
import { duration, instant, list, nounOf, theOnes, upper } from './phrases.ts'

export const killed: Tell = ({ kills, scenario }) => {
  const [first] = kills
  if (!first) return null
  const held = kills.flatMap(kill => kill.rows)
  const who = kills.length === 1 ? 'a worker' : `${inWords(kills.length)} workers`
  const why = first.byWatchdog && kills.length === 1 ? `, which had held one request for ${duration(first.heldMs)}` : ''
  const lost = `${plural(held.length, 'request')} died with ${kills.length === 1 ? 'it' : 'them'}`
  const back = kills.every(({ byWatchdog }) => byWatchdog) ? bootText(scenario) : ''
  const text = `${killerOf(kills)} killed ${who}${whenText(kills, scenario)}${why}: ${lost}${back}.`
  return { about: 'workers', text, rows: held }
}

function killerOf(kills: readonly Kill[]): string {
  const dogs = kills.filter(({ byWatchdog }) => byWatchdog).length
  if (dogs === kills.length) return 'The watchdog'
  return dogs === 0 ? 'The kernel, short of memory,' : 'Watchdog and kernel'
}

/** Of several the first. */
function whenText([first, second]: readonly { atMs: number }[], scenario: Scenario): string {
  return first ? `${second ? ', the first' : ''} at ${instant(first.atMs, scenario)}` : ''
}

function bootText({ server }: Scenario): string {
  return server.bootMs > 0 ? `, and a new one takes ${duration(server.bootMs)} to boot` : ''
}

export const retired: Tell = ({ retired, scenario }) => {
  if (retired.length === 0) return null
  const who = retired.length === 1 ? 'A worker' : `${upper(inWords(retired.length))} workers`
  const text = `${who} retired${whenText(retired, scenario)}, with as many requests done as max_requests allows${bootText(scenario)}.`
  return { about: 'workers', text, rows: [] }
}

export const closedSilent: Tell = ({ closed }) => {
  if (closed.length === 0) return null
  const text = `On ${plural(closed.length, 'connection')} nothing had come, and the server closed ${closed.length === 1 ? 'it' : 'them'}.`
  return { about: 'workers', text, rows: closed }
}

const GONE_BY: Partial<Record<LifeEvent, string>> = {
  [LifeEvent.Killed]: 'killed before',
  [LifeEvent.Retired]: 'retired before',
  [LifeEvent.OutOfMemory]: 'for which there was no memory',
}

/** Those that went in this time are told of by who made them go; here is who was gone already, and how few were left. */
export const away: Tell = ({ awayBefore, awayMs, mostAway, workers }) => {
  if (awayMs <= 0 || (awayBefore.length === 0 && mostAway < 2)) return null
  const most =
    mostAway < 2
      ? ''
      : mostAway === workers
        ? theOnes(workers, 'worker')
        : `${inWords(mostAway)} of ${inWords(workers)} workers`
  if (awayBefore.length === 0) {
    return { about: 'workers', text: `At one moment ${most} were away.`, rows: [] }
  }
  const reasons = [...new Set(awayBefore.map(({ why }) => GONE_BY[why]!))]
  const many = awayBefore.length
  const who = many > 1 ? `${upper(inWords(many))} workers` : workers === 1 ? 'The one worker' : 'A worker'
  const atOnce = most === '' ? '' : `; at one moment ${most} were away`
  const text = `${who}, ${list(reasons)}, ${many > 1 ? 'were' : 'was'} not back yet: somebody was away for ${duration(awayMs)} of it${atOnce}.`
  return { about: 'workers', text, rows: [] }
}

/** Shorter than this part of the time, and nobody will have noticed. */
const LONG_ENOUGH = 0.1

export const allHeld: Tell = ({ allHeldMs, threads, scenario, fromMs, toMs, kills }) => {
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
