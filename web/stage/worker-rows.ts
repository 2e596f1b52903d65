/**
 * What every worker did over a time, as shares of the pixels of a line: computing and waiting on I/O, for somebody and
 * for nobody. A request shorter than a pixel shows as the part of it that it is.
 */
import { LifeEvent } from '../../sim/measure/life-log.ts'
import type { Rows } from '../../sim/measure/result.ts'
import { countUntil } from './bisect.ts'
import type { LaneIndex } from './lane-index.ts'
import { awayIn } from './lives.ts'

/** The lines of a lane: one for each seat of each worker when they fit, otherwise one for each worker. */
export interface WorkerLines {
  count: number
  /** Lines for each worker. */
  each: number
  /** Workers that there was no room for. */
  hidden: number
}

/** Shares per pixel, line after line: `lines × pixels` each. More than 1 where several seats share a line. */
export interface WorkerShares {
  lines: number
  pixels: number
  cpu: Float32Array
  io: Float32Array
  cpuForNobody: Float32Array
  ioForNobody: Float32Array
  /** Waiting for a request's data. */
  data: Float32Array
  dataForNobody: Float32Array
  /** From which to which pixel a line's worker was away. */
  away: { line: number; from: number; to: number }[]
  /** Pixels in which a worker was killed, and in which one retired, as indices into the shares. */
  killed: number[]
  retired: number[]
}

/** @param most Lines that there is room for. */
export function linesOf(workers: number, seats: number, most: number): WorkerLines {
  const each = workers * seats <= most ? Math.max(1, seats) : 1
  const count = Math.min(workers * each, most)
  return { count, each, hidden: workers - Math.floor(count / each) }
}

export function workerShares(
  rows: Rows,
  index: LaneIndex,
  lines: WorkerLines,
  fromMs: number,
  toMs: number,
  pixels: number,
): WorkerShares {
  const column = () => new Float32Array(lines.count * pixels)
  const shares = {
    cpu: column(),
    io: column(),
    cpuForNobody: column(),
    ioForNobody: column(),
    data: column(),
    dataForNobody: column(),
  }
  const scale = pixels / (toMs - fromMs)
  /** Adds the time from `from` to `to` to the pixels of a line. */
  const add = (to: Float32Array, line: number, start: number, end: number) => {
    const a = Math.max(0, (start - fromMs) * scale)
    const b = Math.min(pixels, (end - fromMs) * scale)
    for (let pixel = Math.floor(a); pixel < b; pixel++) {
      to[line * pixels + pixel]! += Math.min(b, pixel + 1) - Math.max(a, pixel)
    }
  }
  const split = (line: number, start: number, end: number, ended: number, for_: Float32Array, nobody: Float32Array) => {
    const turn = Math.min(end, Math.max(start, ended))
    add(for_, line, start, turn)
    add(nobody, line, turn, end)
  }
  const last = countUntil(rows.sentMs, toMs)
  for (let row = countUntil(index.lastGoneMs, fromMs); row < last; row++) {
    const line = rows.worker[row]! * lines.each + (lines.each > 1 ? index.seat[row]! : 0)
    const left = index.leftMs[row]!
    const started = rows.startedMs[row]!
    if (rows.worker[row]! < 0 || line >= lines.count || !(started < toMs) || !(left > fromMs)) continue
    const ioFrom = Number.isNaN(rows.ioFromMs[row]!) ? left : rows.ioFromMs[row]!
    const ioTo = Number.isNaN(rows.ioToMs[row]!) ? left : rows.ioToMs[row]!
    const ended = rows.endedMs[row]!
    const came = rows.dataMs[row]!
    const begun = Number.isNaN(came) ? started : Math.min(left, came)
    split(line, started, begun, ended, shares.data, shares.dataForNobody)
    split(line, begun, ioFrom, ended, shares.cpu, shares.cpuForNobody)
    split(line, ioFrom, ioTo, ended, shares.io, shares.ioForNobody)
    split(line, ioTo, left, ended, shares.cpu, shares.cpuForNobody)
  }
  return { lines: lines.count, pixels, ...shares, ...awayOf(index, lines, fromMs, toMs, pixels) }
}

/** Where workers were away, on all lines of each, and where that began and how. */
function awayOf(index: LaneIndex, lines: WorkerLines, fromMs: number, toMs: number, pixels: number) {
  const scale = pixels / (toMs - fromMs)
  const away: WorkerShares['away'] = []
  const killed: number[] = []
  const retired: number[] = []
  for (const { worker, fromMs: since, toMs: until, why } of awayIn(index.lives, fromMs, toMs)) {
    const pixel = Math.floor((since - fromMs) * scale)
    for (let line = worker * lines.each; line < Math.min((worker + 1) * lines.each, lines.count); line++) {
      away.push({ line, from: Math.max(0, pixel), to: Math.min(pixels, (until - fromMs) * scale) })
      if (pixel >= 0 && pixel < pixels) (why === LifeEvent.Retired ? retired : killed).push(line * pixels + pixel)
    }
  }
  return { away, killed, retired }
}
