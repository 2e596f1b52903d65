/**
 * A day of a fleet at thirty requests a second, 2.6 million of them, on one thread.
 */
import { simulateFleet } from '../sim/simulate-fleet.ts'
import { type Figure, medianSeconds } from './report.ts'
import { complete } from './scenarios.ts'

const REPETITIONS = 3

export function measureFleetDay(): Figure {
  const day = complete({ server: { workers: 4 }, machine: { type: 't3.small' }, fleet: { hours: 24 } })
  const seconds = medianSeconds(REPETITIONS, () => simulateFleet(day))
  return { name: 'fleet-day', seconds, asked: '≤ 5 s' }
}
