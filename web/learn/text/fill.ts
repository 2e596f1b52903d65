/** Fills the numbers into a question: `{one.rate} requests a second`. */
import type { Figures, FleetFigures } from '../chapter.ts'
import { FLEET_MEASURES, type FleetMeasure, MEASURES, type Measure } from './measures.ts'
import { withNumbers } from './places.ts'

/** Throws when there is no such run or measure: the author is to mend it. */
export function filled(text: string, runs: Figures, fleets: FleetFigures): string {
  return withNumbers(text, (run, of) => {
    const [result, fleet] = [runs[run], fleets[run]]
    if (result && of in MEASURES) return MEASURES[of as Measure](result)
    if (fleet && of in FLEET_MEASURES) return FLEET_MEASURES[of as FleetMeasure](fleet)
    throw new Error(`A question asks for “${run}.${of}”, which there is not.`)
  })
}
