/** The knees of a sweep over load, in words, with what they are by definition. */
import { KNEE_ERRORS, KNEE_TIMES } from '../../sim/experiment/knee.ts'
import { isLoad } from '../../sim/experiment/points.ts'
import { valueText } from '../controls/value-text.ts'
import type { SweepRun } from '../state/sweep-cells.ts'
import { kneesOf } from '../state/sweep-knees.ts'
import { duration, percent } from '../text/format.ts'
import { inWords } from '../text/words.ts'

/** A paragraph on what a knee is and where each line has its own; none where the axis is not load. */
export function kneeText(run: SweepRun): string[] {
  const { parameter, lines } = run
  if (!isLoad(parameter.path)) return []
  const say = (load: number) => valueText(parameter, load)
  const told = kneesOf(run).flatMap((knee, line) => {
    if (!knee) return []
    const { name } = lines[line]!
    const { bears, breaks, because, unloadedMs } = knee
    if (breaks === null) return [`${name} bears all loads up to ${say(bears!)}.`]
    const why =
      because === 'errors' ? 'more fail' : `p95 is more than ${inWords(KNEE_TIMES)} times ${duration(unloadedMs)}`
    return [
      bears === null
        ? `${name} does not bear even ${say(breaks)}: ${why}.`
        : `${name} bears ${say(bears)}; at ${say(breaks)} ${why}.`,
    ]
  })
  if (told.length === 0) return []
  const most = percent(KNEE_ERRORS)
  return [
    `The knee is the highest load computed at which p95 stays within ${inWords(KNEE_TIMES)} times that of the lowest load and at most ${most} of the requests fail. ${told.join(' ')}`,
  ]
}
