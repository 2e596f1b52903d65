/** Why two of the recordings are judged, or come out, otherwise than the rest: words round figures of their replays. */
import { count, NBSP } from '../text/format.ts'
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
  const error = p95?.error ?? 0
  const verdict = `has a p95 that is simulated ${percent(Math.abs(error))} too ${error < 0 ? 'low' : 'high'}; ${allowedText(p95!).replace('of ±', '')} are allowed.`
  return `${verdict} Where one answer directly follows another, this recording shows that the server was held ${ms(light.heldMs!)} longer than the request asked for. The other recordings of the same server show ${others[0]!.toFixed(2)} to ${ms(others.at(-1)!)}. That minute on the shared machine was a noisy one.`
}

function judgedByCount({ answered, offered, figures, seconds }: Replay): string {
  const { allowed } = figures.find(({ name }) => name === 'answered')!
  const low = (allowed!.low * seconds).toFixed(1)
  const high = (allowed!.high * seconds).toFixed(1)
  return `is judged by count. Only ${answered.measured} of its ${count(offered)} requests were answered; the simulation answers ${answered.simulated}. Three percent of ${answered.measured} is less than one request, so the simulated count must lie in the 95 % interval of the measured one, ${low} to ${high}.`
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}${NBSP}%`
}

function ms(value: number): string {
  return `${value.toFixed(2)}${NBSP}ms`
}
