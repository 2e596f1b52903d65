import { completeScenario } from '../../sim/scenario/validate.ts'

const complete = completeScenario({})
if (!complete.ok) throw new Error(complete.problems[0]?.message)

/** The settings of a fleet, where none is simulated. */
export const NO_FLEET = complete.value.fleet
