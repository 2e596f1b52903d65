/**
 * A sweep: a grid of scenarios, each run with several seeds. Pure: it lists what has to be run and makes sense of what
 * comes back; who runs it (threads, web workers, a loop) is not known here.
 *
 * Replication r of a cell is the cell’s scenario with the seed `run.seed + r`. So all cells meet the same days, and the
 * difference between two of them is the difference of their settings.
 */
import { inEnglish } from '../scenario/in-english.ts'
import { accepted, type Checked, type Problem, refused } from '../scenario/problem.ts'
import { type ParameterPath, type PartialScenario, type Scenario, withParameter } from '../scenario/scenario.ts'
import { completeScenario } from '../scenario/validate.ts'
import type { Axis, AxisValue } from './axis.ts'
import { type CellSummary, type RunSummary, summariseCell } from './metrics.ts'
import { replicationOf, seedProblem } from './seeds.ts'

/** One point of the grid. */
export interface Cell {
  /** The value on each axis, in the order of the axes. */
  values: readonly AxisValue[]
  /** Complete and valid; its seed is that of the first replication. */
  scenario: Scenario
}

export interface Sweep {
  axes: readonly Axis[]
  replications: number
  /** Every combination; the last axis changes fastest. */
  cells: readonly Cell[]
}

/** Cells × replications at most. At a millisecond a run this is minutes; more is a mistake in a range. */
export const MAX_RUNS = 100_000

/** Wrong cells listed at most: they tend to be wrong for the same reason. */
const MAX_PROBLEMS = 10

/**
 * Lists the cells of a sweep, every one completed and validated. What is wrong with a cell is said with the values that
 * make it that cell.
 *
 * @param base What all cells share; defaults are filled in for each cell, since they depend on its kind of server.
 */
export function planSweep(base: PartialScenario, axes: readonly Axis[], replications: number): Checked<Sweep> {
  const size = axes.reduce((product, axis) => product * axis.values.length, 1)
  const problem = sizeProblem(size, replications) ?? twiceProblem(axes)
  if (problem) return refused([problem])
  const cells: Cell[] = []
  const problems: Problem[] = []
  for (let index = 0; index < size && problems.length < MAX_PROBLEMS; index++) {
    const values = valuesOfCell(axes, index)
    const scenario = completeCell(base, axes, values, replications)
    if (scenario.ok) cells.push({ values, scenario: scenario.value })
    else problems.push(...scenario.problems)
  }
  return problems.length > 0 ? refused(problems) : accepted({ axes, replications, cells })
}

/** Runs in the order in which they are handed out: all replications of the first cell, then of the second, … */
export function runCount(sweep: Sweep): number {
  return sweep.cells.length * sweep.replications
}

/** The scenario of run `index`, from 0 to `runCount(sweep)` − 1. */
export function runAt(sweep: Sweep, index: number): Scenario {
  const cell = sweep.cells[Math.floor(index / sweep.replications)]!
  return replicationOf(cell.scenario, index % sweep.replications)
}

/** One summary a cell, from the summaries of all runs in the order of `runAt`. */
export function summariseSweep(sweep: Sweep, runs: readonly RunSummary[]): CellSummary[] {
  return sweep.cells.map((_, at) => summariseCell(runs.slice(at * sweep.replications, (at + 1) * sweep.replications)))
}

function valuesOfCell(axes: readonly Axis[], index: number): AxisValue[] {
  const values: AxisValue[] = []
  let rest = index
  for (const axis of [...axes].reverse()) {
    values.unshift(axis.values[rest % axis.values.length]!)
    rest = Math.floor(rest / axis.values.length)
  }
  return values
}

function completeCell(
  base: PartialScenario,
  axes: readonly Axis[],
  values: readonly AxisValue[],
  replications: number,
): Checked<Scenario> {
  let partial = withParameter(base, 'run.replications', replications)
  axes.forEach((axis, at) => {
    partial = withParameter(partial, axis.path, values[at]!)
  })
  const complete = completeScenario(partial)
  if (!complete.ok) return refused(complete.problems.map(problem => inCell(problem, axes, values)))
  const problem = seedProblem(complete.value, replications)
  return problem ? refused([inCell(problem, axes, values)]) : complete
}

function inCell(problem: Problem, axes: readonly Axis[], values: readonly AxisValue[]): Problem {
  if (axes.length === 0) return problem
  const cell = axes.map((axis, at) => `${axis.path}=${values[at]}`).join(', ')
  return { ...problem, message: `With ${cell}: ${problem.message}` }
}

function sizeProblem(cells: number, replications: number): Problem | null {
  if (cells * replications <= MAX_RUNS) return null
  const [asked, most] = [cells * replications, MAX_RUNS].map(count => inEnglish(count))
  const message = `${inEnglish(cells)} cells × ${replications} replications are ${asked} runs, and a sweep has at most ${most}.`
  return { path: 'run.replications', value: replications, message }
}

function twiceProblem(axes: readonly Axis[]): Problem | null {
  const seen = new Set<ParameterPath>()
  for (const { path, values } of axes) {
    if (seen.has(path))
      return { path, value: values[0]!, message: `${path} is an axis twice; give all its values at once.` }
    seen.add(path)
  }
  return null
}
