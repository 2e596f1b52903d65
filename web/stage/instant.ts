/** An instant in words and numbers, for whoever cannot see the stage or wants to copy from it. Pure. */
import { processesOf } from '../../sim/scenario/scenario.ts'
import type { DrawnLane } from '../state/page.ts'
import { laneNote } from '../story/lane-note.ts'
import { count, duration, percent, plural } from '../text/format.ts'
import { isAway, lifeAt } from './lives.ts'
import { awaitsData, endedBetween, Moment, Spot } from './moment.ts'
import { failuresShown, type Readings, readingsAt } from './readings.ts'
import { FAILURE_NAMES, outcomeName, placesOf } from './words.ts'

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
  const places = placesOf(scenario)
  const busy = busyWorkers(moment)
  const orphans = moment.orphans[Spot.Queue]!
  const queue =
    readings.inQueue === 0
      ? 'the accept queue is empty'
      : `${count(readings.inQueue)} of ${plural(places, 'place')} in the accept queue are taken${
          orphans > 0 ? `, ${count(orphans)} by requests that nobody waits for` : ''
        }`
  const nobody = workingForNobody(moment)
  const workers = `${count(busy)} of ${plural(processesOf(scenario), 'worker')} busy${nobody > 0 ? `, ${count(nobody)} for nobody` : ''}`
  const away = awayNow(lane, moment)
  const gone = away > 0 ? `, ${count(away)} away` : ''
  return `${name}: ${plural(readings.open, 'client')} waiting; ${queue}; ${workers}${gone}; in the last second ${count(readings.answered)} answered, ${count(readings.failed)} failed.`
}

/** What is where, line by line; the same lines for every lane. */
export function instantTable(lanes: readonly LaneInstant[]): { label: string; cells: string[] }[] {
  const kinds = [...new Set(lanes.flatMap(({ lane }) => failuresShown(lane)))].sort((a, b) => a - b)
  const line = (label: string, tell: (one: LaneInstant) => string) => ({ label, cells: lanes.map(tell) })
  const spot = (label: string, at: Spot) =>
    line(label, ({ moment }) => {
      const orphans = moment.orphans[at]!
      return `${count(moment.here[at]!)}${orphans > 0 ? `, ${count(orphans)} for nobody` : ''}`
    })
  return [
    line('clients waiting', ({ readings }) => count(readings.open)),
    line('the oldest waits', ({ readings }) => duration(readings.oldestMs)),
    spot('without a connection', Spot.Connecting),
    spot('in the accept queue', Spot.Queue),
    line('places in the accept queue', ({ lane }) => count(placesOf(lane.result.scenario))),
    spot('waiting in a process', Spot.Inside),
    spot('computing', Spot.Cpu),
    spot('waiting on I/O', Spot.Io),
    line('of these, for their data', ({ moment, lane }) => count(awaitingData(lane, moment))),
    line('workers busy', ({ moment, lane }) => `${count(busyWorkers(moment))} of ${processesOf(lane.result.scenario)}`),
    line('workers away, booting', ({ moment, lane }) => count(awayNow(lane, moment))),
    line('cores busy, on average', ({ readings }) => percent(readings.busy)),
    line('answered in the last second', ({ readings }) => count(readings.answered)),
    line('failed in the last second', ({ readings }) => count(readings.failed)),
    ...kinds.map(kind =>
      line(`${FAILURE_NAMES[outcomeName(kind)]}, so far`, ({ lane, moment }) =>
        count(endedBetween(lane.index, kind, Number.NEGATIVE_INFINITY, moment.at)),
      ),
    ),
    line('in the whole run', ({ lane }) => laneNote(lane.result)),
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
