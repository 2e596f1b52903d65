/** Fills the numbers into a question: `{one.rate} requests a second`; `{one.workers.words}` is written as a word. */
import { inWords, upperFirst } from '../../text/words.ts'
import type { Figures, FleetFigures } from '../chapter.ts'
import { FLEET_MEASURES, type FleetMeasure, MEASURES, type Measure } from './measures.ts'

const PLACE = /\{([\w-]+)\.(\w+)(\.words)?\}/g

/** Throws when there is no such run or measure: the author is to mend it. */
export function filled(text: string, runs: Figures, fleets: FleetFigures): string {
  const whole = text.replace(PLACE, (_, run: string, of: string, words?: string) => {
    const value = told(run, of, runs, fleets)
    return words && /^\d+$/.test(value) ? inWords(Number(value)) : value
  })
  return upperFirst(whole)
}

function told(run: string, of: string, runs: Figures, fleets: FleetFigures): string {
  const [result, fleet] = [runs[run], fleets[run]]
  if (result && of in MEASURES) return MEASURES[of as Measure](result)
  if (fleet && of in FLEET_MEASURES) return FLEET_MEASURES[of as FleetMeasure](fleet)
  throw new Error(`A question asks for “${run}.${of}”, which there is not.`)
}
