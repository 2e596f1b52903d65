/** The numbers of a chapter's words: each run it names, computed with the simulator that the site is built with. */
import type { Result } from '../../sim/measure/result.ts'
import { decodeState } from '../../sim/scenario/link.ts'
import { findPreset } from '../../sim/scenario/presets.ts'
import { type Scenario, withParameter } from '../../sim/scenario/scenario.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'
import { simulate } from '../../sim/simulate.ts'
import { simulateFleet } from '../../sim/simulate-fleet.ts'
import { lanesOf } from '../state/lanes.ts'
import type { Chapter, CurveQuestion, Figures, FleetFigures, NamedRun } from './chapter.ts'

/** Throws when a link of the chapter is not right in every part: its author is to mend it. */
export function figuresOf(chapter: Chapter): Figures {
  const own = lanesOfLink(chapter.link).map(({ lane, scenario }) => [lane.id, simulate(scenario)] as const)
  const named = Object.entries(chapter.runs ?? {}).map(([name, run]) => [name, simulate(scenarioOf(run))] as const)
  return Object.fromEntries([...own, ...named])
}

/** Each fleet that a chapter names. Throws when there is no such preset. */
export function fleetsOf({ fleets = {} }: Chapter): FleetFigures {
  return Object.fromEntries(
    Object.entries(fleets).map(([name, { preset }]) => {
      const checked = completeScenario(findPreset(preset)?.scenario ?? {})
      if (!checked.ok) throw new Error(checked.problems[0]?.message)
      return [name, simulateFleet(checked.value)] as const
    }),
  )
}

/** A value for each place of the curve that the reader is asked to draw. */
export function curveOf({ run, over, of }: CurveQuestion): number[] {
  const scenario = scenarioOf(run)
  return over.values.map(value => of.value(simulate(changed(scenario, over.path, value))))
}

function changed(scenario: Scenario, path: CurveQuestion['over']['path'], value: number): Scenario {
  const checked = completeScenario(withParameter(scenario, path, value))
  if (!checked.ok) throw new Error(checked.problems[0]?.message)
  return checked.value
}

/** The complete scenario of one lane of a link. */
export function scenarioOf({ link, lane: id }: NamedRun): Scenario {
  const found = lanesOfLink(link).find(({ lane }) => lane.id === id)
  if (!found) throw new Error(`The link ${link} has no lane ${id}.`)
  return found.scenario
}

function lanesOfLink(link: string) {
  const { state, problems } = decodeState(link)
  if (problems[0]) throw new Error(problems[0].message)
  return lanesOf(state)
}

/** A result without what words do not need: its rows and series. */
export function lean(result: Result): Result {
  return { ...result, rows: null, series: null, histogram: new Float64Array(0) }
}
