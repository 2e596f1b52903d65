/** An instant in words and numbers, for whoever cannot see the stage or wants to copy from it. Pure. */
import * as texts from '#text/stage.ts'
import { processesOf } from '../../sim/scenario/scenario.ts'
import type { DrawnLane } from '../state/page.ts'
import { laneNote } from '../story/lane-note.ts'
import { count, duration, percent } from '../text/format.ts'
import { isAway, lifeAt } from './lives.ts'
import { awaitsData, endedBetween, Moment, Spot } from './moment.ts'
import { failuresShown, type Readings, readingsAt } from './readings.ts'
import { outcomeName, placesOf } from './words.ts'

/** One lane at one instant. */
export interface LaneInstant {
  name: string
  moment: Moment
  readings: Readings
  lane: DrawnLane
  /** Whether rows tell of this instant. */
  isKnown: boolean
}

/** @param atMs milliseconds since the measured time began */
export function instantOf(lane: DrawnLane, atMs: number): LaneInstant | null {
  const { result, index, name } = lane
  if (!result.rows) return null
  const { run } = result.scenario
  const moment = new Moment(result.rows, index, processesOf(result.scenario))
  moment.read(run.warmupSeconds * 1000 + atMs)
  const isKnown = moment.at <= index.knownUntilMs
  return { name, moment, readings: readingsAt(lane, moment, isKnown), lane, isKnown }
}

/** What an attentive viewer would notice first. */
export function instantText({ name, moment, readings, lane }: LaneInstant): string {
  const { scenario } = lane.result
  const { open, inQueue, answered, failed } = readings
  return texts.instant.lane({
    name,
    open,
    inQueue,
    places: placesOf(scenario),
    queueOrphans: moment.orphans[Spot.Queue]!,
    busy: busyWorkers(moment),
    workers: processesOf(scenario),
    forNobody: workingForNobody(moment),
    away: awayNow(lane, moment),
    answered,
    failed,
  })
}

/** What is where, line by line; the same lines for every lane. */
export function instantTable(lanes: readonly LaneInstant[]): { label: string; cells: string[] }[] {
  const kinds = [...new Set(lanes.flatMap(({ lane }) => failuresShown(lane)))].sort((a, b) => a - b)
  const line = (label: string, tell: (one: LaneInstant) => string) => ({ label, cells: lanes.map(tell) })
  const spot = (label: string, at: Spot) =>
    line(label, ({ moment }) => texts.instant.here({ here: moment.here[at]!, orphans: moment.orphans[at]! }))
  const { rows } = texts.instant
  return [
    line(rows.open, ({ readings }) => count(readings.open)),
    line(rows.oldest, ({ readings }) => duration(readings.oldestMs)),
    spot(rows.connecting, Spot.Connecting),
    spot(rows.queue, Spot.Queue),
    line(rows.places, ({ lane }) => count(placesOf(lane.result.scenario))),
    spot(rows.inside, Spot.Inside),
    spot(rows.cpu, Spot.Cpu),
    spot(rows.io, Spot.Io),
    line(rows.data, ({ moment, lane }) => count(awaitingData(lane, moment))),
    line(rows.busyWorkers, ({ moment, lane }) =>
      texts.instant.busyOf({ busy: busyWorkers(moment), workers: processesOf(lane.result.scenario) }),
    ),
    line(rows.away, ({ moment, lane }) => count(awayNow(lane, moment))),
    line(rows.cores, ({ readings }) => percent(readings.busy)),
    line(rows.answered, ({ readings }) => count(readings.answered)),
    line(rows.failed, ({ readings }) => count(readings.failed)),
    ...kinds.map(kind =>
      line(rows.soFar({ failure: texts.failures[outcomeName(kind)] }), ({ lane, moment }) =>
        count(endedBetween(lane.index, kind, Number.NEGATIVE_INFINITY, moment.at)),
      ),
    ),
    line(rows.wholeRun, ({ lane }) => laneNote(lane.result)),
  ]
}

/** Workers whose process is gone and the next not there yet. */
function awayNow({ index }: DrawnLane, { at, workers }: Moment): number {
  let away = 0
  for (let worker = 0; worker < workers.cpu.length; worker++) if (isAway(lifeAt(index.lives, worker, at))) away++
  return away
}

function awaitingData({ result }: DrawnLane, moment: Moment): number {
  let waiting = 0
  for (let entry = 0; entry < moment.count; entry++) {
    if (moment.spots[entry] === Spot.Io && awaitsData(result.rows!, moment.rows[entry]!, moment.at)) waiting++
  }
  return waiting
}

function busyWorkers({ workers: { inside, cpu, io } }: Moment): number {
  return inside.reduce((busy, waiting, worker) => busy + (waiting + cpu[worker]! + io[worker]! > 0 ? 1 : 0), 0)
}

/** Workers of which all that they hold is for nobody. */
function workingForNobody({ workers: { inside, cpu, io, forNobody } }: Moment): number {
  return forNobody.reduce((workers, orphans, worker) => {
    const held = inside[worker]! + cpu[worker]! + io[worker]!
    return workers + (held > 0 && orphans === held ? 1 : 0)
  }, 0)
}
