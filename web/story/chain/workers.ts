/** What workers did: killed, retired, away, or all of them busy. */
import * as texts from '#text/chain.ts'
import { LifeEvent } from '../../../sim/measure/life-log.ts'
import type { Scenario } from '../../../sim/scenario/scenario.ts'
import type { Tell } from './link.ts'
import { holderOf, secondsAt } from './measured.ts'

export const killed: Tell = ({ kills, scenario }) => {
  const [first, second] = kills
  if (!first) return null
  const held = kills.flatMap(kill => kill.rows)
  const byWatchdog = kills.filter(kill => kill.byWatchdog).length
  const text = texts.killed({
    by: byWatchdog === kills.length ? 'watchdog' : byWatchdog === 0 ? 'kernel' : 'both',
    workers: kills.length,
    atSeconds: secondsAt(first.atMs, scenario),
    heldMs: first.byWatchdog && !second ? first.heldMs : null,
    requests: held.length,
    bootMs: byWatchdog === kills.length ? bootMs(scenario) : null,
  })
  return { about: 'workers', text, rows: held }
}

function bootMs({ server }: Scenario): number | null {
  return server.bootMs > 0 ? server.bootMs : null
}

export const retired: Tell = ({ retired, scenario }) => {
  const [first] = retired
  if (!first) return null
  const text = texts.retired({
    workers: retired.length,
    atSeconds: secondsAt(first.atMs, scenario),
    bootMs: bootMs(scenario),
  })
  return { about: 'workers', text, rows: [] }
}

export const closedSilent: Tell = ({ closed }) => {
  if (closed.length === 0) return null
  return { about: 'workers', text: texts.closedSilent({ connections: closed.length }), rows: closed }
}

const WHY_AWAY: Partial<Record<LifeEvent, texts.WhyAway>> = {
  [LifeEvent.Killed]: 'killed',
  [LifeEvent.Retired]: 'retired',
  [LifeEvent.OutOfMemory]: 'noMemory',
}

/** Those that went in this time are told of by who made them go; here is who was gone already, and how few were left. */
export const away: Tell = ({ awayBefore, awayMs, mostAway, workers }) => {
  if (awayMs <= 0 || (awayBefore.length === 0 && mostAway < 2)) return null
  const most = { away: mostAway, workers }
  if (awayBefore.length === 0) return { about: 'workers', text: texts.awayAtOnce(most), rows: [] }
  const text = texts.notBack({
    away: awayBefore.length,
    workers,
    why: [...new Set(awayBefore.map(({ why }) => WHY_AWAY[why]!))],
    awayMs,
    most: mostAway < 2 ? null : most,
  })
  return { about: 'workers', text, rows: [] }
}

/** Shorter than this part of the time, and nobody will have noticed. */
const LONG_ENOUGH = 0.1

export const allHeld: Tell = ({ allHeldMs, threads, scenario, fromMs, toMs, kills }) => {
  if (allHeldMs < LONG_ENOUGH * (toMs - fromMs) || !Number.isFinite(threads)) return null
  const isAll = allHeldMs >= (toMs - fromMs) * (1 - 1e-9)
  const text = texts.allHeld({
    holder: holderOf(scenario),
    holders: threads,
    those: kills.length > 0 && threads > 1 ? 'there' : 'all',
    heldMs: isAll ? null : allHeldMs,
  })
  return { about: 'workers', text, rows: [] }
}
