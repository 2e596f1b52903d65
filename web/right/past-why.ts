/** Why two of the recordings are judged, or come out, otherwise than the rest: words round figures of their replays. */
import { reasons } from '#text/right.ts'
import type { Replay } from './replay.ts'
import { allowedText, figureOf } from './words.ts'

export interface Reason {
  name: string
  text: string
}

/** The reasons, as far as these recordings are among the replays. */
export function pastWhy(replays: readonly Replay[]): Reason[] {
  const named = (name: string) => replays.find(replay => replay.name === name)
  const light = named('flask-light')
  const givesUp = named('client-gives-up')
  return [
    ...(light ? [{ name: 'flask-light', text: heldLonger(light, replays) }] : []),
    ...(givesUp ? [{ name: 'client-gives-up', text: judgedByCount(givesUp) }] : []),
  ]
}

function heldLonger(light: Replay, replays: readonly Replay[]): string {
  const p95 = figureOf(light, 'p95')
  const others = replays
    .filter(replay => replay !== light && replay.heldMs !== null)
    .map(replay => replay.heldMs!)
    .sort((a, b) => a - b)
  return reasons.heldLonger({
    error: p95?.error ?? 0,
    allowed: allowedText(p95!).replace('of ±', ''),
    heldMs: light.heldMs!,
    leastMs: others[0]!,
    mostMs: others.at(-1)!,
  })
}

function judgedByCount({ answered, offered, figures, seconds }: Replay): string {
  const { allowed } = figures.find(({ name }) => name === 'answered')!
  return reasons.byCount({
    measured: answered.measured,
    offered,
    simulated: answered.simulated,
    low: allowed!.low * seconds,
    high: allowed!.high * seconds,
  })
}
