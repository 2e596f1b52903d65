/** The knees of a sweep over load, in words, with what they are by definition. */
import { knee } from '#text/across.ts'
import { KNEE_ERRORS, KNEE_TIMES } from '../../sim/experiment/knee.ts'
import { isLoad } from '../../sim/experiment/points.ts'
import { valueText } from '../controls/value-text.ts'
import type { SweepRun } from '../state/sweep-cells.ts'
import { kneesOf } from '../state/sweep-knees.ts'

/** A paragraph on what a knee is and where each line has its own; none where the axis is not load. */
export function kneeText(run: SweepRun): string[] {
  const { parameter, lines } = run
  if (!isLoad(parameter.path)) return []
  const say = (load: number) => valueText(parameter, load)
  const told = kneesOf(run).flatMap((found, line) => {
    if (!found) return []
    const { name } = lines[line]!
    const { bears, breaks, because, unloadedMs } = found
    if (breaks === null) return [knee.bearsAll({ name, load: say(bears!) })]
    const why = because === 'errors' ? knee.moreFail : knee.slower({ times: KNEE_TIMES, unloadedMs })
    return [
      bears === null
        ? knee.bearsNone({ name, load: say(breaks), why })
        : knee.bears({ name, bears: say(bears), breaks: say(breaks), why }),
    ]
  })
  if (told.length === 0) return []
  return [knee.is({ times: KNEE_TIMES, errors: KNEE_ERRORS, lines: told })]
}
