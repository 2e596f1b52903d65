/** What a sweep consists of: which parameter, at which values, for which lines; and what a cell of it is. */

import { sweep as texts } from '#text/across.ts'
import { parseAxis } from '../../sim/experiment/axis.ts'
import type { CellSummary } from '../../sim/experiment/metrics.ts'
import { isLoad, isSettable, type LoadPath, loadPath, sweepable, usualPoints } from '../../sim/experiment/points.ts'
import { seedProblem } from '../../sim/experiment/seeds.ts'
import type { PageState } from '../../sim/scenario/link.ts'
import { findParameter, type NumberParameter } from '../../sim/scenario/parameters.ts'
import { getParameter, type ParameterPath, type Scenario, withParameter } from '../../sim/scenario/scenario.ts'
import { completeScenario, expectedRequests } from '../../sim/scenario/validate.ts'
import type { TheoryBeside } from '../../sim/theory/beside.ts'
import { lineTitles } from '../story/lane-name.ts'
import { wordsOf } from '../text/parameters.ts'
import { inWords } from './edit.ts'
import { lanesOf } from './lanes.ts'

/** What changes along the charts: a parameter, or load, which is a rate or a number of users. */
export type SweepAxis = 'load' | ParameterPath

export interface SweepSettings {
  axis: SweepAxis
  /** Values that the reader chose, by parameter; the others have their usual ones. */
  own: Partial<Record<ParameterPath, readonly number[]>>
  replications: number
}

export const MOST_POINTS = 24
export const MOST_REPLICATIONS = 100

/** A line of the charts: a lane's server. Lanes that differ in nothing but what is swept are one line. */
export interface SweepLine {
  /** The lane's number, from 1; 0 for a line that stands for all lanes. */
  lane: number
  name: string
  /** The lane's value now; all values where one line stands for several lanes. */
  now: readonly number[]
  /** Whether its server has the parameter. Where not, its line is level. */
  hasIt: boolean
}

/** One line's server at one value. */
export interface SweepCell {
  /** Index of the line. */
  line: number
  x: number
  scenario: Scenario
  summary: CellSummary | null
  /** What theory says of it. */
  theory: TheoryBeside | null
  /** Why it cannot be computed. */
  refusal: string | null
}

export interface SweepRun {
  /** What it was computed from. */
  page: PageState
  settings: SweepSettings
  parameter: NumberParameter
  lines: SweepLine[]
  cells: SweepCell[]
  /** The load that each line bears was looked for between the usual points. */
  isRefined: boolean
}

/** Requests of a whole sweep: about a minute on one core. More would never be waited for. */
const MOST_REQUESTS = 50_000_000

/** The parameter of an axis in this state; null for the load of a recording. */
export function parameterOf(page: PageState, axis: SweepAxis): NumberParameter | null {
  const path = axis === 'load' ? loadOf(page) : axis
  const parameter = path && findParameter(path)
  return parameter?.kind === 'number' ? parameter : null
}

function loadOf(page: PageState): LoadPath | null {
  const [first] = lanesOf(page)
  return first ? loadPath(first.scenario) : null
}

/** What can be an axis in this state. A goal changes no line of these charts, so it is none. */
export function axesOf(page: PageState): NumberParameter[] {
  return sweepable(lanesOf(page).map(({ scenario }) => scenario)).filter(({ path }) => path !== 'client.goalMs')
}

/** The values of the axis, before any are added near a knee. */
export function pointsOf(page: PageState, { own }: SweepSettings, parameter: NumberParameter): readonly number[] {
  const scenarios = lanesOf(page).map(({ scenario }) => scenario)
  return own[parameter.path] ?? usualPoints(parameter, scenarios)
}

/** The cells, low values first, so that the lines grow from the left. Null when there is nothing to change. */
export function sweepRun(page: PageState, settings: SweepSettings): SweepRun | null {
  const parameter = parameterOf(page, settings.axis)
  if (!parameter) return null
  const { path } = parameter
  const lanes = lanesOf(page)
  const names = lineTitles(lanes, page.story, path)
  const now = lanes.map(({ scenario }) => getParameter(scenario, path) as number)
  const alike = lanes.length > 1 && new Set(lanes.map(({ scenario }) => without(scenario, path))).size === 1
  const has = lanes.map(({ scenario }) => isSettable(parameter, scenario))
  const lines: SweepLine[] = alike
    ? [{ lane: 0, name: names[0]!, now: [...new Set(now)], hasIt: has[0]! }]
    : names.map((name, index) => ({ lane: index + 1, name, now: [now[index]!], hasIt: has[index]! }))
  const run: SweepRun = {
    page,
    settings,
    parameter,
    lines,
    cells: [],
    isRefined: isLoad(path) && settings.own[path] === undefined,
  }
  return { ...run, cells: cellsAt(run, pointsOf(page, settings, parameter)) }
}

function without(scenario: Scenario, path: ParameterPath): string {
  return JSON.stringify(withParameter(scenario, path, 0))
}

/** The cells of every line at these values. */
export function cellsAt({ page, parameter, lines }: SweepRun, values: readonly number[]): SweepCell[] {
  const lanes = lanesOf(page)
  return values.flatMap(x =>
    lines.map(({ hasIt }, line) => {
      const scenario = hasIt ? swept(lanes[line]!.scenario, parameter.path, x) : lanes[line]!.scenario
      const checked = hasIt ? completeScenario(scenario) : null
      const refusal = checked && !checked.ok ? inWords(checked.problems[0]!) : null
      return { line, x, scenario, summary: null, theory: null, refusal }
    }),
  )
}

/** Load is steady along its axis: steps of the rate are left out. */
function swept(scenario: Scenario, path: ParameterPath, x: number): Scenario {
  const changed = withParameter(scenario, path, x)
  return path === 'traffic.ratePerSecond' ? withParameter(changed, 'traffic.steps', []) : changed
}

/** Why this sweep would not be started; null when it can be. */
export function sweepRefusal(run: SweepRun): string | null {
  const { replications } = run.settings
  if (!run.lines.some(({ hasIt }) => hasIt)) return texts.changesNothing(wordsOf(run.parameter))
  const cells = run.cells.filter(({ refusal }) => !refusal)
  if (cells.length === 0) return run.cells[0]?.refusal ?? texts.nothing
  const requests = cells.reduce((sum, { scenario }) => sum + expectedRequests(scenario) * replications, 0)
  if (requests > MOST_REQUESTS) {
    return texts.tooMany({ requests, most: MOST_REQUESTS })
  }
  const seeds = seedProblem(cells[0]!.scenario, replications)
  return seeds ? inWords(seeds) : null
}

export type ReadPoints = { ok: true; values: number[] } | { ok: false; message: string }

/** Values as a reader lists them: "1, 2, 4", "1..16" or "5..80:x2". The sentence says what is wrong. */
export function parsePoints(parameter: NumberParameter, text: string): ReadPoints {
  const list = text
    .trim()
    .split(/[\s,]+/)
    .join(',')
  const axis = parseAxis(`${parameter.path}=${list}`)
  if (!axis.ok) {
    const { message } = axis.problems[0]!
    return {
      ok: false,
      message: message
        .replace(`The axis ${parameter.path}=`, '')
        .replace(parameter.path, `“${wordsOf(parameter).label}”`),
    }
  }
  const values = (axis.value.values as number[]).slice().sort((a, b) => a - b)
  if (values.length < 2 || values.length > MOST_POINTS) {
    return { ok: false, message: texts.points({ most: MOST_POINTS }) }
  }
  return { ok: true, values }
}
