/** The page in this frame as a figure that can be asked and told: the store, the clock and the address behind one door. */
import { decodeState } from '../../sim/scenario/link.ts'
import { accepted, type Checked, notAllowed, type Problem, refused } from '../../sim/scenario/problem.ts'
import type { DrawnLane } from '../state/page.ts'
import { page as thePage } from '../state/the-page.ts'
import { findingText } from '../story/finding.ts'
import { clock } from '../time/the-clock.ts'
import type { Figure } from './conversation.ts'
import type { FramedAddress } from './framed-address.ts'
import { linkOf } from './options.ts'
import type { FrameResult, FrameTime, LaneNumbers } from './protocol.ts'

export interface FigureParts {
  address: FramedAddress
  height: () => number
  /** Computes and plays, even when the figure was to wait for the reader. */
  start: () => void
  theme: Figure['theme']
}

export function createFigure({ address, height, start, theme }: FigureParts): Figure {
  return {
    state: () => ({
      link: address.read().slice(1),
      time: timeNow(),
      result: resultNow(),
      height: height(),
    }),
    open(link, settings) {
      const parts = [link?.replace(/^#/, '') ?? address.read().slice(1)]
      for (const [key, value] of Object.entries(settings)) {
        parts.push(`${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
      }
      const named = linkOf(parts.join('&'))
      if (!named.ok) return named
      const fragment = named.value
      const { problems } = decodeState(fragment)
      if (problems.length > 0) return refused(problems.map(inARequest))
      if (fragment !== address.read().slice(1)) address.go(fragment)
      return accepted(null)
    },
    play(speed) {
      start()
      if (speed !== undefined) clock.setSpeed(speed)
      clock.play()
    },
    pause: clock.pause,
    seek: seconds => seekTo(seconds, address),
    theme,
  }
}

function seekTo(seconds: number, address: FramedAddress): Checked<null> {
  const { endMs } = clock.store.getState()
  if (thePage.store.getState().picture) {
    if (seconds * 1000 > endMs) return refused([notAllowed('seconds', seconds, `0 to ${endMs / 1000}`)])
    clock.pause()
    clock.seek(seconds * 1000)
    return accepted(null)
  }
  // Nothing was computed yet, and the state itself says how long it lasts.
  const fragment = `${address.read().slice(1)}&t=${seconds}`
  const { problems } = decodeState(fragment)
  if (problems.length > 0) return refused(problems)
  address.go(fragment)
  return accepted(null)
}

export function timeNow(): FrameTime {
  const { playing, speed } = clock.store.getState()
  return { playing, speed, atSeconds: clock.nowMs() / 1000 }
}

export function resultNow(): FrameResult | null {
  const { picture } = thePage.store.getState()
  return picture && { sentence: findingText(picture.lanes), lanes: picture.lanes.map(numbersOf) }
}

function numbersOf({ id, name, result }: DrawnLane): LaneNumbers {
  const { offered, ok, outcomes, throughputPerSecond, cpuUtilization, wastedCpuShare, latencyMs } = result
  const existing = (value: number) => (Number.isFinite(value) ? value : null)
  return {
    id,
    name,
    offered,
    ok,
    outcomes: { ...outcomes },
    throughputPerSecond,
    cpuUtilization,
    wastedCpuShare,
    latencyMs: {
      mean: existing(latencyMs.mean),
      p50: existing(latencyMs.p50),
      p90: existing(latencyMs.p90),
      p95: existing(latencyMs.p95),
      p99: existing(latencyMs.p99),
      max: existing(latencyMs.max),
    },
  }
}

/** Of a link the parts that hold are kept; a request is done as a whole or not at all. */
function inARequest(problem: Problem): Problem {
  return { ...problem, message: problem.message.replace(/^\S+ is left out: /, '') }
}
