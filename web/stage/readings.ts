/** The numbers beside the marks: what an engineer would look for in a log, at one instant. */
import { Outcome } from '../../sim/measure/outcomes.ts'
import type { SeriesColumn } from '../../sim/measure/result.ts'
import { countUntil } from './bisect.ts'
import type { LaneToDraw } from './lane-layout.ts'
import { endedBetween, failedBetween, type Moment } from './moment.ts'
import { outcomeName } from './words.ts'

/** Rates are counted over this long. */
export const WINDOW_MS = 1000

/** nginx reports these even while there are none of them. */
const ALWAYS: readonly number[] = [Outcome.GatewayTimeout, Outcome.BadGateway]

/** The kinds of failure that a lane counts: those that happen in it, and those one looks for. */
export function failuresShown({ result, index }: LaneToDraw): Outcome[] {
  const always = result.scenario.proxy.kind === 'nginx' ? ALWAYS : []
  return index.endings.flatMap(({ rows }, outcome) =>
    outcome > Outcome.Ok && (rows.length > 0 || always.includes(outcome)) ? [outcome as Outcome] : [],
  )
}

/** Which kind of failure was learnt last within the window before `at`, or null. */
export function latestFailure({ index }: LaneToDraw, at: number, kinds: readonly Outcome[]): Outcome | null {
  let most = 0
  let latest: Outcome | null = null
  for (const kind of kinds) {
    const times = endedBetween(index, kind, at - WINDOW_MS, at)
    if (times > most) latest = kind
    most = Math.max(most, times)
  }
  return latest
}

/** Value of a series at an instant of the run; NaN outside the measured time. */
export function seriesAt({ result: { series } }: LaneToDraw, column: SeriesColumn, at: number): number {
  if (!series) return Number.NaN
  const bucket = Math.floor((at - series.fromMs) / series.bucketMs)
  return series.columns[column][Math.min(series.buckets - 1, bucket)] ?? Number.NaN
}

export interface Readings {
  open: number
  oldestMs: number
  inQueue: number
  answered: number
  failed: number
  /** Done by the server in the same time, when nobody waited for it any more. */
  forNobody: number
  /** Shares of all cores. */
  busy: number
  wasted: number
}

/** @param isKnown Whether rows tell of this instant; otherwise the series do, as means. */
export function readingsAt(run: LaneToDraw, moment: Moment, isKnown: boolean): Readings {
  const { at } = moment
  const busy = seriesAt(run, 'cpu', at)
  const wasted = seriesAt(run, 'cpuWasted', at)
  if (isKnown) {
    return {
      open: moment.open,
      oldestMs: at - moment.oldestSentMs,
      inQueue: inQueueAt(run, moment, isKnown),
      answered: endedBetween(run.index, Outcome.Ok, at - WINDOW_MS, at),
      failed: failedBetween(run.index, at - WINDOW_MS, at),
      forNobody: doneForNobody(run, at),
      busy,
      wasted,
    }
  }
  const level = (column: SeriesColumn) => Math.round(seriesAt(run, column, at))
  const inQueue = inQueueAt(run, moment, isKnown)
  return {
    open: level('proxy') + inQueue + level('process') + level('onCpu') + level('runnable') + level('io'),
    oldestMs: Number.NaN,
    inQueue,
    answered: level('ok'),
    failed: FAILURES.reduce((sum, column) => sum + level(column), 0),
    forNobody: 0,
    busy,
    wasted,
  }
}

/** How many stand in the accept queue. */
export function inQueueAt(run: LaneToDraw, { at, queueFrom, queueTo }: Moment, isKnown: boolean): number {
  return isKnown ? queueTo - queueFrom : Math.round(seriesAt(run, 'acceptQueue', at))
}

function doneForNobody({ result: { rows }, index: { leaving } }: LaneToDraw, at: number): number {
  let times = 0
  const to = countUntil(leaving.atMs, at)
  for (let place = countUntil(leaving.atMs, at - WINDOW_MS); place < to; place++) {
    const row = leaving.rows[place]!
    if (rows!.finishedMs[row]! > rows!.endedMs[row]!) times++
  }
  return times
}

const FAILURES = [2, 3, 4, 5, 6, 7].map(outcomeName) as SeriesColumn[]
