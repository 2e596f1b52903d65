/**
 * What happened between two instants, as a chain in words: what came, why it was too much, where it waited, what became
 * of it. Every number is one of `episode.ts`; a sentence that has nothing to tell is left out. Pure.
 */
import type { Rows } from '../../sim/measure/result.ts'
import type { Link, Tell } from './chain/link.ts'
import { came, slowOnes, tooMuch } from './chain/load.ts'
import { became, failedHere, forNobody, sentAgain } from './chain/outcomes.ts'
import { halfOpen, queueFilled, refusedAtOnce, synsDropped, turnedAway } from './chain/queue.ts'
import { allHeld, away, closedSilent, killed, retired } from './chain/workers.ts'
import type { Episode } from './episode.ts'

/** Causes before what they caused. */
const LINKS: readonly Tell[] = [
  came,
  tooMuch,
  slowOnes,
  killed,
  retired,
  away,
  closedSilent,
  allHeld,
  queueFilled,
  synsDropped,
  halfOpen,
  refusedAtOnce,
  turnedAway,
  failedHere,
  forNobody,
  became,
  sentAgain,
]

/** The chain of one lane, causes before what they caused. Never empty. */
export function whatHappened(episode: Episode, rows: Rows): Link[] {
  return LINKS.flatMap(tell => tell(episode, rows) ?? [])
}
