/**
 * How busy the first core is, the second, and so on. The kernel moves processes about and no core has a name, so cores
 * are counted: the k-th is busy whenever at least k processes compute. nginx's own work is left out. Rows do not tell
 * when a worker that has a request waits for its data, so no bucket gets more than its cores really computed.
 */
import type { Rows, Series } from '../../sim/measure/result.ts'
import type { LaneIndex } from '../stage/lane-index.ts'

/** Busy shares, 0 to 1: `lines × buckets`, line after line; a line stands for `each` cores. */
export interface CoreBusyness {
  lines: number
  each: number
  shares: Float32Array
}

const MOST_LINES = 16

export function coreBusyness(rows: Rows, index: LaneIndex, series: Series, cores: number): CoreBusyness {
  const each = Math.ceil(cores / MOST_LINES)
  const lines = Math.ceil(cores / each)
  const { buckets, bucketMs, fromMs } = series
  const shares = new Float32Array(lines * buckets)
  let computing = 0
  let sinceMs = fromMs
  const spend = (untilMs: number) => {
    const busy = Math.min(computing, cores)
    for (let bucket = Math.floor((sinceMs - fromMs) / bucketMs); bucket < buckets && busy > 0; bucket++) {
      const beginsMs = fromMs + bucket * bucketMs
      const ms = Math.min(untilMs, beginsMs + bucketMs) - Math.max(sinceMs, beginsMs)
      if (ms <= 0) break
      for (let line = 0; line * each < busy; line++) {
        const ofLine = Math.min(each, cores - line * each)
        shares[line * buckets + bucket]! += (Math.min(ofLine, busy - line * each) / ofLine) * (ms / bucketMs)
      }
    }
    sinceMs = untilMs
  }
  for (const { atMs, change } of turns(rows, index)) {
    if (atMs > sinceMs) spend(atMs)
    computing += change
  }
  const { onCpu } = series.columns
  for (let bucket = 0; bucket < buckets; bucket++) {
    let busy = 0
    for (let line = 0; line < lines; line++) {
      busy += shares[line * buckets + bucket]! * Math.min(each, cores - line * each)
    }
    if (busy <= onCpu[bucket]!) continue
    for (let line = 0; line < lines; line++) shares[line * buckets + bucket]! *= onCpu[bucket]! / busy
  }
  return { lines, each, shares }
}

interface Turn {
  atMs: number
  /** Processes that begin (1) or end (−1) to compute. */
  change: 1 | -1
}

/** Threads of one process compute one at a time, so it counts once however many of its requests could. */
function turns({ count, worker, startedMs, ioFromMs, ioToMs }: Rows, { leftMs }: LaneIndex): Turn[] {
  const all: { atMs: number; worker: number; change: 1 | -1 }[] = []
  const phase = (of: number, fromMs: number, toMs: number) => {
    if (!(toMs > fromMs)) return
    all.push({ atMs: fromMs, worker: of, change: 1 }, { atMs: toMs, worker: of, change: -1 })
  }
  for (let row = 0; row < count; row++) {
    if (worker[row]! < 0 || Number.isNaN(startedMs[row]!)) continue
    const left = leftMs[row]!
    phase(worker[row]!, startedMs[row]!, Number.isNaN(ioFromMs[row]!) ? left : ioFromMs[row]!)
    if (!Number.isNaN(ioToMs[row]!)) phase(worker[row]!, ioToMs[row]!, left)
  }
  all.sort((a, b) => a.atMs - b.atMs || b.change - a.change)
  const inHand = new Map<number, number>()
  return all.filter(turn => {
    const before = inHand.get(turn.worker) ?? 0
    inHand.set(turn.worker, before + turn.change)
    return before + turn.change === (turn.change === 1 ? 1 : 0)
  })
}
