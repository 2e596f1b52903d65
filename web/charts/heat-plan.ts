/** A heatmap as data: two parameters, the lanes, the cells of each, and what is cut so that the work is bounded. */
import { coarseFirst, gridPoints, type Place, STRIDES } from '../../sim/experiment/grid.ts'
import type { CellSummary } from '../../sim/experiment/metrics.ts'
import { isSettable } from '../../sim/experiment/points.ts'
import type { PageState } from '../../sim/scenario/link.ts'
import type { NumberParameter } from '../../sim/scenario/parameters.ts'
import { getParameter, type Scenario, withParameter } from '../../sim/scenario/scenario.ts'
import { expectedRequests } from '../../sim/scenario/validate.ts'
import { lanesOf } from '../state/lanes.ts'
import { laneTitles } from '../story/lane-name.ts'

/** Requests of one cell, and of the whole map: half a minute on one core. */
export const MOST_IN_A_CELL = 1_000_000
export const MOST_IN_ALL = 25_000_000

export interface HeatLane {
  id: string
  /** From 1. */
  number: number
  name: string
  scenario: Scenario
  /** Which of the two parameters its server has. */
  hasX: boolean
  hasY: boolean
}

export interface HeatPlan {
  page: PageState
  x: NumberParameter
  y: NumberParameter
  /** Ascending. */
  xs: readonly number[]
  ys: readonly number[]
  lanes: readonly HeatLane[]
  /** What is to be computed, in this order. */
  jobs: readonly HeatJob[]
  /** Cells that are too large by themselves, and cells for which the whole had no room left. */
  tooLarge: number
  noRoom: number
}

export interface HeatJob extends Place {
  lane: number
  scenario: Scenario
}

/** What is known of a cell: its numbers, or why there are none. */
export type HeatCell = CellSummary | string

export function heatPlan(page: PageState, x: NumberParameter, y: NumberParameter): HeatPlan {
  const now = lanesOf(page)
  const names = laneTitles(now, page.story)
  const scenarios = now.map(({ scenario }) => scenario)
  const lanes = now.map(
    ({ lane, scenario }, at): HeatLane => ({
      id: lane.id,
      number: at + 1,
      name: names[at]!,
      scenario,
      hasX: isSettable(x, scenario),
      hasY: isSettable(y, scenario),
    }),
  )
  const [xs, ys] = [gridPoints(x, scenarios), gridPoints(y, scenarios)]
  return { page, x, y, xs, ys, lanes, ...jobsOf({ x, y, xs, ys, lanes }) }
}

type Grid = Pick<HeatPlan, 'x' | 'y' | 'xs' | 'ys' | 'lanes'>

/** A pass is computed whole or not at all, except for cells that are too large by themselves. */
function jobsOf(grid: Grid): Pick<HeatPlan, 'jobs' | 'tooLarge' | 'noRoom'> {
  const jobs: HeatJob[] = []
  let [tooLarge, noRoom, requests] = [0, 0, 0]
  for (const places of coarseFirst(grid.xs.length, grid.ys.length)) {
    const pass = grid.lanes.flatMap((_, lane) => places.map(place => jobAt(grid, lane, place)))
    const sizes = pass.map(({ scenario }) => expectedRequests(scenario))
    const small = pass.filter((_, at) => sizes[at]! <= MOST_IN_A_CELL)
    tooLarge += pass.length - small.length
    const size = sizes.filter(size => size <= MOST_IN_A_CELL).reduce((sum, size) => sum + size, 0)
    requests += size
    if (requests > MOST_IN_ALL) noRoom += small.length
    else jobs.push(...small)
  }
  return { jobs, tooLarge, noRoom }
}

function jobAt({ x, y, xs, ys, lanes }: Grid, lane: number, place: Place): HeatJob {
  const { scenario, hasX, hasY } = lanes[lane]!
  const withX = hasX ? withParameter(scenario, x.path, xs[place.column]!) : scenario
  return { ...place, lane, scenario: hasY ? withParameter(withX, y.path, ys[place.row]!) : withX }
}

/** Where a cell stands in a map's list of cells. */
export function cellIndex({ xs, ys }: Pick<HeatPlan, 'xs' | 'ys'>, lane: number, { column, row }: Place): number {
  return (lane * ys.length + row) * xs.length + column
}

/** The cell itself, or as long as it is not known the coarser one that stands for it. */
export function nearestKnown(
  plan: HeatPlan,
  cells: readonly (HeatCell | undefined)[],
  lane: number,
  { column, row }: Place,
): { cell: HeatCell; isOwn: boolean } | null {
  for (const stride of [...STRIDES].reverse()) {
    const anchor = { column: column - (column % stride), row: row - (row % stride) }
    const cell = cells[cellIndex(plan, lane, anchor)]
    if (cell !== undefined) return { cell, isOwn: anchor.column === column && anchor.row === row }
  }
  return null
}

/** Where the lane's settings stand now; null where the map has no cell of them. */
export function placeNow({ x, y, xs, ys }: Grid, { scenario }: HeatLane): Place | null {
  const column = xs.indexOf(getParameter(scenario, x.path) as number)
  const row = ys.indexOf(getParameter(scenario, y.path) as number)
  return column < 0 || row < 0 ? null : { column, row }
}
