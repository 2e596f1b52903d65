/** What each worker does, in words: of this instant when there is time to read it, of the last second otherwise. */
import * as texts from '#text/stage.ts'
import { countUntil } from './bisect.ts'
import type { Beat, Drawn } from './lane-view.ts'
import { roomX, roomY } from './layout.ts'
import { isAway, lifeAt } from './lives.ts'
import { hatch } from './paint-away.ts'
import { write } from './paint-text.ts'
import type { Pen } from './pen.ts'
import { WINDOW_MS } from './readings.ts'
import { activityText, type RoomText, roomText, roomWord } from './words.ts'

/** A word that is gone sooner than this cannot be read. */
const READABLE_MS = 450
/** What is said of the last second is said anew so often, in real time. */
const TOLD_EVERY_MS = 250

export function paintRooms(context: Pen, drawn: Drawn, beat: Beat, isKnown: boolean): void {
  const { layout, palette, moment, activity } = drawn
  const { rooms } = layout
  if (!isKnown) return
  const isReadable = isSlow(drawn, beat)
  if (!isReadable && rooms.text !== 'none') {
    // Told at round instants, so that it is a function of the playhead and not of when one looked.
    const every = TOLD_EVERY_MS * beat.pace
    const told = Math.floor(beat.atMs / every) * every
    activity.read(told - WINDOW_MS, told)
  }
  for (let worker = 0; worker < rooms.shown; worker++) {
    if (isAway(lifeAt(drawn.run.index.lives, worker, moment.at))) hatchRoom(context, drawn, worker)
  }
  for (let worker = 0; worker < rooms.shown && rooms.text !== 'none'; worker++) {
    const text = textOf(drawn, worker, isReadable)
    const several = rooms.seats.columns * rooms.seats.rows > 1
    const x = roomX(rooms, worker) + (several ? 7 : rooms.seats.x + rooms.seats.w + 5)
    const top = roomY(rooms, worker)
    const within = roomX(rooms, worker) + rooms.roomW - x - 3
    const y = top + (several ? (rooms.roomH >= 34 ? 11 : rooms.roomH / 2) : rooms.seats.y + rooms.seats.h / 2)
    if (several && rooms.roomH < 34) continue
    write(context, palette, text.first, x, y, { colour: palette.ink, within })
    const below = y + 17
    if (text.second && !several && below < top + rooms.roomH - 4) {
      write(context, palette, text.second, x, below, { within })
    }
  }
  const hidden = moment.workers.cpu.length - rooms.shown
  if (hidden > 0) {
    const text = texts.hiddenWorkers({ hidden, busy: busyFrom(drawn, rooms.shown) })
    write(context, palette, text, rooms.x, rooms.y + rooms.h - 6)
  }
}

/** Whether a state lasts long enough, at this pace, to be read. */
export function isSlow({ run }: Drawn, { pace }: Beat): boolean {
  const { cpuMs, ioMs } = run.result.scenario.request
  return pace === 0 || Math.max(cpuMs, ioMs) / pace >= READABLE_MS
}

function textOf(drawn: Drawn, worker: number, isReadable: boolean): RoomText {
  const { run, rows, layout, moment, activity } = drawn
  const { scenario } = run.result
  const isLong = layout.rooms.text === 'sentence'
  const life = lifeAt(run.index.lives, worker, moment.at)
  if (isReadable && isClosing(drawn, worker)) {
    return { first: isLong ? texts.waitsForClose : texts.closing, second: '' }
  }
  if (!isReadable && !isAway(life)) return activityText(activity, worker, WINDOW_MS, isLong)
  if (!isLong) return { first: roomWord(moment, worker, life), second: '' }
  return roomText(rows, run.index, moment, scenario, worker, life)
}

/**
 * Without a proxy, a worker with one thread that has answered, and must wait for its client before it can take the next.
 * With several threads others go on, and the room tells of them.
 */
export function isClosing({ run, rows, moment }: Drawn, worker: number): boolean {
  const { server, proxy } = run.result.scenario
  const { inside, cpu, io } = moment.workers
  if (proxy.kind !== 'none' || server.closeWaitMs === 0 || server.threads > 1) return false
  if (cpu[worker]! + io[worker]! + inside[worker]! > 0) return false
  const { rows: order, atMs } = run.index.leaving
  for (let at = countUntil(atMs, moment.at) - 1; at >= 0 && atMs[at]! > moment.at - server.closeWaitMs; at--) {
    const row = order[at]!
    if (rows.worker[row] === worker && !Number.isNaN(rows.finishedMs[row]!)) return true
  }
  return false
}

/** Nobody is in: where its requests would sit, the room is hatched. */
function hatchRoom(context: Pen, { layout, palette }: Drawn, worker: number): void {
  const { rooms } = layout
  const { x, y, w, h } = rooms.seats
  hatch(context, palette.soft, roomX(rooms, worker) + x, roomY(rooms, worker) + y, w, h)
}

function busyFrom({ moment }: Drawn, first: number): number {
  const { inside, cpu, io } = moment.workers
  let busy = 0
  for (let worker = first; worker < cpu.length; worker++) {
    if (inside[worker]! + cpu[worker]! + io[worker]! > 0) busy++
  }
  return busy
}
